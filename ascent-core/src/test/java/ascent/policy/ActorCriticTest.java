package ascent.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import ascent.distribution.DistributionConfig;
import ascent.nn.Parameter;
import ascent.reference.Gradients;
import ascent.reference.ReferencePolicy;
import ascent.rng.Rng;
import ascent.rollout.Rollout;
import ascent.space.Box;
import ascent.space.Discrete;
import ascent.space.Space;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ActorCriticTest {
  private static final Space BOX = Space.box(-1, 1, 4);
  private static final NetworkConfig CONFIG = NetworkConfig.DEFAULT;

  static List<ActorCritic> policies() {
    NetworkConfig shared = CONFIG.withSharedLayers(List.of(16)).withPolicyLayers(List.of(8));
    Space multi = Space.multiDiscrete(3, 2);
    return List.of(
        new ActorCritic(BOX, Space.discrete(2), CONFIG, DistributionConfig.DEFAULT),
        new ActorCritic(BOX, Space.box(-1, 1, 3), CONFIG, DistributionConfig.DEFAULT),
        new ActorCritic(Space.discrete(6), Space.box(-1, 1, 1), shared, DistributionConfig.DEFAULT),
        new ActorCritic(
            multi,
            Space.discrete(4),
            shared.withValueLayers(List.of()),
            DistributionConfig.DEFAULT));
  }

  @Test
  void it_has_as_many_parameters_as_stable_baselines3() {
    // CartPole: 2 · (4·64 + 64 + 64·64 + 64) + 64·2 + 2 + 64 + 1 = 9155.
    ActorCritic cartPole =
        new ActorCritic(BOX, Space.discrete(2), CONFIG, DistributionConfig.DEFAULT);
    assertThat(cartPole.parameters()).isEqualTo(9155);
    assertThat(cartPole.weights()).isEqualTo(2 * (4 * 64 + 64 * 64) + 64 * 2 + 64);
    // Pendulum: 2 · (3·64 + 64 + 64·64 + 64) + 64 + 1 + 64 + 1 + one log σ = 8963.
    ActorCritic pendulum =
        new ActorCritic(
            Space.box(-8, 8, 3), Space.box(-2, 2, 1), CONFIG, DistributionConfig.DEFAULT);
    assertThat(pendulum.parameters()).isEqualTo(8963);
  }

  /// 4·16 + 16 + 16·2 + 2 parameters of a policy, and no others.
  @Test
  void without_a_value_function_there_is_no_critic() {
    NetworkConfig config = CONFIG.withPolicyLayers(List.of(16));
    ActorCritic policy =
        new ActorCritic(BOX, Space.discrete(2), config, DistributionConfig.DEFAULT, false);
    assertThat(policy.learnsValue()).isFalse();
    assertThat(policy.parameters()).isEqualTo(114);
    assertThat(policy.weights()).isEqualTo(96);
    assertThat(policy.policySpan().size()).isEqualTo(114);
    assertThat(policy.valueSpan().size()).isZero();
    assertThat(policy.layout()).extracting(Parameter::name).noneMatch(n -> n.startsWith("value"));
    float[] theta = policy.initialise(Rng.stream(1, "init"));
    ActorCritic both = new ActorCritic(BOX, Space.discrete(2), config, DistributionConfig.DEFAULT);
    assertThat(both.initialise(Rng.stream(1, "init"))).startsWith(theta);
  }

  @Test
  void the_weights_of_the_last_layer_are_those_of_their_tensor() {
    for (ActorCritic policy : policies()) {
      Parameter weight =
          policy.layout().stream()
              .filter(t -> t.name().equals("policy.head.weight"))
              .findFirst()
              .orElseThrow();
      assertThat(policy.policyHeadSpan().from()).isEqualTo(weight.offset());
      assertThat(policy.policyHeadSpan().size()).isEqualTo(weight.size());
    }
  }

  @ParameterizedTest
  @MethodSource("policies")
  void the_layout_covers_the_parameters_in_order_and_without_gaps(ActorCritic policy) {
    int position = 0;
    for (Parameter tensor : policy.layout()) {
      assertThat(tensor.offset()).as(tensor.name()).isEqualTo(position);
      position += tensor.size();
    }
    assertThat(position).isEqualTo(policy.parameters());
    assertThat(policy.layout().stream().map(Parameter::name)).doesNotHaveDuplicates();
  }

  @Test
  void parameters_have_telling_names() {
    NetworkConfig config =
        CONFIG.withSharedLayers(List.of(5)).withPolicyLayers(List.of(6)).withValueLayers(List.of());
    assertThat(
            new ActorCritic(BOX, Space.box(-1, 1, 2), config, DistributionConfig.DEFAULT).layout())
        .extracting(Parameter::toString)
        .containsExactly(
            "Parameter[name=shared.0.weight, offset=0, shape=[4, 5]]", // 20
            "Parameter[name=shared.0.bias, offset=20, shape=[5]]",
            "Parameter[name=policy.0.weight, offset=25, shape=[5, 6]]", // 30
            "Parameter[name=policy.0.bias, offset=55, shape=[6]]",
            "Parameter[name=policy.head.weight, offset=61, shape=[2, 6]]", // 12
            "Parameter[name=policy.head.bias, offset=73, shape=[2]]",
            "Parameter[name=policy.log_std, offset=75, shape=[2]]",
            "Parameter[name=value.head.weight, offset=77, shape=[1, 5]]",
            "Parameter[name=value.head.bias, offset=82, shape=[1]]");
  }

  @Test
  void weights_start_orthogonal_with_the_gains_of_stable_baselines3() {
    ActorCritic policy =
        new ActorCritic(
            BOX,
            Space.box(-1, 1, 2),
            CONFIG.withSharedLayers(List.of(32)),
            DistributionConfig.Standard.DEFAULT.withLogStdInit(-0.5f));
    float[] theta = policy.initialise(Rng.stream(1, "init"));
    for (Parameter t : policy.layout()) {
      double norm2 = 0;
      for (int i = t.offset(); i < t.offset() + t.size(); i++) {
        norm2 += (double) theta[i] * theta[i];
      }
      // A matrix whose shorter side n is orthonormal times a gain has ‖W‖² = gain²·n.
      double n = t.shape().stream().mapToInt(x -> x).min().orElseThrow();
      double expected =
          switch (t.name()) {
            case "policy.head.weight" -> 1e-4 * n; // 0.01²
            case "value.head.weight" -> n;
            case "policy.log_std" -> 2 * 0.25;
            default -> t.name().endsWith("bias") ? 0 : 2 * n; // √2²
          };
      assertThat(norm2).as(t.name()).isEqualTo(expected, within(1e-5 * expected));
    }
  }

  @ParameterizedTest
  @MethodSource("policies")
  void values_and_modes_are_those_of_the_reference(ActorCritic policy) {
    int n = 150; // more than two chunks
    float[] theta = parameters(policy);
    float[] obs = observations(policy, n);
    int obsSize = policy.observationSpace().size();
    int actionSize = policy.actionSpace().size();
    float[] values = new float[n];
    float[] modes = new float[n * actionSize];
    PolicyPass pass = new PolicyPass(policy);
    ReferencePolicy reference = new ReferencePolicy(policy);
    double[] wide = Gradients.widen(theta);

    pass.values(theta, obs, 0, n, values);
    pass.mode(theta, obs, n, modes);

    for (int i = 0; i < n; i++) {
      float[] o = Arrays.copyOfRange(obs, i * obsSize, (i + 1) * obsSize);
      assertThat((double) values[i]).isEqualTo(reference.value(wide, o), within(1e-5));
      double[] eta = reference.outputs(wide, o);
      boolean discrete = policy.actionSpace() instanceof Discrete;
      for (int d = 0; d < actionSize; d++) {
        double expected = discrete ? argMax(eta) : eta[d];
        assertThat((double) modes[i * actionSize + d]).isEqualTo(expected, within(1e-5));
      }
    }
  }

  private static int argMax(double[] x) {
    int best = 0;
    for (int j = 1; j < x.length; j++) {
      best = x[j] > x[best] ? j : best;
    }
    return best;
  }

  @ParameterizedTest
  @MethodSource("policies")
  void sampling_does_not_depend_on_how_the_environments_are_split(ActorCritic policy) {
    float[] obs = observations(policy, 130);
    Rollout whole = sample(policy, obs, 1, 0, 130);
    for (int size : new int[] {1, 50, 64}) {
      Rollout split = sample(policy, obs, 1, 0, size);
      assertThat(split.actions).isEqualTo(whole.actions);
      assertThat(split.logProb).isEqualTo(whole.logProb);
    }
  }

  @ParameterizedTest
  @MethodSource("policies")
  void sampling_reads_and_writes_the_rows_of_its_step(ActorCritic policy) {
    int n = 20;
    float[] obs = observations(policy, 3 * n);
    int obsSize = policy.observationSpace().size();
    float[] second = Arrays.copyOfRange(obs, n * obsSize, 2 * n * obsSize);

    Rollout three = sample(policy, obs, 3, 1, n);

    Rollout alone = sample(policy, second, 1, 0, n);
    float[] expected = new float[3 * n];
    System.arraycopy(alone.logProb, 0, expected, n, n);
    assertThat(three.logProb).isEqualTo(expected);
  }

  /// Samples step t of a rollout with these observations, so many environments at a time.
  private static Rollout sample(ActorCritic policy, float[] obs, int steps, int t, int size) {
    int obsSize = policy.observationSpace().size();
    int n = obs.length / obsSize / steps;
    Rollout rollout = new Rollout(steps, n, obsSize, policy.actionSpace().size());
    System.arraycopy(obs, 0, rollout.obs, 0, obs.length);
    Rng[] rngs = new Rng[n];
    Arrays.setAll(rngs, i -> Rng.stream(1, "action", i));
    PolicyPass pass = new PolicyPass(policy);
    for (int from = 0; from < n; from += size) {
      int to = Math.min(n, from + size);
      pass.sample(parameters(policy), rollout, t, from, to, rngs, policy.newState(n));
    }
    return rollout;
  }

  private static float[] parameters(ActorCritic policy) {
    Rng rng = Rng.stream(2, "parameters");
    float[] theta = policy.initialise(rng);
    for (int i = 0; i < theta.length; i++) {
      theta[i] += 0.1f * rng.normal();
    }
    return theta;
  }

  private static float[] observations(ActorCritic policy, int n) {
    Rng rng = Rng.stream(2, "obs");
    Space space = policy.observationSpace();
    float[] obs = new float[n * space.size()];
    for (int i = 0; i < n; i++) {
      space.sample(rng, obs, i * space.size());
    }
    return obs;
  }

  @Test
  void there_is_a_policy_for_actions_of_every_space() {
    List<Space> spaces =
        List.of(
            Space.box(-1, 1, 2),
            Space.discrete(3),
            Space.multiDiscrete(2, 3),
            Space.multiBinary(4));
    for (Space space : spaces) {
      ActorCritic policy = new ActorCritic(BOX, space, CONFIG, DistributionConfig.DEFAULT);
      float[] obs = observations(policy, 70); // more than one chunk
      float[] actions = new float[70 * space.size()];

      new PolicyPass(policy).mode(policy.initialise(Rng.stream(1, "init")), obs, 70, actions);

      for (int i = 0; i < 70; i++) {
        boolean free = space instanceof Box; // a Gaussian knows no bounds
        assertThat(free || space.contains(actions, i * space.size())).isTrue();
      }
    }
  }

  @Test
  void settings_out_of_range_are_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CONFIG.withPolicyLayers(List.of(64, 0)))
        .withMessage("policyLayers is [64, 0]; it must be made of widths in [1, 65536].");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DistributionConfig.Standard.DEFAULT.withLogStdInit(Float.NaN))
        .withMessage("logStdInit is nan; it must be in [-20, 20].");
    for (float temperature : new float[] {0, -1, Float.NaN, Float.POSITIVE_INFINITY}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> DistributionConfig.Standard.DEFAULT.withTemperature(temperature))
          .withMessageStartingWith("temperature is ")
          .withMessageEndingWith("it must be in [0.000001, 1000000] (1 is off).");
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CONFIG.withSharedLayers(Collections.nCopies(65, 1)))
        .withMessageContaining("at most 64 layers");
  }

  @Test
  void a_config_keeps_its_layers_to_itself() {
    List<Integer> layers = new ArrayList<>(List.of(8));
    NetworkConfig config = CONFIG.withValueLayers(layers);
    layers.set(0, 9);
    assertThat(config.valueLayers()).containsExactly(8);
  }
}
