package ascent.algo;

import static ascent.algo.AdvantageNormalization.NONE;
import static ascent.algo.PPOSubject.BOX;
import static ascent.algo.PPOSubject.DISCRETE;
import static ascent.algo.PPOSubject.PLAIN;
import static org.assertj.core.api.Assertions.assertThat;

import ascent.rollout.Advantages;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What PPO does only if asked to: recomputed advantages, an adaptive learning rate.
class PPOOptionsTest {
  /// Everything on.
  private static final PPOConfig FULL =
      PPOConfig.DEFAULT
          .withEpochs(3)
          .withBatchSize(16)
          .withLearningRate(3e-3f)
          .withEntCoef(0.01f)
          .withNetwork(PLAIN.network());

  @Test
  void the_value_coefficient_is_a_schedule_too() {
    PPOConfig config = PLAIN.withLearningRate(1).withVfCoef(Schedule.parse("linear:0..1"));
    PPOConfig fixed = config.withVfCoef(0.25f);
    try (PPOSubject s = new PPOSubject(config, DISCRETE, 20, 0.3f);
        PPOSubject same = new PPOSubject(fixed, DISCRETE, 20, 0.3f)) {
      s.ppo.update(s.rollout, 0, 0.25, s.logged::put);
      same.ppo.update(same.rollout, 0, 0.25, same.logged::put);

      assertThat(s.theta).isEqualTo(same.theta);
      assertThat(s.logged.get("train/vf_coef")).isEqualTo(0.25);
    }
  }

  @Test
  void recomputed_advantages_are_those_of_the_parameters_before_the_epoch() {
    // Two epochs of the full batch are, step by step, two updates of one epoch; but log π of the
    // policy that acted stays, as does the explained variance of its values.
    PPOConfig once = FULL.withEpochs(1).withBatchSize(50).withNormalizeAdvantage(NONE);
    PPOConfig twice = once.withEpochs(2).withRecomputeAdvantages(true);
    try (PPOSubject s = new PPOSubject(twice, BOX, 50, 0);
        PPOSubject steps = new PPOSubject(once, BOX, 50, 0)) {
      steps.ppo.update(steps.rollout, 0, 0, steps.logged::put);
      double explained = steps.logged.get("train/explained_variance");
      s.ppo.update(s.rollout, 0, 0, s.logged::put);
      assertThat(s.logged.get("train/explained_variance")).isEqualTo(explained);
    }
    try (PPOSubject s = new PPOSubject(twice, BOX, 50, 0);
        PPOSubject steps = new PPOSubject(once, BOX, 50, 0)) {
      s.learn();
      steps.learn();
      steps.learner.value(steps.rollout);
      Advantages.compute(steps.rollout, once.gamma(), once.gaeLambda());
      steps.learn();

      assertThat(s.theta).isEqualTo(steps.theta);
      assertThat(s.rollout.returns).isEqualTo(steps.rollout.returns);
    }
  }

  @Test
  void the_values_range_is_around_the_recomputed_values() {
    // As above: the second of two epochs is an update of its own on the recomputed rollout. Its
    // values may leave those by 0.01, not the values of the policy that acted, from which the first
    // epoch has moved them by more.
    PPOConfig once =
        FULL.withEpochs(1).withBatchSize(50).withNormalizeAdvantage(NONE).withClipRangeVf(0.01f);
    PPOConfig twice = once.withEpochs(2).withRecomputeAdvantages(true);
    try (PPOSubject s = new PPOSubject(twice, BOX, 50, 0);
        PPOSubject steps = new PPOSubject(once, BOX, 50, 0)) {
      s.learn();
      steps.learn();
      float[] first = steps.rollout.value.clone();
      steps.learner.value(steps.rollout);
      assertThat(Math.abs(steps.rollout.value[0] - first[0])).isGreaterThan(0.01f);
      Advantages.compute(steps.rollout, once.gamma(), once.gaeLambda());
      steps.learn();

      assertThat(s.theta).isEqualTo(steps.theta);
    }
  }

  @Test
  void a_single_epoch_has_nothing_to_recompute() {
    PPOConfig config = FULL.withEpochs(1);
    PPOConfig recomputing = config.withRecomputeAdvantages(true);
    PPOConfig more = recomputing.withEpochs(2);
    assertThat(updated(recomputing)).isEqualTo(updated(config));
    assertThat(updated(more)).isNotEqualTo(updated(config.withEpochs(2)));
  }

  private static float[] updated(PPOConfig config) {
    try (PPOSubject s = new PPOSubject(config, DISCRETE, 50, 0)) {
      s.ppo.update(s.rollout, 0, 0, s.logged::put);
      return s.theta.clone();
    }
  }

  @Test
  void a_rate_rises_while_the_policy_hardly_moves_and_falls_once_it_moves_too_far() {
    // rsl_rl's rule with d = 0.01, from 0.003.
    assertThat(AdaptiveRate.next(0.003f, 0.0201, 0.01f)).isEqualTo(0.002f);
    assertThat(AdaptiveRate.next(0.003f, 0.0199, 0.01f)).isEqualTo(0.003f);
    assertThat(AdaptiveRate.next(0.003f, 0.0051, 0.01f)).isEqualTo(0.003f);
    assertThat(AdaptiveRate.next(0.003f, 0.0049, 0.01f)).isEqualTo(0.0045f);
    assertThat(AdaptiveRate.next(0.003f, 0, 0.01f)).isEqualTo(0.003f); // no step made yet
    assertThat(AdaptiveRate.next(0.009f, 0.001, 0.01f)).isEqualTo(0.01f);
    assertThat(AdaptiveRate.next(1.2e-5f, 1, 0.01f)).isEqualTo(1e-5f);
    assertThat(AdaptiveRate.next(0.003f, 1e9, Float.POSITIVE_INFINITY)).isEqualTo(0.003f);
    assertThat(AdaptiveRate.next(0.003f, 1e-9, Float.POSITIVE_INFINITY)).isEqualTo(0.003f);
  }

  @Test
  void an_adaptive_rate_starts_at_the_setting_and_is_carried_on() {
    // One minibatch an epoch: approx_kl is 0 at the first, so the rate stays; then the policy has
    // moved a little, far less than d/2 = 50, so each further epoch multiplies it by 1.5.
    PPOConfig config =
        FULL.withEpochs(3).withBatchSize(50).withLearningRate(1e-4f).withDesiredKl(100);
    try (PPOSubject s = new PPOSubject(config, DISCRETE, 50, 0);
        PPOSubject taken = new PPOSubject(config, DISCRETE, 50, 0)) {
      s.ppo.update(s.rollout, 0, 0, s.logged::put);
      float rate = 1e-4f * 1.5f * 1.5f;
      assertThat(s.logged.get("train/learning_rate")).isEqualTo(rate);

      List<float[]> vectors = s.learner.vectors().stream().map(float[]::clone).toList();
      taken.learner.restore(s.theta.clone(), s.learner.counters(), vectors);
      s.ppo.update(s.rollout, 1, 0, s.logged::put);
      taken.ppo.update(s.rollout, 1, 0, taken.logged::put);

      assertThat(taken.logged.get("train/learning_rate")).isGreaterThan(rate);
      assertThat(taken.logged).isEqualTo(s.logged);
      assertThat(taken.theta).isEqualTo(s.theta);
    }
  }
}
