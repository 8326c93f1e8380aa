package ascent.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ascent.agent.Agent;
import ascent.algo.AlgorithmConfig;
import ascent.algo.Schedule;
import ascent.algo.TRPOConfig;
import ascent.env.Env;
import ascent.probe.Walk;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What every algorithm promises of its runs: the same seed gives the same bits, with any number of
/// threads, with and without a break.
class AlgorithmRunsTest {
  /// Three environments in the middle of episodes of 37 steps, whenever a rollout of 48 steps ends.
  private static final Supplier<Env> WALK = Walk.pushed(37);

  private static final long TOTAL = 480; // ten rollouts

  @TempDir Path folder;

  static List<AlgorithmConfig> algorithms() {
    TRPOConfig trpo =
        TRPOConfig.DEFAULT
            .withRolloutSteps(16)
            .withBatchSize(24)
            .withCriticUpdates(2)
            .withLearningRate(Schedule.parse("linear:0.02"))
            .withTargetKl(Schedule.parse("linear:0.05"))
            .withSubSamplingFactor(2)
            .withNetwork(Walk.CONFIG.network());
    return List.of(
        Walk.CONFIG,
        trpo,
        trpo.withNetwork(trpo.network().withSharedLayers(List.of(5))).withLineSearchMaxIter(0));
  }

  private static Trainer trainer(AlgorithmConfig config, int threads) {
    return Trainer.of(WALK).with(config).envs(3).threads(threads).logEvery(1).checkpointEvery(96);
  }

  private static final class Break extends Error {
    private static final long serialVersionUID = 1;
  }

  @ParameterizedTest
  @MethodSource("algorithms")
  void a_run_that_broke_off_comes_to_the_bits_of_one_that_did_not(AlgorithmConfig config)
      throws Exception {
    Agent whole = trainer(config, 1).train(TOTAL).agent();
    Path run = folder.resolve("run");
    assertThatExceptionOfType(Break.class)
        .isThrownBy(() ->
            trainer(config, 1)
                .out(run)
                .onUpdate(metrics -> {
                  if (metrics.steps() == 240) {
                    throw new Break();
                  }
                })
                .train(TOTAL));

    TrainingResult resumed = Trainer.resume(run, WALK).train();

    assertThat(resumed.resumedAtStep()).hasValue(192);
    assertThat(resumed.agent().parametersSha256()).isEqualTo(whole.parametersSha256());
  }

  @ParameterizedTest
  @MethodSource("algorithms")
  void any_number_of_threads_gives_the_same_bits(AlgorithmConfig config) {
    String one = trainer(config, 1).train(TOTAL).agent().parametersSha256();
    assertThat(trainer(config, 3).train(TOTAL).agent().parametersSha256()).isEqualTo(one);
    assertThat(trainer(config, 1).seed(2).train(TOTAL).agent().parametersSha256())
        .isNotEqualTo(one);
  }
}
