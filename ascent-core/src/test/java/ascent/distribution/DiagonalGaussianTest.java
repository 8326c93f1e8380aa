package ascent.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ascent.rng.Rng;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.inference.KolmogorovSmirnovTest;
import org.junit.jupiter.api.Test;

class DiagonalGaussianTest {
  private static final double HALF_LOG_2_PI = Math.log(2 * Math.PI) / 2;

  private static DistributionRows rows(float[] mean, float... logStd) {
    return new DistributionRows(new DiagonalGaussian(logStd.length, 0), mean, logStd);
  }

  @Test
  void log_probability_and_entropy_have_their_closed_forms() {
    // σ = (1, 2), a − μ = (1, −4): z = (1, −2).
    float ln2 = (float) Math.log(2);
    DistributionRows d = rows(new float[] {5, 1}, 0, ln2).evaluate(6, -3);

    // log π = −½ (1 + 4) − ln 2 − 2 · ½ ln 2π; H = ln 2 + 2 · (½ + ½ ln 2π)
    double logProb = -2.5 - Math.log(2) - 2 * HALF_LOG_2_PI;
    double entropy = Math.log(2) + 1 + 2 * HALF_LOG_2_PI;
    assertThat((double) d.logProb[0]).isEqualTo(logProb, within(1e-6));
    assertThat((double) d.entropy[0]).isEqualTo(entropy, within(1e-6));
  }

  @Test
  void gradients_have_their_closed_forms() {
    float ln2 = (float) Math.log(2);
    DistributionRows d = rows(new float[] {5, 1}, 0, ln2).evaluate(6, -3);

    // ∂log π/∂μ = z/σ = (1, −1); ∂log π/∂log σ = z² − 1 = (0, 3); ∂H/∂log σ = 1.
    assertThat(d.gradient(1, 0)).containsExactly(new float[] {1, -1}, within(1e-6f));
    assertThat(d.ownGradient).containsExactly(new float[] {0, 3}, within(1e-6f));
    assertThat(d.gradient(0, -1)).containsExactly(new float[2], within(0f));
    assertThat(d.ownGradient).containsExactly(1, 1);
  }

  @Test
  void the_fisher_matrix_is_diagonal() {
    // σ = (1, 2), two rows: 1/σ² for each mean, and 2 for each log σ from each row.
    float ln2 = (float) Math.log(2);
    DistributionRows d = rows(new float[] {5, 1, 0, 0}, 0, ln2).evaluate(6, -3, 0, 0);

    float[] ofMeans = d.fisher(new float[] {1, 2, 3, 4}, new float[] {10, -1});

    assertThat(ofMeans).containsExactly(new float[] {1, 0.5f, 3, 1}, within(1e-6f));
    assertThat(d.ownGradient).containsExactly(40, -4);
  }

  @Test
  void divergence_has_its_closed_form_and_two_directions() {
    // p = N(0, 1), q = N(1, 2²): KL(p‖q) = ln 2 + (1 + 1)/8 − ½, KL(q‖p) = −ln 2 + (4 + 1)/2 − ½.
    DistributionRows p = rows(new float[] {0}, 0).evaluate(0);
    DistributionRows q = rows(new float[] {1}, (float) Math.log(2)).evaluate(0);

    assertThat(p.kl(q)).isEqualTo(Math.log(2) - 0.25, within(1e-6));
    assertThat(q.kl(p)).isEqualTo(2 - Math.log(2), within(1e-6));
    assertThat(p.kl(p)).isZero();
  }

  @Test
  void samples_have_the_mean_and_deviation_they_should() {
    int draws = 50_000;
    DistributionRows d = rows(new float[] {3, -1}, (float) Math.log(0.5), (float) Math.log(4));
    double[][] x = new double[2][draws];
    Rng[] rngs = {Rng.stream(22, "sample")};
    double product = 0;
    for (int i = 0; i < draws; i++) {
      float[] action = d.sample(2, rngs);
      x[0][i] = action[0];
      x[1][i] = action[1];
      product += (action[0] - 3) / 0.5 * (action[1] + 1) / 4;
    }

    assertThat(p(x[0], 3, 0.5)).isGreaterThan(0.001);
    assertThat(p(x[1], -1, 4)).isGreaterThan(0.001);
    // The correlation of independent samples has deviation 1/√n = 0.0045.
    assertThat(product / draws).isEqualTo(0, within(0.015));
  }

  private static double p(double[] x, double mean, double std) {
    NormalDistribution normal = NormalDistribution.of(mean, std);
    return KolmogorovSmirnovTest.withDefaults().test(x, normal::cumulativeProbability).getPValue();
  }

  @Test
  void the_mean_log_probability_of_samples_is_minus_the_entropy() {
    int draws = 100_000;
    DistributionRows d = rows(new float[] {3}, -1).evaluate(0);
    Rng[] rngs = {Rng.stream(23, "sample")};
    double sum = 0;
    for (int i = 0; i < draws; i++) {
      d.sample(1, rngs);
      sum += d.logProb[0];
    }
    // log π has deviation √½, so the mean has 0.0022.
    assertThat(-sum / draws).isEqualTo(d.entropy[0], within(0.008));
  }

  @Test
  void a_narrow_and_a_wide_distribution_stay_finite() {
    for (float logStd : new float[] {-20, 20}) {
      DistributionRows d = rows(new float[] {0.5f}, logStd);
      d.evaluate(d.sample(1, Rng.stream(24, "sample")));

      assertThat(d.logProb[0]).isFinite();
      assertThat((double) d.entropy[0]).isEqualTo(logStd + 0.5 + HALF_LOG_2_PI, within(1e-5));
      assertThat(d.gradient(1, 1)[0]).isFinite();
      assertThat(d.ownGradient[0]).isFinite();
    }
  }

  @Test
  void the_mode_is_the_mean() {
    DistributionRows d = rows(new float[] {3, -1, 4, -2}, 0, 0);
    float[] actions = d.mode(2);

    assertThat(actions).containsExactly(3, -1, 4, -2);
  }

  @Test
  void deviations_start_as_configured_and_are_averaged_for_the_logs() {
    Distribution d = new DiagonalGaussian(2, -1.5f);
    float[] theta = new float[4];

    d.initialise(theta, 1);

    assertThat(theta).containsExactly(0, -1.5f, -1.5f, 0);
    theta[2] = 0; // σ = e^−1.5 and 1
    assertThat(d.meanStd(theta, 1)).isEqualTo((Math.exp(-1.5) + 1) / 2, within(1e-7));
  }
}
