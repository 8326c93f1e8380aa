package ascent.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ascent.rng.Rng;
import org.junit.jupiter.api.Test;

class RunningMomentsTest {
  private static RunningMoments of(float... numbers) {
    RunningMoments moments = new RunningMoments(1);
    for (float x : numbers) {
      moments.add(new float[] {x}, 0);
    }
    return moments;
  }

  /// Mean 2, squares (1 − 2)² + (3 − 2)² = 2, variance 2/2.
  @Test
  void the_variance_has_n_in_the_denominator() {
    RunningMoments moments = of(1, 3);
    assertThat(moments.count()).isEqualTo(2);
    assertThat(moments.mean(0)).isEqualTo(2);
    assertThat(moments.squares()).containsExactly(2);
    assertThat(moments.variance(0)).isEqualTo(1);
  }

  /// {1, 3} and {5, 7}: means 2 and 6, squares 2 each. Together mean 4 and squares 9 + 1 + 1 + 9 =
  /// 20 = 2 + 2 + (6 − 2)²·2·2/4.
  @Test
  void merged_moments_are_those_of_the_union() {
    RunningMoments moments = of(1, 3);
    moments.merge(of(5, 7));
    assertThat(moments.count()).isEqualTo(4);
    assertThat(moments.mean()).containsExactly(4);
    assertThat(moments.squares()).containsExactly(20);
    assertThat(moments.variance(0)).isEqualTo(5);
  }

  @Test
  void nothing_merged_changes_nothing_and_merging_into_nothing_copies() {
    RunningMoments moments = of(1, 3);
    moments.merge(of());
    assertThat(moments.squares()).containsExactly(2);
    RunningMoments empty = of();
    empty.merge(moments);
    assertThat(empty.count()).isEqualTo(2);
    assertThat(empty.mean()).containsExactly(2);
    assertThat(empty.squares()).containsExactly(2);
    empty.merge(of()); // 0/0 does not come up
    new RunningMoments(1).merge(of());
    assertThat(empty.mean(0)).isEqualTo(2);
  }

  @Test
  void cleared_moments_are_as_new() {
    RunningMoments moments = of(1, 3);
    moments.clear();
    moments.add(7);
    assertThat(moments.count()).isEqualTo(1);
    assertThat(moments.mean(0)).isEqualTo(7);
    assertThat(moments.variance(0)).isZero();
    assertThat(of().variance(0)).isNaN();
  }

  /// A standard start of weight c is c observations of mean square 1 around 0. With {2, 4} and c =
  /// 2: mean 6/4 = 1.5, squares 2·(1 + 1.5²) + 0.5² + 2.5² = 6.5 + 6.5.
  @Test
  void a_standard_start_weighs_as_much_as_its_count() {
    RunningMoments moments = RunningMoments.standard(1, 2);
    assertThat(moments.mean(0)).isZero();
    assertThat(moments.variance(0)).isEqualTo(1);
    moments.merge(of(2, 4));
    assertThat(moments.mean(0)).isEqualTo(1.5);
    assertThat(moments.squares()[0]).isEqualTo(13);
  }

  @Test
  void saved_moments_come_back_and_share_nothing() {
    RunningMoments moments = of(1, 3);
    RunningMoments again = RunningMoments.of(moments.count(), moments.mean(), moments.squares());
    moments.add(100);
    moments.mean()[0] = -1;
    assertThat(again.mean(0)).isEqualTo(2);
    assertThat(again.squares()).containsExactly(2);
  }

  /// A thousand vectors far from 0, in chunks of uneven length, against two passes over all.
  @Test
  void chunks_agree_with_two_passes_over_everything() {
    Rng rng = Rng.stream(1, "test");
    int size = 3;
    float[] all = new float[1000 * size];
    for (int i = 0; i < all.length; i++) {
      all[i] = 1e4f * (i % size) + rng.normal() * (1 + i % size);
    }
    RunningMoments moments = new RunningMoments(size);
    RunningMoments chunk = new RunningMoments(size);
    for (int row = 0; row < 1000; row++) {
      chunk.add(all, row * size);
      if (rng.nextInt(10) == 0 || row == 999) {
        moments.merge(chunk);
        chunk.clear();
      }
    }
    for (int j = 0; j < size; j++) {
      double mean = 0;
      for (int row = 0; row < 1000; row++) {
        mean += all[row * size + j] / 1000.0;
      }
      double squares = 0;
      for (int row = 0; row < 1000; row++) {
        squares += (all[row * size + j] - mean) * (all[row * size + j] - mean);
      }
      assertThat(moments.mean(j)).isCloseTo(mean, within(1e-9));
      assertThat(moments.squares()[j]).isCloseTo(squares, within(1e-9 * squares));
      assertThat(moments.variance(j)).isCloseTo(squares / 1000, within(1e-9 * squares));
    }
    assertThat(moments.count()).isEqualTo(1000);
    assertThat(moments.size()).isEqualTo(size);
  }
}
