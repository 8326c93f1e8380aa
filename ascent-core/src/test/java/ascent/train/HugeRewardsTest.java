package ascent.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ascent.algo.A2CConfig;
import ascent.algo.AlgorithmConfig;
import ascent.algo.DivergedException;
import ascent.algo.LinearSoftmaxConfig;
import ascent.algo.OneStepActorCriticConfig;
import ascent.algo.PPOConfig;
import ascent.algo.ReinforceConfig;
import ascent.algo.TRPOConfig;
import ascent.env.Env;
import ascent.env.Step;
import ascent.nn.OptimizerConfig;
import ascent.probe.Walk;
import ascent.rollout.NormalizationConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Rewards whose squares no float holds: a gradient's norm is infinite, though every component is
/// finite.
class HugeRewardsTest {
  private static final float OFF = Float.POSITIVE_INFINITY;

  @TempDir Path folder;

  private static Supplier<Env> rewarding(double scale) {
    return () ->
        new Walk() {
          @Override
          public Step outcome() {
            return new Step(scale * place, steps == length, false);
          }
        };
  }

  /// Every way from a reward to a step: with and without clipping the norm, which hides it behind a
  /// scale of 0; Adam and RMSprop, whose mean square becomes infinite and whose step 0; TRPO's
  /// conjugate gradients and its value function.
  static Stream<AlgorithmConfig> algorithms() {
    var ppo = PPOConfig.DEFAULT.withRolloutSteps(16);
    var a2c = A2CConfig.DEFAULT.withRolloutSteps(16);
    var trpo = TRPOConfig.DEFAULT.withRolloutSteps(16);
    return Stream.of(
        ppo,
        ppo.withMaxGradNorm(OFF),
        ppo.withNormalizeAdvantage(ascent.algo.AdvantageNormalization.NONE),
        a2c,
        a2c.withMaxGradNorm(OFF),
        a2c.withOptimizer(OptimizerConfig.DEFAULT.withOptimizer(OptimizerConfig.Kind.ADAM)),
        trpo,
        trpo.withNormalizeAdvantage(false),
        ReinforceConfig.DEFAULT,
        LinearSoftmaxConfig.DEFAULT.withStandardize(LinearSoftmaxConfig.Standardize.NONE),
        OneStepActorCriticConfig.DEFAULT);
  }

  @ParameterizedTest
  @MethodSource("algorithms")
  void rewards_that_no_step_can_follow_stop_the_run_with_their_size(AlgorithmConfig config) {
    Path run = folder.resolve("run");
    assertThatExceptionOfType(DivergedException.class)
        .isThrownBy(() -> Trainer.of(rewarding(1e25)).with(config).threads(1).out(run).train(200))
        .withMessageMatching(
            "The norm of the (natural )?gradient is no longer finite after \\d+ steps, with rewards of"
                + " up to \\d\\.\\d+E2[56] in size\\. Maybe learningRate is too high, or rewards"
                + " are huge\\.");
    assertThat(run.resolve("model.zip")).doesNotExist();
  }

  @Test
  void normalised_they_are_learned_from() {
    var ppo = Walk.CONFIG.withNormalization(NormalizationConfig.DEFAULT.withNormalizeRewards(true));
    float[] before =
        Trainer.of(rewarding(1e25)).with(ppo.withLearningRate(0f)).train(160).agent().parameters();
    float[] after = Trainer.of(rewarding(1e25)).with(ppo).train(160).agent().parameters();
    assertThat(after).isNotEqualTo(before);
    assertThat(List.of(after)).allSatisfy(theta -> assertThat(theta).doesNotContain(Float.NaN));
  }
}
