package ascent.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import ascent.agent.Agent;
import ascent.agent.ModelFile;
import ascent.algo.PPOConfig;
import ascent.collect.Evaluation;
import ascent.collect.LocalRollouts;
import ascent.collect.Normalizer;
import ascent.collect.Snapshot;
import ascent.env.Action;
import ascent.env.Env;
import ascent.env.EpisodeStreams;
import ascent.env.Step;
import ascent.env.VectorEnv;
import ascent.io.DamagedFileException;
import ascent.io.Safetensors;
import ascent.io.Tensor;
import ascent.parallel.Workers;
import ascent.policy.ActorCritic;
import ascent.policy.PolicyPass;
import ascent.probe.Walk;
import ascent.rng.Rng;
import ascent.rollout.NormalizationConfig;
import ascent.rollout.Rollout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Running normalisation where it is used: in rollouts, agents, files and resumed runs.
class NormalizedTrainingTest {
  private static final long SEED = 3;
  private static final int ENVS = 5;
  private static final int STEPS = 20; // of a rollout; episodes have 7
  private static final int ROLLOUTS = 10; // 1000 steps in all

  private static final PPOConfig CONFIG =
      Walk.CONFIG.withGamma(0.9f).withNormalization(NormalizationConfig.BOTH);

  private static final Supplier<Env> WALK = Walk.cutOff();

  @TempDir Path folder;

  private static ActorCritic policy() {
    Env env = WALK.get();
    return new ActorCritic(
        env.observationSpace(), env.actionSpace(), CONFIG.network(), CONFIG.distribution());
  }

  private static float[] parameters(ActorCritic policy) {
    float[] theta = policy.initialise(Rng.stream(SEED, "init"));
    Rng rng = Rng.stream(SEED, "noise");
    for (int i = 0; i < theta.length; i++) {
      theta[i] += 0.3f * rng.normal(); // away from the nearly uniform policy
    }
    return theta;
  }

  /// Collects and lets the normaliser learn, as a run does.
  private static void fill(LocalRollouts source, Snapshot snapshot, Rollout rollout) {
    source.fill(snapshot, rollout).updateStatistics(snapshot.normalizer());
    snapshot.normalizer().rewards(rollout.reward, rollout.rows());
  }

  private static List<Rollout> collect(int threads) {
    ActorCritic policy = policy();
    List<Rollout> rollouts = new ArrayList<>();
    Normalizer normalizer = Normalizer.of(CONFIG, policy.observationSpace());
    VectorEnv env = VectorEnv.of(WALK, ENVS, EpisodeStreams.training(SEED, 0));
    try (Workers workers = Workers.of(threads);
        var collector = new LocalRollouts(policy, CONFIG, env, SEED, workers)) {
      for (int k = 0; k < ROLLOUTS; k++) {
        Rollout rollout = new Rollout(STEPS, ENVS, 2, 1);
        fill(collector, new Snapshot(parameters(policy), normalizer, k), rollout);
        rollouts.add(rollout);
      }
    }
    return rollouts;
  }

  /// What was seen so far, as lists, and its moments by the textbook: with a start of weight 1e-4,
  /// mean 0 and variance 1.
  private record Seen(List<Double> numbers) {
    Seen() {
      this(new ArrayList<>());
    }

    double mean() {
      return numbers.stream().mapToDouble(x -> x).sum() / (numbers.size() + 1e-4);
    }

    double deviation() {
      double mean = mean();
      double squares = 1e-4 * (1 + mean * mean);
      for (double x : numbers) {
        squares += (x - mean) * (x - mean);
      }
      return Math.sqrt(squares / (numbers.size() + 1e-4) + 1e-8);
    }

    float normalized(double x) {
      return (float) Math.clamp((x - mean()) / deviation(), -10, 10);
    }

    float scaled(double x) {
      return (float) Math.clamp(x / deviation(), -10, 10);
    }
  }

  /// A thousand steps against a second implementation, which plays the recorded actions in
  /// environments of its own and keeps all it sees. Every observation of a rollout, the last and
  /// final ones too, is seen through what was known before the rollout; its rewards are scaled by
  /// what is known after it.
  @Test
  void a_thousand_steps_are_normalised_as_by_lists_and_textbook_formulas() {
    List<Rollout> rollouts = collect(1);
    Env[] envs = new Env[ENVS];
    float[][] obs = new float[ENVS][2];
    int[] episode = new int[ENVS];
    double[] discounted = new double[ENVS];
    for (int i = 0; i < ENVS; i++) {
      envs[i] = WALK.get();
      envs[i].reset(Rng.stream(SEED, "env", i, 0), obs[i]);
    }
    Seen[] seen = {new Seen(), new Seen()};
    Seen returns = new Seen();
    for (Rollout rollout : rollouts) {
      Seen[] before = {
        new Seen(List.copyOf(seen[0].numbers)), new Seen(List.copyOf(seen[1].numbers))
      };
      List<Double> rewards = new ArrayList<>();
      int finals = 0;
      for (int row = 0; row < rollout.rows(); row++) {
        int i = row % ENVS;
        assertSeen(rollout.obs, row, before, obs[i]);
        seen[0].numbers.add((double) obs[i][0]);
        seen[1].numbers.add((double) obs[i][1]);
        Step step = envs[i].step(Action.of(policy().actionSpace(), rollout.actions, row), obs[i]);
        rewards.add(step.reward());
        discounted[i] = 0.9f * discounted[i] + step.reward();
        returns.numbers.add(discounted[i]);
        if (step.last()) {
          assertSeen(rollout.finalObs(), finals++, before, obs[i]);
          discounted[i] = 0;
          envs[i].reset(Rng.stream(SEED, "env", i, ++episode[i]), obs[i]);
        }
      }
      assertThat(rollout.finals()).isEqualTo(finals).isPositive();
      for (int i = 0; i < ENVS; i++) {
        assertSeen(rollout.lastObs, i, before, obs[i]);
      }
      for (int row = 0; row < rollout.rows(); row++) {
        assertThat(rollout.reward[row]).isCloseTo(returns.scaled(rewards.get(row)), within(1e-5f));
      }
    }
    assertThat(returns.numbers).hasSize(1000);
    assertThat(seen[0].deviation()).isNotCloseTo(1, within(0.1)); // so that it was a test
  }

  private static void assertSeen(float[] actual, int row, Seen[] before, float[] raw) {
    for (int j = 0; j < 2; j++) {
      assertThat(actual[2 * row + j]).isCloseTo(before[j].normalized(raw[j]), within(1e-5f));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 8})
  void the_number_of_threads_changes_nothing(int threads) {
    List<Rollout> alone = collect(1);
    List<Rollout> together = collect(threads);
    for (int k = 0; k < ROLLOUTS; k++) {
      assertThat(together.get(k).obs).containsExactly(alone.get(k).obs);
      assertThat(together.get(k).reward).containsExactly(alone.get(k).reward);
      assertThat(together.get(k).logProb).containsExactly(alone.get(k).logProb);
      assertThat(together.get(k).lastObs).containsExactly(alone.get(k).lastObs);
      assertThat(together.get(k).finalObs()).containsExactly(alone.get(k).finalObs());
    }
  }

  private static Trainer trainer() {
    return Trainer.of(WALK)
        .with(CONFIG)
        .envs(3)
        .threads(1)
        .logEvery(1)
        .evaluateEvery(96)
        .checkpointEvery(96);
  }

  /// An agent is asked about raw observations and answers what the trained policy says of
  /// normalised ones.
  @Test
  void an_agent_sees_raw_observations_as_training_saw_them() {
    ActorCritic policy = policy();
    float[] theta = parameters(policy);
    Normalizer normalizer = Normalizer.of(CONFIG, policy.observationSpace());
    VectorEnv env = VectorEnv.of(WALK, ENVS, EpisodeStreams.training(SEED, 0));
    PolicyPass pass = new PolicyPass(policy);
    try (Workers workers = Workers.of(1);
        var collector = new LocalRollouts(policy, CONFIG, env, SEED, workers)) {
      fill(collector, new Snapshot(theta, normalizer, 0), new Rollout(STEPS, ENVS, 2, 1));
      float[] raw = env.observations().clone();
      Agent agent = new Agent(policy, normalizer, theta, trainer().train(48).agent().info());
      Rollout rollout = new Rollout(STEPS, ENVS, 2, 1);
      fill(
          collector,
          new Snapshot(theta, normalizer, 1),
          rollout); // begins where the first one ended
      float[] values = new float[ENVS];
      float[] modes = new float[ENVS];
      pass.values(theta, rollout.obs, 0, ENVS, values);
      pass.mode(theta, rollout.obs, ENVS, modes);
      for (int i = 0; i < ENVS; i++) {
        float[] obs = {raw[2 * i], raw[2 * i + 1]};
        assertThat(agent.value(obs)).isEqualTo(values[i]);
        assertThat(agent.act(obs).index()).isEqualTo((int) modes[i]);
        assertThat(agent.sample(obs, Rng.stream(SEED, "action", i, 1)).index())
            .isEqualTo((int) rollout.actions[i]);
        assertThat(rollout.obs[2 * i]).isNotEqualTo(obs[0]);
      }
    }
  }

  /// Evaluating plays other episodes, which must leave no trace; returns are those of the
  /// environment, not the scaled ones.
  @Test
  void evaluating_neither_changes_the_statistics_nor_scales_returns() throws IOException {
    Path one = folder.resolve("one");
    Path other = folder.resolve("other");
    trainer().out(one).train(480);
    trainer().evaluateEvery(0).out(other).train(480);
    assertThat(statistics(one)).isEqualTo(statistics(other));
    Agent agent = Agent.load(one);
    Evaluation evaluation = agent.evaluate(WALK, 30);
    assertThat(agent.evaluate(WALK, 30)).isEqualTo(evaluation);
    assertThat(evaluation.meanReturn()).isCloseTo(rawReturn(agent, 30), within(1e-9));
  }

  private static double rawReturn(Agent agent, int episodes) {
    double sum = 0;
    float[] obs = new float[2];
    for (int k = 0; k < episodes; k++) {
      Env env = WALK.get();
      env.reset(Rng.stream(1, "eval", k), obs);
      for (Step step = Step.of(0); !step.last(); ) {
        step = env.step(agent.act(obs), obs);
        sum += step.reward();
      }
    }
    return sum / episodes;
  }

  private static Map<String, Tensor> statistics(Path run) throws IOException {
    byte[] model = Files.readAllBytes(run.resolve("model.zip"));
    return Safetensors.parse(ModelFile.STORE.unpack(model).get("normalizer.safetensors")).tensors();
  }

  @Test
  void the_window_of_episodes_shows_raw_returns() {
    double[] scaled = new double[1];
    double[] raw = new double[1];
    PPOConfig still = CONFIG.withLearningRate(0); // the first rollout is the same for both
    for (boolean scales : new boolean[] {false, true}) {
      double[] mean = scales ? scaled : raw;
      NormalizationConfig normalization = NormalizationConfig.DEFAULT.withNormalizeRewards(scales);
      Trainer.of(WALK)
          .with(still.withNormalization(normalization))
          .onUpdate(m -> mean[0] = m.get("rollout/ep_rew_mean"))
          .train(480)
          .agent();
    }
    assertThat(scaled[0]).isEqualTo(raw[0]);
  }

  private static final class Break extends Error {
    private static final long serialVersionUID = 1;
  }

  /// Checkpoints are at 96, 192, …, in the middle of episodes of 7 steps, so that running returns
  /// count.
  @Test
  void a_resumed_run_comes_to_the_bits_of_one_that_did_not_stop() throws IOException {
    Path whole = folder.resolve("whole");
    Path run = folder.resolve("run");
    trainer().out(whole).train(480);
    assertThatExceptionOfType(Break.class)
        .isThrownBy(() ->
            trainer()
                .onUpdate(metrics -> {
                  if (metrics.steps() == 240) {
                    throw new Break();
                  }
                })
                .out(run)
                .train(480));
    TrainingResult result = Trainer.resume(run, WALK).threads(2).train();
    assertThat(result.resumedAtStep()).hasValue(192);
    assertThat(result.agent().parametersSha256()).isEqualTo(Agent.load(whole).parametersSha256());
    assertThat(statistics(run)).isEqualTo(statistics(whole));
    assertThat(state(run)).isEqualTo(state(whole));
  }

  private static Map<String, Tensor> state(Path run) throws IOException {
    byte[] checkpoint = Files.readAllBytes(run.resolve("checkpoint.zip"));
    var tensors =
        Safetensors.parse(ModelFile.STORE.unpack(checkpoint).get("state.safetensors")).tensors();
    assertThat(tensors.get("env.discounted").doubles()).hasSize(3).doesNotContain(0);
    return tensors;
  }

  /// The same trainer may be run twice: what a checkpoint holds does not move.
  @Test
  void a_checkpoint_can_be_resumed_twice() throws IOException {
    Path run = folder.resolve("run");
    trainer().out(run).train(96);
    Checkpoint checkpoint = Checkpoint.read(run.resolve("checkpoint.zip"));
    Normalizer first = checkpoint.normalizer();
    try (VectorEnv env = VectorEnv.of(WALK, ENVS, EpisodeStreams.training(SEED, 0));
        Workers workers = Workers.of(1)) {
      var source = new LocalRollouts(checkpoint.policy(), CONFIG, env, SEED, workers);
      float[] theta = parameters(checkpoint.policy());
      fill(source, new Snapshot(theta, first, 0), new Rollout(STEPS, ENVS, 2, 1));
    }
    assertThat(checkpoint.normalizer().tensors()).isNotEqualTo(first.tensors());
  }

  @Test
  void a_saved_agent_keeps_its_statistics() throws IOException {
    Agent agent = trainer().train(480).agent();
    Path file = folder.resolve("model.zip");
    agent.save(file);
    Agent again = Agent.load(file);
    for (int k = 0; k < 200; k++) {
      float[] obs = {0.1f * k - 10, 0.1f * (k % 7)};
      assertThat(again.value(obs)).isEqualTo(agent.value(obs));
      assertThat(again.act(obs).index()).isEqualTo(agent.act(obs).index());
    }
    assertThat(again.info()).isEqualTo(agent.info());
  }

  @Test
  void a_model_without_its_statistics_is_refused_and_one_that_needs_none_has_none()
      throws IOException {
    Path file = folder.resolve("model.zip");
    trainer().train(48).agent().save(file);
    Map<String, byte[]> entries = ModelFile.STORE.unpack(Files.readAllBytes(file));
    entries.remove("normalizer.safetensors");
    Files.write(file, ModelFile.STORE.pack(entries));
    assertThatExceptionOfType(DamagedFileException.class)
        .isThrownBy(() -> Agent.load(file))
        .withMessageEndingWith("The file has no normalizer.safetensors.");

    Trainer.of(WALK).with(Walk.CONFIG).train(48).agent().save(file);
    assertThat(ModelFile.STORE.unpack(Files.readAllBytes(file)))
        .doesNotContainKey("normalizer.safetensors");
  }

  /// At rate 0 the second run's first rollout is seen as the first run's last one was, whatever its
  /// own settings say of observations.
  @Test
  void a_run_that_starts_from_a_model_goes_on_with_its_statistics() {
    Agent model = trainer().train(480).agent();
    Agent next =
        Trainer.of(WALK)
            .from(model)
            .with(Walk.CONFIG.withLearningRate(0))
            .envs(3)
            .train(48)
            .agent();
    assertThat(next.parameters()).containsExactly(model.parameters());
    assertThat(count(next)).isEqualTo(count(model) + 48);
    assertThat(next.normalizer().config().normalizeRewards()).isFalse();
  }

  private static double count(Agent agent) {
    return agent.normalizer().tensors().get("observation.count").doubles()[0];
  }
}
