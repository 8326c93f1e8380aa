package ascent.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ascent.policy.ActorCritic;
import ascent.policy.NetworkConfig;
import ascent.rng.Rng;
import ascent.space.Space;
import java.util.List;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.inference.KolmogorovSmirnovTest;
import org.junit.jupiter.api.Test;

class StateDependentGaussianTest {
  private static final float INF = Float.POSITIVE_INFINITY;

  /// One row or more of `[μ₀ μ₁ λ₀ λ₁]`.
  private static DistributionRows rows(float min, float max, float... eta) {
    return new DistributionRows(new StateDependentGaussian(2, 0, min, max), eta, new float[0]);
  }

  @Test
  void with_the_same_deviations_everywhere_it_is_the_diagonal_gaussian() {
    float[] actions = {0.5f, -1, 2, 0};
    DistributionRows ours = rows(-20, 2, 1, -1, -0.5f, 0.25f, 0, 3, -0.5f, 0.25f).evaluate(actions);
    DistributionRows plain =
        new DistributionRows(
                new DiagonalGaussian(2, 0), new float[] {1, -1, 0, 3}, new float[] {-0.5f, 0.25f})
            .evaluate(actions);

    assertThat(ours.logProb).containsExactly(plain.logProb, within(1e-6f));
    assertThat(ours.entropy).containsExactly(plain.entropy, within(1e-6f));
    float[] g = ours.gradient(0.7f, 0.2f);
    float[] expected = plain.gradient(0.7f, 0.2f);
    assertThat(new float[] {g[0], g[1], g[4], g[5]}).containsExactly(expected, within(1e-6f));
    // The gradient of a shared log σ is the sum over the rows.
    assertThat(new float[] {g[2] + g[6], g[3] + g[7]})
        .containsExactly(plain.ownGradient, within(1e-6f));
  }

  @Test
  void clamped_deviations_are_those_of_the_clamp_and_get_no_gradient() {
    // λ = (−3, 5) clamped to [−1, 2].
    DistributionRows clamped = rows(-1, 2, 0, 0, -3, 5).evaluate(1, 1);
    DistributionRows free = rows(-INF, INF, 0, 0, -1, 2).evaluate(1, 1);

    assertThat(clamped.logProb).isEqualTo(free.logProb);
    assertThat(clamped.entropy).isEqualTo(free.entropy);
    float[] gradient = clamped.gradient(1, 1);
    float[] unclamped = free.gradient(1, 1);
    assertThat(gradient).startsWith(unclamped[0], unclamped[1]).endsWith(0, 0);
    assertThat(unclamped[2]).isNotZero();
    assertThat(clamped.fisher(new float[] {0, 0, 1, 1}, new float[0])).containsOnly(0);
  }

  @Test
  void a_deviation_right_on_the_clamp_still_gets_its_gradient() {
    // z = 1 and 2: ∂log π/∂λ = z² − 1 = 0 and 3.
    DistributionRows on = rows(0, 0, 0, 0, 0, 0).evaluate(1, 2);
    assertThat(on.gradient(1, 0)).containsExactly(1, 2, 0, 3);
  }

  @Test
  void infinite_clamps_are_no_clamps() {
    float[] eta = {0.5f, 1, -1.5f, 1.75f};
    DistributionRows off = rows(-INF, INF, eta).evaluate(1, 2);
    DistributionRows wide = rows(-20, 2, eta).evaluate(1, 2);
    assertThat(off.logProb).isEqualTo(wide.logProb);
    assertThat(off.gradient(1, 1)).isEqualTo(wide.gradient(1, 1));
  }

  @Test
  void samples_have_the_deviations_of_their_states() {
    // σ = (½, 4) in the first state, (4, ½) in the second.
    float ln2 = (float) Math.log(2);
    DistributionRows d = rows(-20, 2, 3, -1, -ln2, 2 * ln2, 3, -1, 2 * ln2, -ln2);
    Rng rng = Rng.stream(41, "sample");
    int draws = 20_000;
    double[][] x = new double[4][draws];
    for (int i = 0; i < draws; i++) {
      float[] actions = d.sample(rng, 2);
      for (int j = 0; j < 4; j++) {
        x[j][i] = actions[j];
      }
    }
    double[][] expected = {{3, 0.5}, {-1, 4}, {3, 4}, {-1, 0.5}};
    for (int j = 0; j < 4; j++) {
      NormalDistribution normal = NormalDistribution.of(expected[j][0], expected[j][1]);
      double p =
          KolmogorovSmirnovTest.withDefaults()
              .test(x[j], normal::cumulativeProbability)
              .getPValue();
      assertThat(p).isGreaterThan(0.001);
    }
  }

  @Test
  void each_state_has_its_mean_deviation() {
    // λ = (0, ln 2) and (ln 4, ln 4): σ = (1, 2) and (4, 4).
    float ln2 = (float) Math.log(2);
    float[] eta = {9, 9, 0, ln2, 9, 9, 2 * ln2, 2 * ln2};
    for (Distribution d :
        List.of(
            new StateDependentGaussian(2, 0, -20, 2),
            new SquashedGaussian(
                new StateDependentGaussian(2, 0, -20, 2), new Squash(Space.box(-1, 1, 2))))) {
      float[] std = new DistributionRows(d, eta, new float[0]).evaluate(0, 0, 0, 0).meanStd();
      assertThat(std).containsExactly(new float[] {1.5f, 4}, within(1e-6f));
    }
  }

  @Test
  void deviations_start_as_configured_in_every_state() {
    NetworkConfig config = NetworkConfig.DEFAULT;
    ActorCritic policy =
        new ActorCritic(
            Space.box(-1, 1, 3),
            Space.box(-1, 1, 2),
            config,
            DistributionConfig.StateDependentGaussian.DEFAULT.withLogStdInit(-1.5f));
    float[] theta = policy.initialise(Rng.stream(42, "init"));
    int bias = policy.ownOffset() - 4;

    assertThat(new float[] {theta[bias], theta[bias + 1], theta[bias + 2], theta[bias + 3]})
        .containsExactly(0, 0, -1.5f, -1.5f);
    assertThat(policy.layout()).noneMatch(t -> t.name().equals("policy.log_std"));
    assertThat(policy.meanStd(theta)).isNaN();
  }
}
