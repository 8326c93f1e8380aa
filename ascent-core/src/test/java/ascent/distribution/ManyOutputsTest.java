package ascent.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ascent.rng.Rng;
import ascent.space.Space;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/// Log-probabilities, entropies and draws over thousands of outputs: they must not drift as one
/// long chain of float additions does.
class ManyOutputsTest {
  private static final float[] NONE = {};
  private static final int N = 10_000;

  private static float[] filled(int n, float x) {
    float[] a = new float[n];
    Arrays.fill(a, x);
    return a;
  }

  /// Checks log π and H of N equal independent dimensions: N times those of one, with the relative
  /// error of a float or two, 2⁻²³.
  private static void assertManyAreManyTimesOne(DistributionRows many, DistributionRows one) {
    double ulps = 3 * 0x1p-24;
    double logProb = N * (double) one.logProb[0];
    assertThat((double) many.logProb[0]).isEqualTo(logProb, within(ulps * Math.abs(logProb)));
    double entropy = N * (double) one.entropy[0];
    assertThat((double) many.entropy[0]).isEqualTo(entropy, within(ulps * Math.abs(entropy)));
  }

  @Test
  void the_probabilities_of_ten_thousand_options_sum_to_1() {
    Rng rng = Rng.stream(4, "logits");
    float[] logits = new float[N];
    for (int j = 0; j < N; j++) {
      logits[j] = rng.normal();
    }
    double sum = 0;
    for (float p : new DistributionRows(new Categorical(N), logits, NONE).probabilities()) {
      sum += p;
    }
    assertThat(sum).isEqualTo(1, within(5e-7));
  }

  @Test
  void the_entropy_of_ten_thousand_equal_options_is_ln_n() {
    DistributionRows d = new DistributionRows(new Categorical(N), filled(N, 3.7f), NONE);
    d.evaluate(N - 1);
    // Half an ulp of 9.2 is 4.8e-7: of log Σ, of the products p log p, and of their sum.
    assertThat((double) d.entropy[0]).isEqualTo(Math.log(N), within(1.5e-6));
    assertThat((double) d.logProb[0]).isEqualTo(-Math.log(N), within(1e-6));
  }

  @Test
  void no_tangent_of_equal_outputs_moves_a_policy() {
    // Σⱼ pⱼ η̇ⱼ of η̇ = 1 is 1: what is left of F η̇ is p times the sum's error.
    float[] product =
        new DistributionRows(new Categorical(N), filled(N, 0), NONE)
            .evaluate(0)
            .fisher(filled(N, 1));
    for (float x : product) {
      assertThat((double) x * N).isEqualTo(0, within(5e-7));
    }
  }

  @Test
  void each_of_a_hundred_thousand_equal_options_has_its_share_of_the_draws() {
    int n = 100_000;
    DistributionRows d = new DistributionRows(new Categorical(n), new float[n], NONE);
    Rng rng = Rng.stream(5, "draws");
    Rng same = Rng.stream(5, "draws");
    for (int k = 0; k < 50; k++) {
      // The option that holds u is number ⌊u n⌋, or a neighbour of it within rounding.
      double expected = Math.floor(same.nextFloat() * (double) n);
      assertThat((double) d.sample(1, rng)[0]).isEqualTo(expected, within(1.0));
    }
  }

  @Test
  void a_forbidden_option_after_many_others_is_never_drawn() {
    boolean[] allowed = new boolean[N];
    Arrays.fill(allowed, 0, N - 100, true);
    DistributionRows d = new DistributionRows(new Categorical(N), new float[N], NONE);
    d.masked(allowed);
    Rng rng = Rng.stream(6, "draws");
    for (int k = 0; k < 1000; k++) {
      assertThat(d.sample(1, rng)[0]).isLessThan(N - 100);
    }
  }

  @Test
  void ten_thousand_choices_are_as_good_as_one() {
    int[] counts = new int[N];
    Arrays.fill(counts, 2);
    float[] logits = new float[2 * N];
    for (int i = 0; i < N; i++) {
      logits[2 * i + 1] = 0.7f;
    }
    assertManyAreManyTimesOne(
        new DistributionRows(new Categorical(1, counts), logits, NONE).evaluate(filled(N, 1)),
        new DistributionRows(new Categorical(2), new float[] {0, 0.7f}, NONE).evaluate(1));
  }

  @Test
  void ten_thousand_bits_are_as_good_as_one() {
    assertManyAreManyTimesOne(
        new DistributionRows(new Bernoulli(N, 1), filled(N, 0.7f), NONE).evaluate(filled(N, 1)),
        new DistributionRows(new Bernoulli(1, 1), new float[] {0.7f}, NONE).evaluate(1));
  }

  @Test
  void ten_thousand_normals_are_as_good_as_one() {
    assertManyAreManyTimesOne(
        new DistributionRows(new DiagonalGaussian(N, 0), filled(N, 0.3f), filled(N, 0.1f))
            .evaluate(filled(N, 1)),
        new DistributionRows(new DiagonalGaussian(1, 0), new float[] {0.3f}, new float[] {0.1f})
            .evaluate(1));
  }

  @Test
  void ten_thousand_normals_with_deviations_of_their_own_are_as_good_as_one() {
    float[] eta = filled(2 * N, 0.3f);
    Arrays.fill(eta, N, 2 * N, 0.1f);
    assertManyAreManyTimesOne(
        new DistributionRows(new StateDependentGaussian(N, 0, -20, 2), eta, NONE)
            .evaluate(filled(N, 1)),
        new DistributionRows(
                new StateDependentGaussian(1, 0, -20, 2), new float[] {0.3f, 0.1f}, NONE)
            .evaluate(1));
  }

  @Test
  void ten_thousand_squashed_normals_are_as_good_as_one() {
    assertManyAreManyTimesOne(
        new DistributionRows(squashed(N), filled(N, 0.3f), filled(N, 0.1f)).evaluate(filled(N, 1)),
        new DistributionRows(squashed(1), new float[] {0.3f}, new float[] {0.1f}).evaluate(1));
  }

  private static Distribution squashed(int n) {
    return new SquashedGaussian(new DiagonalGaussian(n, 0), new Squash(Space.box(-1, 1, n)));
  }

  @Test
  void ten_thousand_dimensions_of_state_dependent_noise_are_as_good_as_one() {
    assertManyAreManyTimesOne(
        new DistributionRows(
                new StateDependentExploration(1, N, 0, -1), filled(N, 0.3f), filled(N, 0.1f))
            .features(new float[] {0.9f})
            .evaluate(filled(N, 1)),
        new DistributionRows(
                new StateDependentExploration(1, 1, 0, -1), new float[] {0.3f}, new float[] {0.1f})
            .features(new float[] {0.9f})
            .evaluate(1));
  }
}
