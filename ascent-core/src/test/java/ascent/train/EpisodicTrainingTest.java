package ascent.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ascent.agent.Agent;
import ascent.algo.A2CConfig;
import ascent.algo.AlgorithmConfig;
import ascent.algo.DivergedException;
import ascent.algo.LinearSoftmaxConfig;
import ascent.algo.OneStepActorCriticConfig;
import ascent.algo.PPOConfig;
import ascent.algo.ReinforceConfig;
import ascent.algo.ReinforceConfig.Baseline;
import ascent.algo.Schedule;
import ascent.env.Env;
import ascent.env.Step;
import ascent.nn.OptimizerConfig;
import ascent.policy.NetworkConfig;
import ascent.probe.Walk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Runs of whole episodes and of single steps: budgets, rows of metrics, resuming.
class EpisodicTrainingTest {
  private static final NetworkConfig SMALL =
      NetworkConfig.DEFAULT.withPolicyLayers(List.of(6)).withValueLayers(List.of(5));

  private static final A2CConfig ONE_STEP = OneStepActorCriticConfig.DEFAULT.a2c();

  private static final ReinforceConfig REINFORCE =
      ReinforceConfig.DEFAULT.withRolloutEpisodes(2).withNetwork(SMALL).withLearningRate(0.02f);

  /// Rewards so large that θ overflows in the first update.
  private static final class Huge extends Walk {
    @Override
    public Step outcome() {
      return Step.of(1e30);
    }
  }

  @TempDir Path folder;

  private static final class Break extends Error {
    private static final long serialVersionUID = 1;
  }

  static List<Named<AlgorithmConfig>> algorithms() {
    OptimizerConfig rmsprop = OptimizerConfig.DEFAULT.withOptimizer(OptimizerConfig.Kind.RMSPROP);
    return List.of(
        Named.of("reinforce, value", REINFORCE),
        Named.of("reinforce, cut", REINFORCE.withRolloutSteps(10)),
        Named.of("reinforce, plain", REINFORCE.withBaseline(Baseline.NONE)),
        Named.of(
            "reinforce, average",
            REINFORCE.withBaseline(Baseline.MOVING_AVERAGE).withOptimizer(rmsprop)),
        Named.of("linear softmax", LinearSoftmaxConfig.DEFAULT),
        Named.of(
            "actor-critic",
            new OneStepActorCriticConfig(
                ONE_STEP.withNetwork(SMALL.withSharedLayers(List.of(7))))));
  }

  private static Trainer trainer(AlgorithmConfig config) {
    return Trainer.of(() -> new Walk(13))
        .with(config)
        .envs(3)
        .threads(1)
        .logEvery(20)
        .evaluateEvery(150)
        .checkpointEvery(100);
  }

  @ParameterizedTest
  @MethodSource("algorithms")
  void the_seed_decides_and_threads_and_files_do_not(AlgorithmConfig config) {
    String hash = trainer(config).train(600).agent().parametersSha256();
    assertThat(trainer(config).threads(3).logEvery(1).train(600).agent().parametersSha256())
        .isEqualTo(hash);
    assertThat(trainer(config).out(folder.resolve("run")).train(600).agent().parametersSha256())
        .isEqualTo(hash);
    assertThat(trainer(config).seed(2).train(600).agent().parametersSha256()).isNotEqualTo(hash);
  }

  @ParameterizedTest
  @MethodSource("algorithms")
  void a_run_that_broke_off_comes_to_the_bits_and_rows_of_one_that_did_not(AlgorithmConfig config)
      throws IOException {
    Path whole = folder.resolve("whole");
    String hash = trainer(config).out(whole).train(600).agent().parametersSha256();
    for (int broken : new int[] {200, 350, 560}) {
      Path run = folder.resolve("run" + broken);
      assertThatExceptionOfType(Break.class)
          .isThrownBy(() -> breakingPast(broken, trainer(config)).out(run).train(600).agent());

      TrainingResult result = Trainer.resume(run, () -> new Walk(13)).threads(2).train();

      assertThat(result.resumedAtStep().orElseThrow()).isBetween(1L, (long) broken + 100);
      assertThat(result.agent().parametersSha256()).isEqualTo(hash);
      assertThat(rows(run)).isEqualTo(rows(whole));
    }
  }

  private static Trainer breakingPast(long steps, Trainer trainer) {
    return trainer.onUpdate(metrics -> {
      if (metrics.steps() > steps) {
        throw new Break();
      }
    });
  }

  private static List<List<String>> rows(Path run) throws IOException {
    List<List<String>> rows = new ArrayList<>();
    List<String> lines = Files.readAllLines(run.resolve("metrics.csv"));
    List<String> names = Arrays.asList(lines.getFirst().split(",", -1));
    for (String line : lines) {
      List<String> cells = new ArrayList<>(Arrays.asList(line.split(",", -1)));
      cells.set(names.indexOf("time/time_elapsed"), "");
      cells.set(names.indexOf("time/fps"), "");
      rows.add(cells);
    }
    return rows;
  }

  /// Episodes of 13 steps, two of each of three environments an update: 78 steps.
  @Test
  void steps_are_those_that_were_made() {
    TrainingResult result = trainer(REINFORCE).train(100);
    assertThat(result.steps()).isEqualTo(2 * 78);
    assertThat(result.episodes()).isEqualTo(12);
  }

  @Test
  void a_run_may_end_after_so_many_episodes() {
    assertThat(trainer(REINFORCE).episodes(18).train(100_000).steps()).isEqualTo(3 * 78);
    assertThat(trainer(REINFORCE).episodes(19).train(100_000).episodes()).isEqualTo(24);
    assertThat(trainer(REINFORCE).episodes(18).train(79).steps()).isEqualTo(2 * 78);
    List<Double> rates = new ArrayList<>();
    trainer(REINFORCE.withLearningRate(Schedule.linear(1, 0)))
        .episodes(24)
        .logEvery(1)
        .onUpdate(m -> rates.add((double) Math.round(100 * m.get("train/learning_rate"))))
        .train(100_000);
    assertThat(rates).containsExactly(75.0, 50.0, 25.0, 0.0);
  }

  @Test
  void a_run_that_used_up_its_episodes_goes_on_to_more_steps() throws IOException {
    Path run = folder.resolve("run");
    trainer(REINFORCE).episodes(6).out(run).train(1_000);
    assertThat(Trainer.resume(run, () -> new Walk(13)).train().sessionSteps()).isZero();
    assertThat(Trainer.resume(run, () -> new Walk(13)).train(1_001).steps()).isEqualTo(13 * 78);
  }

  /// Iterations of three steps: 3, 6, …; a row at the first past each multiple of 20, one where it
  /// is evaluated, one at the end.
  @Test
  void rows_are_written_every_so_many_steps() {
    List<Long> rows = new ArrayList<>();
    A2CConfig config = ONE_STEP.withNetwork(SMALL);
    trainer(config).evaluateEvery(50).onUpdate(m -> rows.add(m.steps())).train(88);
    assertThat(rows).containsExactly(21L, 42L, 51L, 60L, 81L, 90L);
  }

  @Test
  void by_default_rollouts_of_256_make_a_row_each() {
    List<Long> rows = new ArrayList<>();
    PPOConfig ppo = PPOConfig.DEFAULT.withRolloutSteps(256).withNetwork(SMALL);
    Trainer.of(Walk::new).with(ppo).onUpdate(m -> rows.add(m.steps())).train(5 * 256);
    assertThat(rows).containsExactly(256L, 512L, 768L, 1024L, 1280L);
  }

  @Test
  void what_is_no_interval_is_refused() {
    assertThatThrownBy(() -> trainer(REINFORCE).logEvery(0))
        .hasMessage("logEvery is 0; it must be at least 1 (1 is every iteration).");
    assertThatThrownBy(() -> trainer(REINFORCE).episodes(-1))
        .hasMessage("episodes is -1; it must be at least 0 (0 is no limit).");
  }

  /// Nothing is logged before step 1,000,000, nor evaluated; but what is saved is looked at.
  @Test
  void parameters_that_are_no_numbers_are_never_saved() throws IOException {
    Path run = folder.resolve("run");
    A2CConfig config =
        ONE_STEP
            .withLearningRate(1e30f)
            .withMaxGradNorm(Float.POSITIVE_INFINITY)
            .withOptimizer(OptimizerConfig.DEFAULT.withOptimizer(OptimizerConfig.Kind.SGD))
            .withNetwork(SMALL);
    assertThatExceptionOfType(DivergedException.class)
        .isThrownBy(() ->
            Trainer.of(Huge::new)
                .with(config)
                .logEvery(1_000_000)
                .checkpointEvery(1)
                .out(run)
                .train(1_000)
                .agent());
    assertThat(run.resolve("checkpoint.zip")).doesNotExist();
  }

  @Test
  void an_agent_without_a_value_function_says_so_and_is_saved_as_it_is() throws IOException {
    Supplier<Env> walk = Walk::new;
    ReinforceConfig config = REINFORCE.withBaseline(Baseline.NONE);
    Agent agent = Trainer.of(walk).with(config).train(100).agent();
    agent.save(folder.resolve("model.zip"));
    Agent loaded = Agent.load(folder.resolve("model.zip"));
    assertThat(loaded.parameters()).containsExactly(agent.parameters());
    float[] obs = {0.1f, 0.2f};
    assertThat(loaded.act(obs).index()).isEqualTo(agent.act(obs).index());
    assertThatThrownBy(() -> loaded.value(obs))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("This agent has no value function: reinforce learned none with its settings.");
  }
}
