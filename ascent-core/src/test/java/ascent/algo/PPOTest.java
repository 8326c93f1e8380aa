package ascent.algo;

import static ascent.algo.PPOSubject.BOX;
import static ascent.algo.PPOSubject.DISCRETE;
import static ascent.algo.PPOSubject.PLAIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PPOTest {
  /// Everything on.
  private static final PPOConfig FULL =
      PPOConfig.DEFAULT
          .withEpochs(3)
          .withBatchSize(16)
          .withLearningRate(3e-3f)
          .withEntCoef(0.01f)
          .withNetwork(PLAIN.network());

  @Test
  void an_epoch_visits_every_sample_once_and_its_last_minibatch_may_be_short() {
    // 10 rows in minibatches of 4: 4, 4, 2. With learning rate 0 the last gradient is that of rows
    // 8 and 9 alone, as if they were all there is.
    try (PPOSubject s = new PPOSubject(PLAIN.withBatchSize(4), BOX, 10, 0.3f);
        PPOSubject rest = new PPOSubject(PLAIN, BOX, 10, 0.3f)) {
      s.learn();
      rest.learn(rest.part(8, 10), 0);

      assertThat(s.optimizerSteps()).isEqualTo(3);
      assertThat(s.gradient()).isEqualTo(rest.gradient());
    }
  }

  @Test
  void a_minibatch_larger_than_the_rollout_is_the_rollout() {
    PPOConfig config = PLAIN.withBatchSize(Integer.MAX_VALUE);
    try (PPOSubject huge = new PPOSubject(config, DISCRETE, 10, 0.3f);
        PPOSubject exact = new PPOSubject(PLAIN.withBatchSize(10), DISCRETE, 10, 0.3f)) {
      assertThat(huge.learn().gradient()).isEqualTo(exact.learn().gradient());
      assertThat(huge.optimizerSteps()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_rollout_of_one_sample_is_learned_from(AdvantageNormalization normalization) {
    PPOConfig config = FULL.withNormalizeAdvantage(normalization);
    try (PPOSubject s = new PPOSubject(config, DISCRETE, 1, 0)) {
      float[] before = s.theta.clone();

      s.ppo.update(s.rollout, 0, 0, s.logged::put);

      assertThat(s.theta).isNotEqualTo(before);
      for (float x : s.theta) {
        assertThat(x).isFinite();
      }
      assertThat(s.logged.get("train/explained_variance")).isNaN(); // one return does not vary
      assertThat(s.logged.get("train/loss")).isFinite();
    }
  }

  @Test
  void normalising_the_rollout_is_normalising_its_only_minibatch() {
    PPOConfig once = PLAIN.withNormalizeAdvantage(AdvantageNormalization.ROLLOUT);
    PPOConfig each = PLAIN.withNormalizeAdvantage(AdvantageNormalization.MINIBATCH);
    try (PPOSubject one = new PPOSubject(once, DISCRETE, 50, 0);
        PPOSubject other = new PPOSubject(each, DISCRETE, 50, 0)) {
      one.ppo.update(one.rollout, 0, 0, one.logged::put);
      other.ppo.update(other.rollout, 0, 0, other.logged::put);

      assertThat(one.gradient()).isEqualTo(other.gradient());
      // Returns are made before advantages are normalised.
      assertThat(one.rollout.returns).isEqualTo(other.rollout.returns);
      assertThat(one.rollout.advantage).isNotEqualTo(other.rollout.advantage);
    }
  }

  @Test
  void a_policy_that_moved_too_far_is_not_stepped_on() {
    // Two minibatches of the same four samples, acted in by the policy itself: the first has
    // approx_kl 0 and steps, and steps so far that the second stops, before its step.
    PPOConfig one = PLAIN.withBatchSize(4).withLearningRate(1);
    PPOConfig two = one.withTargetKl(1e-4f).withEpochs(5);
    try (PPOSubject stopped = new PPOSubject(two, DISCRETE, 8, 0);
        PPOSubject alone = new PPOSubject(one, DISCRETE, 8, 0)) {
      stopped.learn();
      alone.learn(alone.part(0, 4), 0);

      assertThat(stopped.optimizerSteps()).isEqualTo(1);
      assertThat(stopped.theta).isEqualTo(alone.theta);
      // No further epoch; the epoch that was begun counts, as in Stable-Baselines3.
      assertThat(stopped.logged.get("train/n_updates")).isEqualTo(1);
      // Its approx_kl is in the mean of the two that were looked at: 0 and x, so x/2 > 1.5e-4/2.
      assertThat(stopped.logged.get("train/approx_kl")).isGreaterThan(0.75e-4);
    }
  }

  @Test
  void a_target_that_is_off_never_stops() {
    PPOConfig config = PLAIN.withBatchSize(4).withLearningRate(1).withEpochs(5);
    try (PPOSubject s = new PPOSubject(config, DISCRETE, 8, 3)) {
      s.learn();
      assertThat(s.optimizerSteps()).isEqualTo(10);
      assertThat(s.logged.get("train/n_updates")).isEqualTo(5);
    }
  }

  @Test
  void the_first_look_at_ones_own_rollout_is_at_ratio_one() {
    try (PPOSubject s = new PPOSubject(PLAIN.withClipRange(0), BOX, 100, 0)) {
      s.learn();
      assertThat(s.logged.get("train/approx_kl")).isZero();
      assertThat(s.logged.get("train/clip_fraction")).isZero();
    }
  }

  @Test
  void the_length_of_a_step_is_limited_by_the_norm_of_its_gradient() {
    // Plain gradient descent with rate 1: the step is the gradient, cut to norm 0.01 or not at all.
    assertThat(stepLength(PLAIN.withLearningRate(1).withMaxGradNorm(0.01f)))
        .isEqualTo(0.01, within(1e-5));
    try (PPOSubject s = new PPOSubject(PLAIN, DISCRETE, 20, 0.3f)) {
      double norm = norm(s.learn().gradient());
      assertThat(norm).isGreaterThan(0.01);
      assertThat(stepLength(PLAIN.withLearningRate(1))).isEqualTo(norm, within(1e-5));
    }
  }

  private static double stepLength(PPOConfig config) {
    try (PPOSubject s = new PPOSubject(config, DISCRETE, 20, 0.3f)) {
      float[] step = s.theta.clone();
      s.learn();
      for (int i = 0; i < step.length; i++) {
        step[i] -= s.theta[i];
      }
      return norm(step);
    }
  }

  private static double norm(float[] a) {
    double sum = 0;
    for (float x : a) {
      sum += (double) x * x;
    }
    return Math.sqrt(sum);
  }

  @Test
  void schedules_are_read_at_the_progress_of_the_training() {
    PPOConfig config =
        FULL.withLearningRate(Schedule.parse("linear:0.004"))
            .withClipRange(Schedule.parse("linear:0.4..0.2"))
            .withClipRangeVf(Schedule.parse("linear:8..4"))
            .withEntCoef(Schedule.parse("exp:0.04..0.01"));
    try (PPOSubject s = new PPOSubject(config, DISCRETE, 20, 0)) {
      s.ppo.update(s.rollout, 0, 0.5, s.logged::put);

      assertThat(s.logged.get("train/learning_rate")).isEqualTo(0.002, within(1e-8));
      assertThat(s.logged.get("train/clip_range")).isEqualTo(0.3, within(1e-7));
      assertThat(s.logged.get("train/clip_range_vf")).isEqualTo(6);
      assertThat(s.logged.get("train/ent_coef")).isEqualTo(0.02, within(1e-8));
    }
  }

  @Test
  void exactly_the_metrics_that_are_announced_are_reported() {
    try (PPOSubject s = new PPOSubject(FULL, DISCRETE, 20, 0)) {
      s.ppo.update(s.rollout, 0, 0, s.logged::put);
      assertThat(s.logged.keySet()).containsExactlyElementsOf(s.ppo.metrics());
    }
  }

  @Test
  void an_update_is_a_function_of_parameters_rollout_and_iteration() {
    // A second PPO that takes up the state after the first update makes the same second update:
    // nothing else, not even the order the samples were left in, is carried over.
    try (PPOSubject a = new PPOSubject(FULL, BOX, 50, 0);
        PPOSubject b = new PPOSubject(FULL, BOX, 50, 0)) {
      a.ppo.update(a.rollout, 0, 0, a.logged::put);
      b.learner.restore(
          a.theta.clone(),
          a.learner.counters(),
          a.learner.vectors().stream().map(float[]::clone).toList());

      a.ppo.update(a.rollout, 1, 0, a.logged::put);
      b.ppo.update(b.rollout, 1, 0, b.logged::put);

      assertThat(b.theta).isEqualTo(a.theta);
      assertThat(b.learner.counters()).isEqualTo(a.learner.counters());
      assertThat(b.logged).isEqualTo(a.logged);
    }
  }

  @Test
  void other_iterations_and_other_seeds_visit_the_samples_in_another_order() {
    float[] first = updated(1, 0);
    assertThat(updated(1, 0)).isEqualTo(first);
    assertThat(updated(1, 1)).isNotEqualTo(first);
    assertThat(updated(2, 0)).isNotEqualTo(first);
  }

  private static float[] updated(long seed, long iteration) {
    try (PPOSubject s = new PPOSubject(FULL, DISCRETE, 50, 0)) {
      new PPO(FULL, s.learner, seed).update(s.rollout, iteration, 0, s.logged::put);
      return s.theta.clone();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void any_number_of_threads_gives_the_same_bits(int threads) {
    PPOConfig wide =
        FULL.withBatchSize(300)
            .withNetwork(PPOConfig.DEFAULT.network()); // 64 and 64: worth a thread
    Map<String, Double> logged = new LinkedHashMap<>();
    try (PPOSubject one = new PPOSubject(wide, DISCRETE, 700, 0, 1);
        PPOSubject many = new PPOSubject(wide, DISCRETE, 700, 0, threads)) {
      for (int iteration = 0; iteration < 5; iteration++) {
        one.ppo.update(one.rollout, iteration, 0, one.logged::put);
        many.ppo.update(many.rollout, iteration, 0, logged::put);
      }
      assertThat(many.theta).isEqualTo(one.theta);
      assertThat(logged).isEqualTo(one.logged);
    }
  }

  @Test
  void an_update_values_the_rollout_before_it_learns_from_it() {
    // Values, advantages and returns are made with the parameters that acted.
    try (PPOSubject s = new PPOSubject(FULL, DISCRETE, 50, 0)) {
      float[] values = s.rollout.value.clone(); // of these parameters, one observation at a time
      Arrays.fill(s.rollout.value, Float.NaN);
      Arrays.fill(s.rollout.advantage, Float.NaN);

      s.ppo.update(s.rollout, 0, 0, s.logged::put);

      assertThat(s.rollout.value).isEqualTo(values);
    }
  }
}
