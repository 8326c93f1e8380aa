package ascent.sb3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ascent.agent.Agent;
import ascent.algo.A2CConfig;
import ascent.algo.AdvantageNormalization;
import ascent.algo.AlgorithmConfig;
import ascent.algo.PPOConfig;
import ascent.algo.ReinforceConfig;
import ascent.algo.Schedule;
import ascent.algo.TRPOConfig;
import ascent.collect.Normalizer;
import ascent.distribution.DistributionConfig;
import ascent.io.Tensor;
import ascent.nn.Activation;
import ascent.nn.OptimizerConfig;
import ascent.policy.NetworkConfig;
import ascent.rng.Rng;
import ascent.rollout.NormalizationConfig;
import ascent.space.Box;
import ascent.space.Space;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class RoundTripTest {
  private static final PPOConfig PPO =
      PPOConfig.DEFAULT.withNetwork(
          NetworkConfig.DEFAULT.withPolicyLayers(List.of(5, 4)).withValueLayers(List.of(6)));
  private static final Space BOX = Space.box(-2, 2, 2);

  @TempDir Path dir;

  private Agent again(Agent agent) throws IOException {
    Path zip = dir.resolve("model.zip");
    boolean normalised = Sb3Writer.write(agent, zip).vecNormalize() != null;
    Path statistics = normalised ? Sb3Writer.vecNormalizeFor(zip) : null;
    return Sb3Reader.read(zip, statistics, "").agent();
  }

  private static void assertSame(Agent read, Agent agent) {
    assertThat(read.parameters()).isEqualTo(agent.parameters());
    assertThat(read.observationSpace()).isEqualTo(agent.observationSpace());
    assertThat(read.actionSpace()).isEqualTo(agent.actionSpace());
    float[] obs = new float[agent.observationSpace().size()];
    Rng rng = Rng.stream(2, "observations");
    for (int i = 0; i < 20; i++) {
      agent.observationSpace().sample(rng, obs, 0);
      assertThat(read.act(obs)).hasToString(agent.act(obs).toString());
      assertThat(read.value(obs)).isEqualTo(agent.value(obs));
      assertThat(read.distribution(obs)).isEqualTo(agent.distribution(obs));
    }
  }

  static Stream<Arguments> policies() {
    DistributionConfig gsde = new DistributionConfig.Gsde(-1, 4);
    NetworkConfig none =
        NetworkConfig.DEFAULT.withPolicyLayers(List.of()).withValueLayers(List.of());
    return Stream.of(
        Arguments.of(PPO, Agents.OBSERVATIONS, Space.discrete(3)),
        Arguments.of(PPO, Agents.OBSERVATIONS, BOX),
        Arguments.of(PPO, Agents.OBSERVATIONS, Space.multiDiscrete(2, 3)),
        Arguments.of(PPO, Agents.OBSERVATIONS, Space.multiBinary(3)),
        Arguments.of(PPO, Space.discrete(4), Space.discrete(2)),
        Arguments.of(PPO, Space.multiDiscrete(2, 4), Space.discrete(2)),
        Arguments.of(PPO, Space.multiBinary(3), Space.discrete(2)),
        Arguments.of(PPO.withDistribution(gsde), Agents.OBSERVATIONS, BOX),
        Arguments.of(PPO.withNetwork(none), Agents.OBSERVATIONS, BOX),
        Arguments.of(A2CConfig.DEFAULT, Agents.OBSERVATIONS, BOX),
        Arguments.of(TRPOConfig.DEFAULT, Agents.OBSERVATIONS, BOX));
  }

  @ParameterizedTest
  @MethodSource("policies")
  void a_policy_comes_back(AlgorithmConfig config, Space observations, Space actions)
      throws IOException {
    Agent agent = Agents.of(config, observations, actions);

    Agent read = again(agent);

    assertSame(read, agent);
    assertThat(read.info().config()).isEqualTo(config);
    assertThat(read.info().steps()).isEqualTo(4096);
    assertThat(read.info().run().envs()).isEqualTo(4);
  }

  @ParameterizedTest
  @EnumSource
  void an_activation_comes_back(Activation activation) throws IOException {
    PPOConfig config = PPO.withNetwork(PPO.network().withActivation(activation));
    Agent agent = Agents.of(config, BOX);

    Agent read = again(agent);

    assertSame(read, agent);
    assertThat(read.info().config()).isEqualTo(config);
  }

  @Test
  void settings_come_back() throws IOException {
    PPOConfig config =
        PPO.withRolloutSteps(128)
            .withBatchSize(32)
            .withEpochs(3)
            .withGamma(0.9f)
            .withGaeLambda(0.8f)
            .withLearningRate(0.01f)
            .withClipRange(0.1f)
            .withClipRangeVf(0.3f)
            .withNormalizeAdvantage(AdvantageNormalization.NONE)
            .withEntCoef(0.02f)
            .withVfCoef(0.7f)
            .withMaxGradNorm(1.5f)
            .withTargetKl(0.03f);
    assertThat(again(Agents.of(config, BOX)).info().config()).isEqualTo(config);
  }

  @ParameterizedTest
  @EnumSource
  void an_optimiser_comes_back(OptimizerConfig.Kind kind) throws IOException {
    OptimizerConfig optimizer =
        OptimizerConfig.DEFAULT.withOptimizer(kind).withOptimizerEpsilon(1e-8f);
    OptimizerConfig own =
        switch (kind) {
          case ADAM -> optimizer.withBeta1(0.8f).withBeta2(0.99f);
          case RMSPROP, RMSPROP_TF -> optimizer.withAlpha(0.9f);
          case SGD -> optimizer.withOptimizerEpsilon(1e-5f); // has no settings
        };
    PPOConfig config = PPO.withOptimizer(own);
    assertThat(again(Agents.of(config, BOX)).info().config()).isEqualTo(config);
  }

  @Test
  void statistics_come_back() throws IOException {
    PPOConfig config = PPO.withNormalization(NormalizationConfig.BOTH.withClipRewards(7));
    Agent fresh = Agents.of(config, BOX);
    Map<String, Tensor> tensors = new LinkedHashMap<>(fresh.normalizer().tensors());
    tensors.put("observation.count", Tensor.of(new double[] {8}, 1));
    tensors.put("observation.mean", Tensor.of(new double[] {0.5, -1, 2}, 3));
    tensors.put("observation.squares", Tensor.of(new double[] {2, 4, 8}, 3));
    tensors.put("return.count", Tensor.of(new double[] {8}, 1));
    tensors.put("return.squares", Tensor.of(new double[] {32}, 1));
    Agent agent =
        new Agent(
            fresh.policy(),
            Normalizer.of(config, Agents.OBSERVATIONS, tensors),
            fresh.parameters(),
            fresh.info());

    Agent read = again(agent);

    assertSame(read, agent);
    assertThat(read.info().config()).isEqualTo(config);
    assertThat(read.normalizer().tensors()).isEqualTo(agent.normalizer().tensors());
  }

  @Test
  void what_cannot_be_written_exactly_is_noted() throws IOException {
    PPOConfig config = PPO.withLearningRate(Schedule.linear(0.5f, 0));
    Sb3Export written = Sb3Writer.write(Agents.of(config, BOX), dir.resolve("model.zip"));
    assertThat(written.algorithm()).isEqualTo("PPO");
    assertThat(written.notes())
        .containsExactly("learningRate is linear:0.5; the file has its first value, 0.5.");

    Sb3Export other =
        Sb3Writer.write(Agents.of(ReinforceConfig.DEFAULT, BOX), dir.resolve("model.zip"));
    assertThat(other.notes())
        .anyMatch(note -> note.startsWith("Stable-Baselines3 has no reinforce;"));
  }

  @Test
  void a_policy_that_there_is_none_of_there_is_refused_before_anything_is_written() {
    Path zip = dir.resolve("model.zip");
    assertRefused(
        PPO.withNetwork(PPO.network().withSharedLayers(List.of(8))),
        zip,
        "Actor and critic share the layers [8]; in Stable-Baselines3 2 they share none.");
    assertRefused(
        PPO.withDistribution(DistributionConfig.SquashedGaussian.DEFAULT),
        zip,
        "The distribution of the policy is squashed-gaussian; Stable-Baselines3 has gaussian and"
            + " gsde.");
    assertThat(zip).doesNotExist();
  }

  private static void assertRefused(AlgorithmConfig config, Path zip, String message) {
    Agent agent = Agents.of(config, BOX);
    assertThatThrownBy(() -> Sb3Writer.write(agent, zip))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void bounds_of_observations_may_be_an_environments() throws IOException {
    Path zip = dir.resolve("model.zip");
    Agent agent = Agents.of(PPO, BOX);
    Sb3Writer.write(agent, zip);
    Sb3Import read = Sb3Reader.read(zip, null, "");
    Space wider = Space.box(-10, 10, 3);

    Sb3Import other = read.withBoundsOf(wider);

    assertThat(other.agent().observationSpace()).isEqualTo(wider);
    assertThat(other.agent().value(new float[] {1, 2, 3}))
        .isEqualTo(agent.value(new float[] {1, 2, 3}));
    assertThat(other.notes())
        .containsExactly(
            "The bounds of its observations are those of the environment, not "
                + Agents.OBSERVATIONS
                + ".");
    assertThat(read.withBoundsOf(Space.box(-1, 1, 4))).isSameAs(read);
    assertThat(read.withBoundsOf(Agents.OBSERVATIONS)).isSameAs(read);
  }

  @Test
  void with_masks_ppo_is_maskable() {
    Agent agent = Agents.of(PPO, Space.discrete(3));
    assertThat(Sb3Writer.of(agent, true).algorithm()).isEqualTo("MaskablePPO");
    assertThat(Sb3Writer.of(agent, false).algorithm()).isEqualTo("PPO");
    Agent other = Agents.of(A2CConfig.DEFAULT, Space.discrete(3));
    assertThat(Sb3Writer.of(other, true).algorithm()).isEqualTo("A2C");
  }

  @Test
  void the_bounds_of_a_space_are_kept_to_the_bit() throws IOException {
    Box odd =
        Space.box(
            new float[] {Float.NEGATIVE_INFINITY, -Float.MAX_VALUE, 0.1f},
            new float[] {Float.POSITIVE_INFINITY, Float.MAX_VALUE, 0.3f});
    assertThat(again(Agents.of(PPO, odd, BOX)).observationSpace()).isEqualTo(odd);
  }

  @Test
  void statistics_are_found_where_they_usually_lie() throws IOException {
    Path zip = Files.createFile(dir.resolve("ppo_1000_steps.zip"));
    assertThat(Sb3Reader.vecNormalizeOf(zip)).isEmpty();

    Path zoo = Files.createDirectories(dir.resolve("CartPole-v1")).resolve("vecnormalize.pkl");
    Files.createFile(zoo);
    assertThat(Sb3Reader.vecNormalizeOf(zip)).contains(zoo);

    Path beside = Files.createFile(dir.resolve("vecnormalize.pkl"));
    assertThat(Sb3Reader.vecNormalizeOf(zip)).contains(beside);

    Path checkpoint = Files.createFile(dir.resolve("ppo_vecnormalize_1000_steps.pkl"));
    assertThat(Sb3Reader.vecNormalizeOf(zip)).contains(checkpoint);
  }
}
