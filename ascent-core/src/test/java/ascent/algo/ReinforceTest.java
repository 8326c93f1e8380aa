package ascent.algo;

import static ascent.algo.EpisodicSubject.BOX;
import static ascent.algo.EpisodicSubject.DISCRETE;
import static ascent.algo.ReinforceGradientTest.PLAIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ascent.algo.ReinforceConfig.Baseline;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ReinforceTest {
  private static final ReinforceConfig VALUE = PLAIN.withBaseline(Baseline.VALUE);

  /// Plain gradient descent: θ − θ′ = rate · ∇L, for the policy with one rate and for V with
  /// another.
  @Test
  void policy_and_value_have_rates_of_their_own() {
    ReinforceConfig config = VALUE.withLearningRate(0.5f).withValueLearningRate(0.125f);
    try (EpisodicSubject s = new EpisodicSubject(config, BOX, "...T", ".T..")) {
      float[] before = s.theta.clone();
      float[] gradient = s.update().gradient();
      int value = s.policy.valueSpan().from();
      for (int i = 0; i < before.length; i++) {
        float rate = i < value ? 0.5f : 0.125f;
        assertThat(s.theta[i]).isEqualTo(before[i] - rate * gradient[i], within(1e-6f));
      }
      assertThat(s.logged)
          .containsEntry("train/learning_rate", 0.5)
          .containsEntry("train/value_learning_rate", 0.125)
          .containsEntry("train/n_updates", 1.0);
    }
  }

  /// Both norms are larger than 1/1024, so each step has just that length.
  @Test
  void the_norms_of_both_gradients_are_clipped() {
    ReinforceConfig config =
        VALUE.withLearningRate(1).withValueLearningRate(1).withMaxGradNorm(1 / 1024f);
    try (EpisodicSubject s = new EpisodicSubject(config, DISCRETE, "...T", ".T..")) {
      float[] before = s.theta.clone();
      s.update();
      int value = s.policy.valueSpan().from();
      assertThat(distance(before, s.theta, 0, value)).isEqualTo(1 / 1024.0, within(2e-6));
      assertThat(distance(before, s.theta, value, before.length))
          .isEqualTo(1 / 1024.0, within(2e-6));
    }
  }

  private static double distance(float[] a, float[] b, int from, int to) {
    double squares = 0;
    for (int i = from; i < to; i++) {
      squares += (a[i] - b[i]) * (a[i] - b[i]);
    }
    return Math.sqrt(squares);
  }

  /// γ = 0, rewards 4, then 8, then 16 throughout; decay ½. The weights of the averages that are
  /// subtracted: nothing at first; then 4; then (½·½·4 + ½·8)/(¾) = 20/3, since weights sum to 1 −
  /// ¼.
  @Test
  void the_moving_average_is_of_the_updates_before() {
    ReinforceConfig config =
        PLAIN.withGamma(0).withBaseline(Baseline.MOVING_AVERAGE).withBaselineDecay(0.5f);
    try (EpisodicSubject s = new EpisodicSubject(config, DISCRETE, "..T")) {
      double[] rewards = {4, 8, 16};
      double[] baselines = {0, 4, 20 / 3.0};
      for (int k = 0; k < 3; k++) {
        Arrays.fill(s.rollout.reward, (float) rewards[k]);
        s.update();
        // w = −(r − b) of whatever was gathered last
        double logProbs = 0;
        for (int row = 0; row < 3; row++) {
          logProbs += s.rollout.logProb[row] / 3.0;
        }
        double loss = -(rewards[k] - baselines[k]) * logProbs;
        assertThat(s.logged.get("train/policy_loss")).isEqualTo(loss, within(1e-5));
      }
      // ½·(½·(½·4) + ½·8) + ½·16 and 1 − ⅛
      assertThat(s.algorithm.state()).containsExactly(0.5 + 2 + 8, 0.875);
    }
  }

  /// γ = 0, rewards 1e9 and three times its neighbour, 1e9 + 64: their mean, 1e9 + 48, is no float.
  @Test
  void a_mean_return_that_no_float_holds_is_subtracted_as_it_is() {
    ReinforceConfig config = PLAIN.withGamma(0).withBaseline(Baseline.MEAN_RETURN);
    try (EpisodicSubject s = new EpisodicSubject(config, DISCRETE, "...T")) {
      Arrays.fill(s.rollout.reward, 1e9f + 64);
      s.rollout.reward[0] = 1e9f;
      s.update();
      double loss = 0;
      for (int row = 0; row < 4; row++) {
        loss -= (row == 0 ? -48 : 16) * s.rollout.logProb[row] / 4.0;
      }
      assertThat(s.logged.get("train/policy_loss")).isEqualTo(loss, within(1e-4));
    }
  }

  @Test
  void without_a_value_function_nothing_is_said_of_one() {
    try (EpisodicSubject s = new EpisodicSubject(PLAIN, DISCRETE, "...T")) {
      s.update();
      assertThat(s.logged)
          .doesNotContainKeys(
              "train/value_loss", "train/explained_variance", "train/value_learning_rate")
          .containsKeys("train/policy_loss", "train/entropy_loss", "train/ent_coef");
      assertThat(s.algorithm.metrics()).containsAll(s.logged.keySet());
      assertThat(s.policy.valueSpan().size()).isZero();
    }
  }

  /// Rollouts may become longer and shorter.
  @Test
  void a_longer_update_after_a_shorter_one_is_as_good_as_the_first() {
    try (EpisodicSubject s = new EpisodicSubject(VALUE, DISCRETE, "........T", ".....T")) {
      float[] all = s.update().gradient();
      s.rollout.setLengths(new int[] {2, 1});
      assertThat(s.update().gradient()).isNotEqualTo(all);
      s.rollout.setLengths(new int[] {9, 6});
      assertThat(s.update().gradient()).isEqualTo(all);
    }
  }
}
