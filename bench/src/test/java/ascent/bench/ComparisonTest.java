package ascent.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ComparisonTest {
  // Student's t with two degrees of freedom has a closed quantile, (2q − 1) / √(2q(1 − q)):
  // at q = .975, .95 / √.04875.
  private static final double T2 = 0.95 / Math.sqrt(0.04875);
  // The tables' for three.
  private static final double T3 = 3.182446305;

  @Test
  void p_is_the_share_of_the_deals_that_are_as_far_apart() {
    // Six ways to deal 1 2 3 5 into pairs, by the first: means 1.5 | 4, 2 | 3.5, 3 | 2.5, 2.5 | 3,
    // 3.5 | 2 and 4 | 1.5. As far apart as the first, 2.5, are it and the last.
    assertThat(compare(new double[] {1, 2}, new double[] {3, 5}).p()).isEqualTo(2 / 6.0);
    // The second's 1.5 is reached by the first, second, fifth and last.
    assertThat(compare(new double[] {1, 3}, new double[] {2, 5}).p()).isEqualTo(4 / 6.0);
    // The third's .5 is reached by all.
    assertThat(compare(new double[] {1, 5}, new double[] {2, 3}).p()).isEqualTo(1);
  }

  @Test
  void p_counts_deals_into_samples_of_the_sizes_there_are() {
    // Ten ways to deal 1 2 3 4 8 into two and three. With s for the sum of the two, the means are
    // |s/2 − (18 − s)/3| = |5s/6 − 6| apart: 4 for 4 + 8; the next, 3.5, is 1 + 2. Only one is as
    // far apart: the mirror image of a deal is none where the sizes differ.
    assertThat(compare(new double[] {8, 4}, new double[] {1, 3, 2}).p()).isEqualTo(1 / 10.0);
    // 1 + 2 is 3.5 apart: itself and 4 + 8.
    assertThat(compare(new double[] {1, 2}, new double[] {3, 4, 8}).p()).isEqualTo(2 / 10.0);
  }

  @Test
  void p_of_ten_and_ten_that_do_not_overlap_is_two_in_all_ways_there_are() {
    double[] low = IntStream.range(0, 10).asDoubleStream().toArray();
    double[] high = IntStream.range(10, 20).asDoubleStream().toArray();

    // 20! / (10! 10!) = 184,756
    assertThat(compare(low, high).p()).isEqualTo(2 / 184_756.0);
  }

  @Test
  void p_does_not_lose_a_deal_to_rounding() {
    // As 1 2 | 3 5 above, in tenths, which are not exact in binary: sums depend on their order.
    assertThat(compare(new double[] {0.1, 0.2}, new double[] {0.3, 0.5}).p()).isEqualTo(2 / 6.0);
    assertThat(compare(new double[] {0.5, 0.3}, new double[] {0.2, 0.1}).p()).isEqualTo(2 / 6.0);
    // Equal samples are 0 apart, and every deal is at least that.
    assertThat(compare(new double[] {0.1, 0.7}, new double[] {0.7, 0.1}).p()).isEqualTo(1);
  }

  @Test
  void the_interval_is_students_where_the_variances_and_sizes_are_equal() {
    // Means 1 and 5, variances 2 and 2: standard error √(2/2 + 2/2), 1 + 1 degrees of freedom.
    Comparison c = compare(new double[] {0, 2}, new double[] {4, 6});

    assertThat(c.mean()).isEqualTo(1);
    assertThat(c.reference()).isEqualTo(5);
    assertThat(c.low()).isCloseTo(-4 - Math.sqrt(2) * T2, within(1e-6));
    assertThat(c.high()).isCloseTo(-4 + Math.sqrt(2) * T2, within(1e-6));
  }

  @Test
  void a_sample_without_variance_adds_no_degrees_of_freedom() {
    // Means 3 and 5, variances 9 and 0: standard error √(9/3), 2 degrees of freedom, where a
    // pooled variance would have the same error and 4, hence a shorter interval.
    Comparison c = compare(new double[] {0, 3, 6}, new double[] {5, 5, 5});

    assertThat(c.low()).isCloseTo(-2 - Math.sqrt(3) * T2, within(1e-6));
    assertThat(c.high()).isCloseTo(-2 + Math.sqrt(3) * T2, within(1e-6));
  }

  @Test
  void degrees_of_freedom_are_welchs_where_the_sizes_differ() {
    // Means 1 and 1, variances 2 and 4 of two and four: 2/2 = 4/4 = 1, so the standard error is √2,
    // and (1 + 1)² / (1/1 + 1/3) = 3 degrees of freedom; a pooled variance has 4.
    Comparison c = compare(new double[] {0, 2}, new double[] {0, 0, 0, 4});

    assertThat(c.low()).isCloseTo(-Math.sqrt(2) * T3, within(1e-6));
    assertThat(c.high()).isCloseTo(Math.sqrt(2) * T3, within(1e-6));
  }

  @Test
  void exchanging_the_samples_mirrors_the_interval_and_keeps_p() {
    double[] a = {1, 2, 4, 8};
    double[] b = {3, 5, 9};
    Comparison ab = compare(a, b);
    Comparison ba = compare(b, a);

    assertThat(ba.low()).isCloseTo(-ab.high(), within(1e-12));
    assertThat(ba.high()).isCloseTo(-ab.low(), within(1e-12));
    assertThat(ba.p()).isEqualTo(ab.p());
  }

  @Test
  void within_means_the_whole_interval_and_a_share_of_the_reference_of_either_sign() {
    // 1/8 of 80 is 10, exactly.
    assertThat(interval(80, -10, 10).within(0.125)).isTrue();
    assertThat(interval(-80, -10, 10).within(0.125)).isTrue();
    assertThat(interval(80, -10.5, 0).within(0.125)).isFalse();
    assertThat(interval(80, 0, 10.5).within(0.125)).isFalse();
    assertThat(interval(-80, 0, 10.5).within(0.125)).isFalse();
  }

  @Test
  void spread_is_the_ratio_of_the_standard_deviations_and_its_p_that_of_the_deviations() {
    // Standard deviations √2 and 3√2. Distances from the median: 1, 1 and 3, 3; of the six deals of
    // these four, two are as far apart.
    Comparison c = compare(new double[] {10, 12}, new double[] {1, 7});

    assertThat(c.spread()).isCloseTo(1 / 3.0, within(1e-12));
    assertThat(c.spreadP()).isEqualTo(2 / 6.0);
  }

  private static Comparison compare(double[] ours, double[] reference) {
    return Comparison.of(ours, reference);
  }

  private static Comparison interval(double reference, double low, double high) {
    return new Comparison(reference, reference, low, high, 0.5, 1, 1);
  }
}
