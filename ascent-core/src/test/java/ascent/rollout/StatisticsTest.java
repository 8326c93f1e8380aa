package ascent.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class StatisticsTest {

  /// Three steps with these values.
  private static Rollout values(float... values) {
    Rollout r = new Rollout(3, 1, 1, 1);
    System.arraycopy(values, 0, r.value, 0, 3);
    return r;
  }

  @Test
  void normalised_advantages_have_mean_0_and_sample_deviation_1() {
    float[] a = {1, 2, 3, 4, 99};

    Statistics.normalize(a, 4);

    // Mean 2.5; squares 2.25 + 0.25 + 0.25 + 2.25 = 5, over n − 1 = 3: deviation √(5/3) = 1.29099.
    double s = Math.sqrt(5 / 3.0);
    double[] expected = {-1.5 / s, -0.5 / s, 0.5 / s, 1.5 / s};
    for (int i = 0; i < 4; i++) {
      assertThat((double) a[i]).isEqualTo(expected[i], within(1e-6));
    }
    assertThat(a[4]).isEqualTo(99);
  }

  @Test
  void a_single_advantage_is_left_as_it_is() {
    float[] a = {7};
    Statistics.normalize(a, 1);
    assertThat(a[0]).isEqualTo(7);
  }

  @Test
  void equal_advantages_normalise_to_zero() {
    float[] a = new float[1000];
    Arrays.fill(a, 0.1f); // not a binary fraction
    Statistics.normalize(a, a.length);
    assertThat(a).containsOnly(0);
  }

  @Test
  void huge_advantages_normalise_without_overflow() {
    float[] a = {1e30f, -1e30f};
    Statistics.normalize(a, 2);
    // Deviation 1e30·√2.
    assertThat(a).containsExactly(new float[] {0.7071068f, -0.7071068f}, within(1e-6f));
  }

  @Test
  void small_differences_of_huge_advantages_count() {
    // Neighbours in single precision, 64 apart. Mean 1e9 + 48; squares 48² + 3·16² = 3072, over
    // n − 1 = 3: deviation 32. The mean itself is no float.
    float[] a = {1e9f, 1e9f + 64, 1e9f + 64, 1e9f + 64};
    Statistics.normalize(a, 4);
    assertThat(a).containsExactly(-1.5f, 0.5f, 0.5f, 0.5f);
  }

  @Test
  void differences_beyond_the_largest_float_normalise_too() {
    // Mean −1e38; differences 4, −2, −2 (e38): deviation √(24/2) = 3.4641016.
    float[] a = {3e38f, -3e38f, -3e38f};
    Statistics.normalize(a, 3);
    assertThat(a)
        .containsExactly(new float[] {1.1547005f, -0.5773503f, -0.5773503f}, within(1e-6f));
  }

  @Test
  void explained_variance_is_1_for_perfect_values_and_0_for_constant_ones() {
    Rollout r = values(1, 2, 4);
    System.arraycopy(new float[] {1, 2, 4}, 0, r.returns, 0, 3);
    assertThat(Statistics.explainedVariance(r)).isEqualTo(1);

    Arrays.fill(r.value, 5);
    assertThat(Statistics.explainedVariance(r)).isEqualTo(0, within(1e-12));

    // Twice the returns: the error is minus the returns, with the same variance, 1 − 1; thrice: 1 −
    // 4.
    System.arraycopy(new float[] {3, 6, 12}, 0, r.value, 0, 3);
    assertThat(Statistics.explainedVariance(r)).isEqualTo(-3, within(1e-12));
  }

  @Test
  void explained_variance_of_constant_returns_is_not_a_number() {
    Rollout r = values(1, 2, 4);
    Arrays.fill(r.returns, 0.1f);
    assertThat(Statistics.explainedVariance(r)).isNaN();
  }
}
