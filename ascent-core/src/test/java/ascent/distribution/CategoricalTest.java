package ascent.distribution;

import static ascent.nn.NetworkPass.ROWS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ascent.rng.Rng;
import java.util.Arrays;
import org.apache.commons.statistics.inference.ChiSquareTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CategoricalTest {
  private static final float[] NONE = {};

  private static DistributionRows rows(int n, float... logits) {
    return new DistributionRows(new Categorical(n), logits, NONE);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 17, 1000})
  void equal_logits_are_the_uniform_distribution(int n) {
    float[] logits = new float[n];
    Arrays.fill(logits, 3.7f);

    DistributionRows d = rows(n, logits).evaluate(n - 1);

    assertThat((double) d.logProb[0]).isEqualTo(-Math.log(n), within(1e-6 * n));
    assertThat((double) d.entropy[0]).isEqualTo(Math.log(n), within(1e-6 * n));
  }

  @Test
  void two_actions_are_a_logistic() {
    // η = (0, ln 3): π = (¼, ¾), H = ¼ ln 4 + ¾ ln 4/3 = 0.5623351446.
    DistributionRows d = rows(2, 0, (float) Math.log(3)).evaluate(1);

    assertThat((double) d.logProb[0]).isEqualTo(Math.log(0.75), within(1e-7));
    assertThat((double) d.entropy[0]).isEqualTo(0.5623351446, within(1e-7));
    // ∂log π(1)/∂η = (−¼, 1 − ¾); ∂H/∂ηⱼ = −πⱼ (log πⱼ + H), ± ¼ (ln ¼ + H) = ∓ 0.2059898041.
    float[] score = d.gradient(1, 0);
    assertThat(score).containsExactly(new float[] {-0.25f, 0.25f}, within(1e-6f));
    float[] dEntropy = d.gradient(0, -1);
    assertThat(dEntropy).containsExactly(new float[] {0.2059898f, -0.2059898f}, within(1e-6f));
  }

  @Test
  void adding_a_constant_to_the_logits_changes_nothing() {
    // Multiples of 1/8 and 64 add without rounding, so not even the bits change.
    DistributionRows d = rows(3, 0.5f, -1.125f, 2).evaluate(1);
    DistributionRows shifted = rows(3, 64.5f, 62.875f, 66).evaluate(1);

    assertThat(shifted.logProb).isEqualTo(d.logProb);
    assertThat(shifted.entropy).isEqualTo(d.entropy);
    assertThat(shifted.gradient(1, 1)).isEqualTo(d.gradient(1, 1));
  }

  @Test
  void the_mean_score_is_zero() {
    // Σₐ π(a) ∇log π(a) = ∇ Σₐ π(a) = 0.
    float[] logits = {0.3f, -1, 2, 0.7f};
    double[] sum = new double[4];
    for (int a = 0; a < 4; a++) {
      DistributionRows d = rows(4, logits).evaluate(a);
      float[] score = d.gradient(1, 0);
      for (int j = 0; j < 4; j++) {
        sum[j] += d.probabilities()[a] * score[j];
      }
    }
    assertThat(sum).containsExactly(new double[4], within(1e-6));
  }

  @Test
  void the_fisher_matrix_is_that_of_the_scores() {
    // π = (¼, ¾): F = diag(π) − π πᵀ = 3/16 [[1, −1], [−1, 1]], so F (1, 3) = 3/16 (−2, 2).
    DistributionRows d = rows(2, 0, (float) Math.log(3)).evaluate(1);

    assertThat(d.fisher(new float[] {1, 3}, NONE))
        .containsExactly(new float[] {-0.375f, 0.375f}, within(1e-6f));
  }

  @Test
  void moving_all_logits_alike_moves_no_distribution() {
    DistributionRows d = rows(3, 0.3f, -1, 2, 9, 0, -3).evaluate(0, 2);

    float[] product = d.fisher(new float[] {5, 5, 5, -2, -2, -2}, NONE);

    assertThat(product).containsExactly(new float[6], within(2e-6f));
  }

  @Test
  void divergence_has_its_closed_form_and_two_directions() {
    // p = (½, ½), q = (¼, ¾): KL(p‖q) = ½ ln 2 + ½ ln ⅔ = ½ ln 4/3; KL(q‖p) = ¼ ln ½ + ¾ ln 3/2.
    DistributionRows p = rows(2, 7, 7).evaluate(0);
    DistributionRows q = rows(2, 0, (float) Math.log(3)).evaluate(0);

    assertThat(p.kl(q)).isEqualTo(Math.log(4 / 3.0) / 2, within(1e-7));
    assertThat(q.kl(p)).isEqualTo(Math.log(0.5) / 4 + 3 * Math.log(1.5) / 4, within(1e-7));
    assertThat(p.kl(p)).isZero();
  }

  @Test
  void divergence_is_summed_over_the_rows() {
    DistributionRows p = rows(2, 7, 7, 1, 1).evaluate(0, 1);
    float ln3 = (float) Math.log(3);
    DistributionRows q = rows(2, 0, ln3, ln3, 0).evaluate(0, 1);

    assertThat(p.kl(q)).isEqualTo(Math.log(4 / 3.0), within(2e-7)); // twice the ½ ln 4/3 above
  }

  @Test
  void extreme_logits_diverge_finitely() {
    // KL(p‖q) with p = (1, e⁻²⁰⁰⁰ = 0) and q = (e⁻²⁰⁰⁰, 1) is 2000.
    DistributionRows p = rows(2, 1000, -1000).evaluate(0);
    DistributionRows q = rows(2, -1000, 1000).evaluate(0);

    assertThat(p.kl(q)).isEqualTo(2000);
    assertThat(p.fisher(new float[] {1, -1}, NONE))
        .containsExactly(new float[2], within(1e-37f)); // our exp ends at 2⁻¹²⁶
  }

  @Test
  void extreme_logits_stay_finite() {
    float[][] extremes = {
      {1000, -1000}, {-800, -800}, {0, 700}, {1e30f, 1e30f}, {0, -1e30f}, {-87.4f, 88.4f}
    };
    for (float[] logits : extremes) {
      for (int action = 0; action < 2; action++) {
        DistributionRows d = rows(2, logits).evaluate(action);
        assertThat(d.logProb[0]).isFinite().isLessThanOrEqualTo(0);
        assertThat(d.entropy[0]).isFinite().isBetween(0f, 0.6931473f);
        for (float g : d.gradient(1, 1)) {
          assertThat(g).isFinite().isBetween(-2f, 2f);
        }
      }
    }
  }

  @Test
  void an_impossible_action_has_its_exact_log_probability() {
    // log π(1) = −2000 − log(1 + e⁻²⁰⁰⁰) = −2000, far below what exp can express.
    assertThat(rows(2, 1000, -1000).evaluate(1).logProb[0]).isEqualTo(-2000);
  }

  @Test
  void samples_come_as_often_as_their_probabilities_say() {
    float[] logits = {0, 1, -1.5f, 2, 0.25f};
    int draws = 200_000;
    DistributionRows d = rows(5, logits);
    long[] counts = new long[5];
    Rng[] rngs = {Rng.stream(21, "sample")};
    for (int i = 0; i < draws; i++) {
      counts[(int) d.sample(1, rngs)[0]]++;
    }

    double[] expected = new double[5];
    double sum = 0;
    for (int j = 0; j < 5; j++) {
      expected[j] = Math.exp(logits[j]);
      sum += expected[j];
    }
    for (int j = 0; j < 5; j++) {
      expected[j] *= draws / sum;
    }
    assertThat(ChiSquareTest.withDefaults().test(expected, counts).getPValue())
        .isGreaterThan(0.001);
  }

  @Test
  void each_row_samples_from_its_own_stream() {
    // 64 rows with equal logits draw what each stream would give alone.
    float[] logits = new float[10 * ROWS];
    Rng[] rngs = new Rng[ROWS + 3];
    Arrays.setAll(rngs, i -> Rng.stream(1, "row", i));
    DistributionRows d = rows(10, logits);

    float[] actions = d.sample(NONE, 3, 1, rngs);

    for (int r = 0; r < ROWS; r++) {
      int expected = (int) (10 * Rng.stream(1, "row", r + 3).nextFloat());
      assertThat(actions[r]).isEqualTo(expected);
    }
  }

  @Test
  void the_mode_is_the_first_of_the_largest_logits() {
    DistributionRows d = rows(3, 1, 2, 3, 5, 5, 4, -7, -9, -8);
    float[] actions = d.mode(1);

    assertThat(actions).containsExactly(2, 0, 0);
  }

  @Test
  void it_has_no_free_parameters_and_no_deviation() {
    Distribution d = new Categorical(4);
    assertThat(d.outputs()).isEqualTo(4);
    assertThat(d.ownParameters()).isZero();
    assertThat(d.meanStd(NONE, 0)).isNaN();
  }
}
