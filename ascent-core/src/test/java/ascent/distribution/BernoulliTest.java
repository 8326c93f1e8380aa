package ascent.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ascent.rng.Rng;
import org.apache.commons.statistics.inference.ChiSquareTest;
import org.junit.jupiter.api.Test;

class BernoulliTest {
  private static final float[] NONE = {};
  private static final float LN_3 = (float) Math.log(3);

  private static DistributionRows rows(float temperature, float... logits) {
    return new DistributionRows(new Bernoulli(logits.length, temperature), logits, NONE);
  }

  @Test
  void bits_add_up() {
    // p = (¾, ½, ¼); of (1, 0, 1): log π = ln ¾ + ln ½ + ln ¼; H = 2 · 0.5623351446 + ln 2.
    DistributionRows d = rows(1, LN_3, 0, -LN_3).evaluate(1, 0, 1);

    assertThat(d.probabilities()).containsExactly(new float[] {0.75f, 0.5f, 0.25f}, within(1e-7f));
    assertThat((double) d.logProb[0]).isEqualTo(Math.log(0.75 * 0.5 * 0.25), within(1e-6));
    assertThat((double) d.entropy[0]).isEqualTo(1.8178174698, within(1e-6));
    assertThat(d.gradient(1, 0)).containsExactly(new float[] {0.25f, -0.5f, 0.75f}, within(1e-6f));
    // ∂H/∂η = −p q η: ∓ 3/16 ln 3
    assertThat(d.gradient(0, -1))
        .containsExactly(new float[] {-0.2059898f, 0, 0.2059898f}, within(1e-6f));
    assertThat(d.fisher(16, 4, -16)).containsExactly(new float[] {3, 1, -3}, within(1e-5f));
  }

  @Test
  void a_bit_is_a_softmax_of_two() {
    // Logit x against 0.
    for (float x : new float[] {-30, -2.5f, -0.1f, 0, 0.7f, 12}) {
      for (float temperature : new float[] {1, 0.6f}) {
        for (int a = 0; a < 2; a++) {
          DistributionRows bit = rows(temperature, x).evaluate(a);
          DistributionRows two =
              new DistributionRows(new Categorical(temperature, 2), new float[] {0, x}, NONE)
                  .evaluate(a);
          assertThat(bit.logProb[0]).isEqualTo(two.logProb[0], within(3e-6f));
          assertThat(bit.entropy[0]).isEqualTo(two.entropy[0], within(1e-6f));
          assertThat(bit.gradient(1, 0.3f)[0]).isEqualTo(two.gradient(1, 0.3f)[1], within(1e-6f));
          assertThat(bit.fisher(1)[0]).isEqualTo(two.fisher(0, 1)[1], within(1e-6f));
        }
      }
    }
  }

  @Test
  void temperature_divides_the_logits() {
    DistributionRows hot = rows(2, 3, -1).evaluate(1, 1);
    DistributionRows halved = rows(1, 1.5f, -0.5f).evaluate(1, 1);
    assertThat(hot.logProb).isEqualTo(halved.logProb);
    assertThat(hot.entropy).isEqualTo(halved.entropy);
    float[] half = halved.gradient(1, 0.5f);
    assertThat(hot.gradient(1, 0.5f)).containsExactly(half[0] / 2, half[1] / 2);
    float[] quarter = halved.fisher(1, -2);
    assertThat(hot.fisher(1, -2)).containsExactly(quarter[0] / 4, quarter[1] / 4);
  }

  @Test
  void extreme_logits_stay_finite_and_exact() {
    // log p(0) = −x, log p(1) = 0 for large x, far below what exp can express.
    assertThat(rows(1, 1000).evaluate(0).logProb[0]).isEqualTo(-1000);
    assertThat(rows(1, 1000).evaluate(1).logProb[0]).isEqualTo(-0f);
    assertThat(rows(1, -1000).evaluate(1).logProb[0]).isEqualTo(-1000);
    for (float x : new float[] {1e30f, -1e30f, 88.4f, -88.4f, 0}) {
      for (int a = 0; a < 2; a++) {
        DistributionRows d = rows(1, x).evaluate(a);
        assertThat(d.logProb[0]).isFinite().isLessThanOrEqualTo(0);
        assertThat(d.entropy[0]).isFinite().isBetween(0f, 0.6931473f);
        assertThat(d.gradient(1, 1)[0]).isFinite().isBetween(-2f, 2f);
      }
    }
  }

  /// p = (¾, ½) from q = (¼, ½): ¾ ln 3 + ¼ ln ⅓ = ½ ln 3.
  @Test
  void the_divergence_is_that_of_the_formula() {
    DistributionRows p = rows(1, LN_3, 0).evaluate(1, 1);
    DistributionRows q = rows(1, -LN_3, 0).evaluate(0, 0);
    assertThat(p.kl(q)).isEqualTo(0.5 * Math.log(3), within(1e-6));
    assertThat(p.kl(p)).isZero();
  }

  @Test
  void the_divergence_sums_over_the_rows_in_use() {
    Distribution d = new Bernoulli(1, 1);
    DistributionRows p = new DistributionRows(d, new float[] {LN_3, LN_3}, NONE).evaluate(1, 1);
    DistributionRows q = new DistributionRows(d, new float[] {-LN_3, LN_3}, NONE).evaluate(1, 1);
    assertThat(p.kl(q)).isEqualTo(0.5 * Math.log(3), within(1e-6));
  }

  @Test
  void samples_come_as_often_as_their_probabilities_say() {
    float[] logits = {0.4f, -1, 2};
    DistributionRows d = rows(1.5f, logits);
    Rng rng = Rng.stream(21, "sample");
    int draws = 100_000;
    long[] counts = new long[8];
    for (int i = 0; i < draws; i++) {
      float[] bits = d.sample(3, rng);
      counts[(int) (4 * bits[0] + 2 * bits[1] + bits[2])]++;
    }
    double[] expected = new double[8];
    for (int k = 0; k < 8; k++) {
      expected[k] = draws;
      for (int i = 0; i < 3; i++) {
        double p = 1 / (1 + Math.exp(-logits[i] / 1.5));
        expected[k] *= (k >> (2 - i) & 1) == 1 ? p : 1 - p;
      }
    }
    assertThat(ChiSquareTest.withDefaults().test(expected, counts).getPValue())
        .isGreaterThan(0.001);
    assertThat(rng.save().drawn()).isEqualTo(3L * draws); // one number a bit
  }

  @Test
  void the_log_probability_of_a_sample_is_that_of_evaluating_it() {
    DistributionRows d = rows(0.7f, 0.4f, -1, 2);
    float[] bits = d.sample(3, Rng.stream(5, "sample"));
    float sampled = d.logProb[0];
    assertThat(d.evaluate(bits).logProb[0]).isEqualTo(sampled);
  }

  @Test
  void the_mode_is_each_bit_s_likelier_value() {
    assertThat(rows(1, 0.1f, -0.1f, 0, 5).mode(4)).containsExactly(1, 0, 0, 1);
  }

  @Test
  void it_has_no_free_parameters_and_no_deviation() {
    Distribution d = new Bernoulli(4, 1);
    assertThat(d.outputs()).isEqualTo(4);
    assertThat(d.ownParameters()).isZero();
    assertThat(d.meanStd(NONE, 0)).isNaN();
  }
}
