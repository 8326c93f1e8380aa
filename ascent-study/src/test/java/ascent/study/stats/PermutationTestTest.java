package ascent.study.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PermutationTestTest {
  @Test
  void p_of_small_samples_counts_all_deals() {
    // Six ways to deal 1 2 3 5 into pairs; as far apart as 1 2 | 3 5 are it and its mirror image.
    assertThat(PermutationTest.p(new double[] {1, 2}, new double[] {3, 5})).isEqualTo(2 / 6.0);
  }

  /// Eleven and eleven are dealt in 705,432 ways, more than are tried one by one. With values 0 and
  /// 1 the number of ones in the first sample is hypergeometric: with eleven ones, seven of them in
  /// the first, the share of deals with at least seven or at most four is 2 Σ_{k ≥ 7} C(11, k)² /
  /// C(22, 11) = 2 · 139,272 / 705,432 = .39486. The standard error of 200,000 deals is .0011.
  @Test
  void p_of_larger_samples_is_estimated_from_random_deals() {
    double[] a = {1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0};
    double[] b = {1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0};

    assertThat(PermutationTest.p(a, b)).isCloseTo(0.39486, within(0.004));
    assertThat(PermutationTest.p(a, b)).isEqualTo(PermutationTest.p(a, b));
  }
}
