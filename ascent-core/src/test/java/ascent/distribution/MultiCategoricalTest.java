package ascent.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ascent.rng.Rng;
import java.util.Arrays;
import org.apache.commons.statistics.inference.ChiSquareTest;
import org.junit.jupiter.api.Test;

/// Several choices at once, temperature, and masks.
class MultiCategoricalTest {
  private static final float[] NONE = {};
  private static final boolean[] ALL = {true, true, true, true, true};

  /// A choice of two and one of three.
  private static DistributionRows rows(float temperature, float... logits) {
    return new DistributionRows(new Categorical(temperature, 2, 3), logits, NONE);
  }

  private static DistributionRows single(float temperature, float... logits) {
    return new DistributionRows(new Categorical(temperature, logits.length), logits, NONE);
  }

  @Test
  void choices_add_up() {
    // π₁ = (¼, ¾), π₂ = (½, ¼, ¼): log π = ln ¾ + ln ¼, H = 0.5623351446 + 1.0397207708.
    float ln3 = (float) Math.log(3);
    float ln2 = (float) Math.log(2);
    DistributionRows d = rows(1, 0, ln3, ln2, 0, 0).evaluate(1, 2);

    assertThat((double) d.logProb[0]).isEqualTo(Math.log(0.75 * 0.25), within(1e-6));
    assertThat((double) d.entropy[0]).isEqualTo(1.6020559154, within(1e-6));
    assertThat(d.gradient(1, 0))
        .containsExactly(new float[] {-0.25f, 0.25f, -0.5f, -0.25f, 0.75f}, within(1e-6f));
  }

  @Test
  void each_choice_is_what_it_would_be_alone_to_the_bit() {
    DistributionRows both = rows(0.8f, 0.3f, -1.7f, 2, 0.1f, -0.4f).evaluate(0, 1);
    DistributionRows first = single(0.8f, 0.3f, -1.7f).evaluate(0);
    DistributionRows second = single(0.8f, 2, 0.1f, -0.4f).evaluate(1);

    assertThat(both.logProb[0]).isEqualTo(first.logProb[0] + second.logProb[0]);
    assertThat(both.entropy[0]).isEqualTo(first.entropy[0] + second.entropy[0]);
    float[] gradient = both.gradient(0.5f, 0.1f);
    assertThat(Arrays.copyOf(gradient, 2)).isEqualTo(first.gradient(0.5f, 0.1f));
    assertThat(Arrays.copyOfRange(gradient, 2, 5)).isEqualTo(second.gradient(0.5f, 0.1f));
  }

  @Test
  void a_temperature_of_one_is_none() {
    float[] logits = {0.3f, -1, 2, 0.7f};
    DistributionRows d = new DistributionRows(new Categorical(4), logits, NONE).evaluate(2);
    DistributionRows one = single(1, logits).evaluate(2);

    assertThat(one.logProb).isEqualTo(d.logProb);
    assertThat(one.gradient(1, 1)).isEqualTo(d.gradient(1, 1));
  }

  @Test
  void temperature_divides_the_logits() {
    // 2 divides without rounding: η/2 at temperature 1 is η at temperature 2, ∂/∂η half of it.
    DistributionRows hot = single(2, 0.5f, -1.25f, 3).evaluate(1);
    DistributionRows halved = single(1, 0.25f, -0.625f, 1.5f).evaluate(1);

    assertThat(hot.logProb).isEqualTo(halved.logProb);
    assertThat(hot.entropy).isEqualTo(halved.entropy);
    float[] half = halved.gradient(1, 0.5f);
    for (int j = 0; j < 3; j++) {
      half[j] /= 2;
    }
    assertThat(hot.gradient(1, 0.5f)).isEqualTo(half);
    // F/τ²
    float[] fisher = halved.evaluate(1).fisher(1, -2, 0.5f);
    for (int j = 0; j < 3; j++) {
      fisher[j] /= 4;
    }
    assertThat(hot.evaluate(1).fisher(1, -2, 0.5f)).isEqualTo(fisher);
  }

  @Test
  void at_extreme_temperatures_the_policy_is_greedy_or_uniform() {
    assertThat(single(1e-6f, 1, 1.01f, 0).evaluate(1).logProb[0]).isZero();
    assertThat((double) single(1e6f, 5, 0, -7).evaluate(1).entropy[0])
        .isEqualTo(Math.log(3), within(1e-6));
  }

  @Test
  void a_mask_leaves_the_softmax_of_what_it_allows() {
    // Forbidden in between: (½, ½) of the first and the last.
    DistributionRows d = single(1, 1, 50, 1).masked(true, false, true).evaluate(2);

    assertThat(d.probabilities()).containsExactly(0.5f, 0, 0.5f);
    assertThat((double) d.logProb[0]).isEqualTo(-Math.log(2), within(1e-7));
    assertThat((double) d.entropy[0]).isEqualTo(Math.log(2), within(1e-7));
    assertThat(d.gradient(1, 0.5f)[1]).isZero();
    assertThat(d.gradient(1, 0)).containsExactly(-0.5f, 0, 0.5f);
    assertThat(d.evaluate(2).fisher(1, 1e9f, -1)).containsExactly(0.5f, 0, -0.5f);
  }

  @Test
  void a_mask_that_allows_everything_does_not_move_a_bit() {
    float[] logits = {0.3f, -1.7f, 2, 0.1f, -0.4f};
    for (float temperature : new float[] {1, 0.3f}) {
      DistributionRows free = rows(temperature, logits).evaluate(1, 0);
      DistributionRows masked = rows(temperature, logits).masked(ALL).evaluate(1, 0);

      assertThat(masked.logProb).isEqualTo(free.logProb);
      assertThat(masked.entropy).isEqualTo(free.entropy);
      assertThat(masked.gradient(0.3f, 0.7f)).isEqualTo(free.gradient(0.3f, 0.7f));
      assertThat(masked.mode(2)).isEqualTo(free.mode(2));
    }
  }

  @Test
  void a_single_option_left_is_certain() {
    boolean[] mask = {false, true, false, false, true};
    DistributionRows d = rows(1, 100, -1e30f, 3, 2, 1).masked(mask).evaluate(1, 2);

    assertThat(d.logProb[0]).isZero();
    assertThat(d.entropy[0]).isZero();
    assertThat(d.gradient(1, 1)).containsOnly(0);
    assertThat(d.mode(2)).containsExactly(1, 2);
    assertThat(d.sample(2, Rng.stream(1, "sample"))).containsExactly(1, 2);
  }

  @Test
  void forbidden_options_stay_finite_whatever_the_logits() {
    float[][] extremes = {
      {1e30f, 0, -1e30f}, {-1e30f, -1e30f, 1e30f}, {3e38f, 1, 3e38f}, {-3e38f, 3e38f, -3e38f}
    };
    for (float[] logits : extremes) {
      DistributionRows d = single(1, logits).masked(true, false, true).evaluate(0);
      assertThat(d.probabilities()[1]).isZero();
      assertThat(d.logProb[0]).isLessThanOrEqualTo(0);
      assertThat(d.entropy[0]).isBetween(0f, 0.6931473f);
      for (float g : d.gradient(1, 1)) {
        assertThat(g).isFinite();
      }
    }
  }

  @Test
  void a_diverged_network_shows_in_masked_log_probabilities_too() {
    DistributionRows d = single(1, Float.NaN, 1, Float.NaN).masked(false, true, true);
    d.sample(1, Rng.stream(1, "sample"));
    assertThat(d.logProb[0]).isNaN();
  }

  /// KL(p ‖ q) = Σ p log p/q over both choices: ¼ ln ½ + ¾ ln 3/2 and 0; masked: ½ ln ½/⅓ + ½ ln
  /// ½/⅔.
  @Test
  void divergences_add_up_and_leave_out_what_is_forbidden() {
    float ln3 = (float) Math.log(3);
    DistributionRows p = rows(1, 0, ln3, 1, 2, 3).evaluate(0, 0);
    DistributionRows q = rows(1, 0, 0, 1, 2, 3).evaluate(0, 0);
    assertThat(p.kl(q)).isEqualTo(0.25 * Math.log(0.5) + 0.75 * Math.log(1.5), within(1e-6));
    assertThat(p.kl(p)).isZero();

    float ln2 = (float) Math.log(2);
    DistributionRows half = single(1, 0, 9, 0).masked(true, false, true).evaluate(0);
    DistributionRows third = single(1, 0, -9, ln2).masked(true, false, true).evaluate(0);
    assertThat(half.kl(third)).isEqualTo(0.5 * Math.log(1.5) + 0.5 * Math.log(0.75), within(1e-6));
  }

  /// F v = ∇ KL's Hessian times v: central differences of the divergence's gradient π(η) − π.
  @Test
  void the_fisher_information_is_the_curvature_of_the_divergence() {
    float[] logits = {0.3f, -1.7f, 2, 0.1f, -0.4f};
    float[] v = {1, -0.5f, 0.25f, 2, -1};
    boolean[] mask = {true, true, true, false, true};
    float h = 1e-2f;
    float[] up = logits.clone();
    float[] down = logits.clone();
    for (int j = 0; j < 5; j++) {
      up[j] += h * v[j];
      down[j] -= h * v[j];
    }
    float tau = 0.8f;
    float[] fisher = rows(tau, logits).masked(mask).evaluate(0, 0).fisher(v.clone());
    float[] high = rows(tau, up).masked(mask).evaluate(0, 0).probabilities();
    float[] low = rows(tau, down).masked(mask).evaluate(0, 0).probabilities();
    for (int j = 0; j < 5; j++) {
      // ∂KL(p ‖ π(η))/∂η = (π(η) − p)/τ; its derivative along v, to O(h²)
      assertThat(fisher[j]).isEqualTo((high[j] - low[j]) / (2 * h * tau), within(2e-4f));
    }
  }

  /// All six joint actions, without and with a mask, at a temperature.
  @Test
  void samples_come_as_often_as_their_probabilities_say() {
    float[] logits = {0, 1, -1.5f, 2, 0.25f};
    for (boolean[] mask : new boolean[][] {ALL, {true, true, true, false, true}}) {
      DistributionRows d = rows(1.5f, logits).masked(mask);
      Rng rng = Rng.stream(21, "sample");
      int draws = 100_000;
      long[] counts = new long[6];
      for (int i = 0; i < draws; i++) {
        float[] action = d.sample(2, rng);
        counts[(int) (3 * action[0] + action[1])]++;
      }
      double[] p = new double[6];
      double total = 0;
      for (int k = 0; k < 6; k++) {
        boolean allowed = mask[k / 3] && mask[2 + k % 3];
        p[k] = allowed ? Math.exp((logits[k / 3] + logits[2 + k % 3]) / 1.5) : 0;
        total += p[k];
      }
      assertFits(p, total / draws, counts);
    }
  }

  private static void assertFits(double[] p, double unit, long[] counts) {
    int possible = (int) Arrays.stream(p).filter(x -> x > 0).count();
    double[] expected = new double[possible];
    long[] seen = new long[possible];
    int at = 0;
    for (int k = 0; k < p.length; k++) {
      if (p[k] > 0) {
        expected[at] = p[k] / unit;
        seen[at++] = counts[k];
      } else {
        assertThat(counts[k]).isZero();
      }
    }
    assertThat(ChiSquareTest.withDefaults().test(expected, seen).getPValue()).isGreaterThan(0.001);
  }

  @Test
  void each_choice_draws_one_number() {
    Rng rng = Rng.stream(1, "sample");
    rows(1, 0, 0, 0, 0, 0).sample(2, rng);
    assertThat(rng.save().drawn()).isEqualTo(2);
  }

  @Test
  void the_log_probability_of_a_sample_is_that_of_evaluating_it() {
    boolean[] mask = {true, true, false, true, true};
    DistributionRows d = rows(0.7f, 0.4f, 1, -1.5f, 2, 0.25f).masked(mask);
    float[] action = d.sample(2, Rng.stream(5, "sample"));
    float sampled = d.logProb[0];
    assertThat(d.evaluate(action).logProb[0]).isEqualTo(sampled);
  }

  @Test
  void the_mode_is_the_first_of_the_largest_logits_allowed() {
    assertThat(rows(1, 3, 3, 5, 7, 7).mode(2)).containsExactly(0, 1);
    assertThat(rows(1, 3, 3, 5, 7, 7).masked(false, true, true, false, true).mode(2))
        .containsExactly(1, 2);
    assertThat(single(1, 9, -5, -7).masked(false, true, true).mode(1)).containsExactly(1);
  }
}
