package ascent.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ascent.rng.Rng;
import ascent.space.Box;
import ascent.space.Space;
import org.apache.commons.statistics.distribution.BetaDistribution;
import org.apache.commons.statistics.inference.KolmogorovSmirnovTest;
import org.junit.jupiter.api.Test;

class BetaTest {
  private static final Box UNIT = Space.box(0, 1, 1);

  /// One row `[p | q]`.
  private static DistributionRows row(Box box, float... eta) {
    return new DistributionRows(new Beta(new Squash(box)), eta, new float[0]);
  }

  /// The network's output that gives a shape: log(e^(shape − 1) − 1).
  private static float output(double shape) {
    double softplus = shape - 1;
    return (float) (softplus + Math.log(-Math.expm1(-softplus)));
  }

  /// Where a rollout keeps x.
  private static float kept(double x) {
    return (float) (Math.log(x / (1 - x)) / 2);
  }

  @Test
  void log_probability_and_entropy_have_their_closed_forms() {
    // Beta(2, 3) has density 12 x (1 − x)²; at x = ¼ that is 27/16. B(2, 3) = 1/12, ψ(2) = 1 − γ,
    // ψ(3) = 3/2 − γ, ψ(5) = 25/12 − γ: H = −ln 12 − ψ(2) − 2 ψ(3) + 3 ψ(5) = −ln 12 + 9/4.
    DistributionRows d = row(UNIT, output(2), output(3)).evaluate(kept(0.25));
    assertThat((double) d.logProb[0]).isEqualTo(Math.log(27.0 / 16), within(1e-6));
    assertThat((double) d.entropy[0]).isEqualTo(-Math.log(12) + 2.25, within(1e-6));
  }

  @Test
  void with_both_shapes_at_one_it_is_uniform() {
    Box box = Space.box(-3, 5, 1);
    for (float u : new float[] {-4, 0, 1.5f}) {
      DistributionRows d = row(box, -40, -40).evaluate(u);
      assertThat((double) d.logProb[0]).isEqualTo(-Math.log(8), within(1e-6));
      assertThat((double) d.entropy[0]).isEqualTo(Math.log(8), within(1e-6));
    }
  }

  @Test
  void samples_are_distributed_as_they_should() {
    double[][] shapes = {{1.0001, 1.0001}, {1.5, 6}, {40, 3}, {2000, 1500}};
    for (double[] shape : shapes) {
      DistributionRows d = row(UNIT, output(shape[0]), output(shape[1]));
      Rng rng = Rng.stream(44, "sample");
      double[] x = new double[20_000];
      for (int i = 0; i < x.length; i++) {
        x[i] = 1 / (1 + Math.exp(-2 * d.sample(rng, 1)[0]));
      }
      BetaDistribution beta = BetaDistribution.of(shape[0], shape[1]);
      double p =
          KolmogorovSmirnovTest.withDefaults().test(x, beta::cumulativeProbability).getPValue();
      assertThat(p).as("Beta(%s, %s)", shape[0], shape[1]).isGreaterThan(0.001);
    }
  }

  @Test
  void log_probabilities_are_right_close_to_the_bounds() {
    // x = 1 − 1e-9 cannot be told from 1 in float, but what a rollout keeps can. Beta(3, 2) has
    // density 12 x² (1 − x).
    double u = Math.log((1 - 1e-9) / 1e-9) / 2;
    DistributionRows d = row(UNIT, output(3), output(2)).evaluate((float) u);
    assertThat((double) d.logProb[0]).isEqualTo(Math.log(12) + Math.log(1e-9), within(1e-5));
  }

  @Test
  void the_mean_stands_for_the_mode() {
    // Of [−1, 2]: 3 · 3/(3 + 2) − 1 = 0.8, 3 · 1/(1 + 9) − 1 = −0.7.
    assertThat(mode(3, 2)).isEqualTo(0.8, within(1e-6));
    assertThat(mode(1.000001, 9)).isEqualTo(-0.7, within(1e-5));
    assertThat(mode(7, 7)).isEqualTo(0.5, within(1e-6));
  }

  private static double mode(double alpha, double beta) {
    DistributionRows d = row(Space.box(-1, 2, 1), output(alpha), output(beta));
    float[] action = d.mode(1);
    d.distribution.toEnv(action, 0, action, 0, 1);
    return action[0];
  }

  @Test
  void sampling_a_policy_that_has_diverged_ends_and_shows_it() {
    for (float broken : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
      DistributionRows d = row(UNIT, broken, 0);
      d.sample(Rng.stream(49, "sample"), 1);
      assertThat(d.logProb[0]).isNaN();
    }
  }

  @Test
  void there_are_no_deviations_to_log() {
    assertThat(new Beta(new Squash(UNIT)).meanStd(new float[0], 0)).isNaN();
  }
}
