package ascent.probe;

import static org.assertj.core.api.Assertions.assertThat;

import ascent.agent.Agent;
import ascent.algo.PPOConfig;
import ascent.env.Action;
import ascent.env.Env;
import ascent.env.Step;
import ascent.env.check.EnvChecker;
import ascent.env.wrap.Wrapper;
import ascent.rng.Rng;
import ascent.rollout.NormalizationConfig;
import ascent.space.Space;
import ascent.train.Trainer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A probe whose numbers are far from 0 and 1: observations 4000 and 6000, at which every unit of a
/// tanh network is saturated, and rewards of ±1000.
@Tag("learning")
@Timeout(60)
class NormalizationProbeTest {
  private static final PPOConfig CONFIG =
      PPOConfig.DEFAULT.withBatchSize(64).withEpochs(4).withGamma(0.5f).withLearningRate(0.003f);

  /// Reward 1000 for action 1 at 6000 and action 0 at 4000, else −1000, over.
  private record Scaled(Env inner) implements Wrapper {
    @Override
    public Space observationSpace() {
      return Space.box(0, 10_000, 1);
    }

    @Override
    public void reset(Rng rng, float[] obs) {
      inner.reset(rng, obs);
      obs[0] = 5000 + 1000 * obs[0];
    }

    @Override
    public Step step(Action action, float[] obs) {
      Step step = inner.step(action, obs);
      obs[0] = 5000 + 1000 * obs[0];
      return new Step(1000 * step.reward(), step.terminated(), step.truncated());
    }
  }

  private static Env env() {
    return new Scaled(Probes.observationAndActionDependentReward().get());
  }

  private static Agent train(int rolloutSteps, long seed, NormalizationConfig normalization) {
    PPOConfig config = CONFIG.withRolloutSteps(rolloutSteps).withNormalization(normalization);
    return Trainer.of(NormalizationProbeTest::env)
        .with(config)
        .envs(16)
        .seed(seed)
        .train(20_000)
        .agent();
  }

  @Test
  void the_env_keeps_the_laws() {
    EnvChecker.check(NormalizationProbeTest::env);
  }

  /// Rollouts of 80 to 1024 samples: how many the first statistics are made of makes no difference.
  @ParameterizedTest
  @CsvSource({"5, 1", "5, 2", "16, 1", "16, 2", "64, 1", "64, 2"})
  void badly_scaled_numbers_are_learnt_from_when_normalised(int rolloutSteps, long seed) {
    Agent agent = train(rolloutSteps, seed, NormalizationConfig.BOTH);
    assertThat(agent.evaluate(NormalizationProbeTest::env, 100).meanReturn()).isEqualTo(1000);
  }

  /// All observations look the same, so at best one of two is right: 0 ± 4·1000/√100 of ±1000.
  @ParameterizedTest
  @CsvSource({"16, 1", "16, 2"})
  void and_not_when_they_are_not(int rolloutSteps, long seed) {
    Agent agent = train(rolloutSteps, seed, NormalizationConfig.DEFAULT);
    assertThat(agent.evaluate(NormalizationProbeTest::env, 100).meanReturn())
        .isBetween(-400.0, 400.0);
  }
}
