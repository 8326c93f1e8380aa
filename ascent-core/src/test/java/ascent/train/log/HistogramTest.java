package ascent.train.log;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HistogramTest {

  /// From −1 to 2 there are 30 buckets of 0.1: −1 is in the first one, 0.25 in that from 0.2 to
  /// 0.3, the 13th, and 2 in the last one.
  @Test
  void real_numbers_are_counted_in_thirty_buckets_of_one_width() {
    Histogram h = Histogram.of(new float[] {9, -1, 9, 0.25f, 9, 2, 9, 2}, 1, 8, 2);
    assertThat(h.min()).isEqualTo(-1);
    assertThat(h.max()).isEqualTo(2);
    assertThat(h.count()).isEqualTo(4);
    assertThat(h.sum()).isEqualTo(3.25);
    assertThat(h.sumOfSquares()).isEqualTo(1 + 0.0625 + 4 + 4);
    double[] counts = new double[30];
    counts[0] = 1;
    counts[12] = 1;
    counts[29] = 2;
    assertThat(h.counts()).isEqualTo(counts);
    assertThat(h.limits()).hasSize(30).endsWith(2.0);
  }

  @Test
  void equal_numbers_make_one_bucket() {
    Histogram h = Histogram.of(new float[] {0.5f, 0.5f}, 0, 2, 1);
    assertThat(h.limits()).containsExactly(0.5);
    assertThat(h.counts()).containsExactly(2);
  }

  @Test
  void indices_have_a_bucket_each() {
    Histogram h = Histogram.ofIndices(new float[] {2, 0, 2}, 0, 3, 1, 4);
    assertThat(h.limits()).containsExactly(0.5, 1.5, 2.5, 3.5);
    assertThat(h.counts()).containsExactly(1, 0, 2, 0);
    assertThat(h.max()).isEqualTo(2);
  }
}
