package ascent.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ascent.rng.Rng;
import ascent.space.Box;
import ascent.space.Space;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.inference.KolmogorovSmirnovTest;
import org.junit.jupiter.api.Test;

class SquashedGaussianTest {
  private static DistributionRows rows(Box box, float[] mean, float... logStd) {
    DiagonalGaussian gaussian = new DiagonalGaussian(logStd.length, 0);
    return new DistributionRows(new SquashedGaussian(gaussian, new Squash(box)), mean, logStd);
  }

  private static final Box UNIT = Space.box(-1, 1, 1);

  @Test
  void near_the_middle_it_is_the_gaussian() {
    // −log(1 − tanh² u) = u² + O(u⁴)
    for (float u : new float[] {0, 1e-4f, -1e-3f}) {
      DistributionRows squashed = rows(UNIT, new float[] {0.1f}, -0.5f).evaluate(u);
      DistributionRows plain =
          new DistributionRows(new DiagonalGaussian(1, 0), new float[] {0.1f}, new float[] {-0.5f})
              .evaluate(u);
      assertThat((double) squashed.logProb[0])
          .isEqualTo(plain.logProb[0] + (double) u * u, within(5e-7));
      assertThat(squashed.gradient(1, 0)).isEqualTo(plain.gradient(1, 0));
      assertThat(squashed.ownGradient).isEqualTo(plain.ownGradient);
    }
  }

  @Test
  void the_density_is_exact_where_the_hyperbolic_tangent_has_long_become_one() {
    // With σ = 1 and u = μ = ±15: log N = −½ log 2π, log(1 − tanh² 15) = 2 (ln 2 − 15 − ln(1 +
    // e^−30)) = −28.6137…; and h = 2.
    Box box = Space.box(-2, 2, 1);
    double expected = -Math.log(2 * Math.PI) / 2 - 2 * (Math.log(2) - 15) - Math.log(2);
    for (float u : new float[] {-15, 15}) {
      DistributionRows d = rows(box, new float[] {u}, 0).evaluate(u);
      assertThat((double) d.logProb[0]).isEqualTo(expected, within(3e-6));
    }
  }

  @Test
  void the_entropy_is_that_of_the_sample_and_its_bonus_a_weight_on_the_score() {
    DistributionRows d = rows(UNIT, new float[] {0.3f, -1}, 0.2f).evaluate(0.5f, 2);
    assertThat(d.entropy).containsExactly(-d.logProb[0], -d.logProb[1]);

    float[] bonus = d.gradient(0.7f, 0.1f);
    float[] free = d.ownGradient;

    float[] score = d.gradient(1, 0);
    for (int r = 0; r < 2; r++) {
      float w = 0.7f + 0.1f * d.logProb[r];
      assertThat(bonus[r]).isEqualTo(w * score[r], within(1e-6f));
    }
    assertThat(free[0]).isNotEqualTo(0.7f * d.ownGradient[0]);
  }

  @Test
  void what_is_squashed_is_normal() {
    DistributionRows d = rows(UNIT, new float[] {0.5f}, (float) Math.log(2));
    Rng rng = Rng.stream(43, "sample");
    double[] x = new double[20_000];
    for (int i = 0; i < x.length; i++) {
      float[] action = d.sample(rng, 1);
      d.distribution.toEnv(action, 0, action, 0, 1);
      x[i] = Math.abs(action[0]) < 0.9999f ? atanh(action[0]) : Math.copySign(6, action[0]);
    }
    // tanh 4.95 = 0.9999: what lies beyond counts as beyond.
    NormalDistribution normal = NormalDistribution.of(0.5, 2);
    double p =
        KolmogorovSmirnovTest.withDefaults()
            .test(x, u -> Math.abs(u) < 4.95 ? normal.cumulativeProbability(u) : u > 0 ? 1 : 0)
            .getPValue();
    assertThat(p).isGreaterThan(0.001);
  }

  private static double atanh(double y) {
    return Math.log((1 + y) / (1 - y)) / 2;
  }

  @Test
  void the_mode_is_the_squashed_mean() {
    Box box = Space.box(-2, 4, 1);
    DistributionRows d = rows(box, new float[] {-0.75f}, 0);
    float[] action = d.mode(1);
    d.distribution.toEnv(action, 0, action, 0, 1);
    assertThat((double) action[0]).isEqualTo(1 + 3 * Math.tanh(-0.75), within(1e-6));
  }
}
