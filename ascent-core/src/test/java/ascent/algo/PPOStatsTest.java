package ascent.algo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ascent.rollout.Batch;
import ascent.rollout.Rollout;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PPOStatsTest {
  private static final float CLIP = 0.25f;
  private static final float OFF = Float.POSITIVE_INFINITY;

  /// Two samples: log ratios 0 and ln 2, advantages 1 and 3, entropies 1 and 2, values 1 off.
  private static Batch batch() {
    Batch b = new Batch(2, 1, 1);
    b.setSize(2);
    b.logProb[1] = (float) Math.log(2);
    b.ratio[0] = 1;
    b.ratio[1] = 2;
    b.advantage[0] = 1;
    b.advantage[1] = 3;
    b.entropy[0] = 1;
    b.entropy[1] = 2;
    b.value[0] = 5;
    b.oldValue[0] = 4.5f;
    b.returns[0] = 6;
    b.value[1] = -2;
    b.oldValue[1] = -1;
    b.returns[1] = -3;
    return b;
  }

  /// Statistics at the start of an update.
  private static PPOStats begin(float clipRangeVf, float entCoef) {
    PPOStats stats = new PPOStats();
    begin(stats, clipRangeVf, entCoef);
    return stats;
  }

  private static void begin(PPOStats stats, float clipRangeVf, float entCoef) {
    stats.begin(new Rollout(1, 1, 1, 1), CLIP, clipRangeVf, entCoef, 0.5f);
  }

  private static Map<String, Double> reported(PPOStats stats) {
    Map<String, Double> logged = new HashMap<>();
    try (PPOSubject s = new PPOSubject(PPOSubject.PLAIN, PPOSubject.DISCRETE, 1, 0)) {
      stats.report(0.001f, s.learner, logged::put);
    }
    return logged;
  }

  @Test
  void the_terms_of_the_loss_are_means_over_the_minibatch() {
    PPOStats stats = begin(OFF, 0.1f);

    double kl = stats.add(batch());

    Map<String, Double> logged = reported(stats);
    // Surrogate: min(1·1, 1·1) = 1 and min(2·3, 1.25·3) = 3.75; its mean is 2.375.
    assertThat(logged.get("train/policy_gradient_loss")).isEqualTo(-2.375, within(1e-6));
    // Squared errors 1 and 1.
    assertThat(logged.get("train/value_loss")).isEqualTo(1, within(1e-6));
    assertThat(logged.get("train/entropy_loss")).isEqualTo(-1.5, within(1e-6));
    // −2.375 + ½·1 − 0.1·1.5
    assertThat(logged.get("train/loss")).isEqualTo(-2.025, within(1e-6));
    assertThat(logged.get("train/clip_fraction")).isEqualTo(0.5);
    // k3 = (r − 1) − log r: 0 and 1 − ln 2.
    assertThat(kl).isEqualTo((1 - Math.log(2)) / 2, within(1e-7));
    assertThat(logged.get("train/approx_kl")).isEqualTo(kl);
  }

  @Test
  void the_value_loss_is_that_of_the_clipped_value_alone() {
    PPOStats stats = begin(0.25f, 0);

    stats.add(batch());

    // V becomes 4.75 and −1.25, off by 1.25 and 1.75: (1.5625 + 3.0625) / 2.
    assertThat(reported(stats).get("train/value_loss")).isEqualTo(2.3125, within(1e-6));
  }

  @Test
  void minibatches_are_averaged_approx_kl_over_the_last_epoch_the_loss_not_at_all() {
    PPOStats stats = begin(OFF, 0);
    Batch same = new Batch(1, 1, 1);
    same.setSize(1);
    same.ratio[0] = 1;
    stats.add(batch());
    stats.startEpoch();
    stats.add(same);

    Map<String, Double> logged = reported(stats);
    assertThat(logged.get("train/clip_fraction")).isEqualTo(0.25); // ½ and 0
    assertThat(logged.get("train/value_loss")).isEqualTo(0.5); // 1 and 0
    assertThat(logged.get("train/approx_kl")).isZero();
    assertThat(logged.get("train/loss")).isEqualTo(0);
  }

  @Test
  void each_update_starts_from_nothing() {
    PPOStats stats = begin(OFF, 0);
    stats.add(batch());
    Map<String, Double> first = reported(stats);

    begin(stats, OFF, 0);
    stats.add(batch());

    assertThat(reported(stats)).isEqualTo(first);
  }
}
