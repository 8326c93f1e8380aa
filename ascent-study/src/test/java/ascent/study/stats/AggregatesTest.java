package ascent.study.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ascent.rng.Rng;
import org.apache.commons.statistics.inference.MannWhitneyUTest;
import org.junit.jupiter.api.Test;

class AggregatesTest {
  /// The published example of rliable (`tests/rliable/metrics_test.py`), \[task\]\[run\] here: four
  /// runs of X and three of Y on two tasks.
  private static final double[][] X = {{1, 2, 1, 2}, {2, 2, 1, 1}};

  private static final double[][] Y = {{1, 2, 3}, {1, 2, 3}};

  @Test
  void aggregates_equal_those_of_rliable_on_its_published_example() {
    assertThat(Aggregates.mean(X)).isEqualTo(1.5);
    assertThat(Aggregates.median(X)).isEqualTo(1.5);
    assertThat(Aggregates.interquartileMean(X)).isEqualTo(1.5);
    assertThat(Aggregates.mean(Y)).isEqualTo(2);
    assertThat(Aggregates.median(Y)).isEqualTo(2);
    assertThat(Aggregates.interquartileMean(Y)).isEqualTo(2);
    assertThat(Aggregates.probabilityOfImprovement(X, Y)).isCloseTo(1 / 3.0, within(1e-15));
  }

  @Test
  void the_interquartile_mean_drops_a_quarter_rounded_down_at_either_end() {
    // ⌊7/4⌋ = 1: (2 + 3 + 4 + 5 + 6)/5, whatever the ends are.
    assertThat(iqm(7, 2, 6, 3, 5, 4, 1)).isEqualTo(4);
    assertThat(iqm(1e9, 2, 6, 3, 5, 4, -1e9)).isEqualTo(4);
    // ⌊3/4⌋ = 0: the mean.
    assertThat(iqm(0, 0, 3)).isEqualTo(1);
  }

  @Test
  void the_interquartile_mean_pools_the_tasks_and_the_median_does_not() {
    double[][] tasks = {{0, 0, 0, 0}, {8, 8, 8, 8}};

    // The middle four of 0 0 0 0 8 8 8 8; the median of the means 0 and 8.
    assertThat(Aggregates.interquartileMean(tasks)).isEqualTo(4);
    assertThat(Aggregates.median(new double[][] {{1, 3}, {7, 9}, {0, 200}})).isEqualTo(8);
  }

  @Test
  void the_optimality_gap_counts_no_score_above_the_target() {
    // 1 − (0.5 + 1 + 0.75)/3
    double[][] tasks = {{0.5, 3, 0.75}};

    assertThat(Aggregates.optimalityGap(1).of(tasks)).isEqualTo(0.25);
    assertThat(Aggregates.optimalityGap(0.5).of(tasks)).isZero();
  }

  @Test
  void the_worst_quarter_is_rounded_up() {
    assertThat(Aggregates.worstQuarterMean(new double[][] {{5, 4, 3, 2, 1}})).isEqualTo(1.5);
    assertThat(Aggregates.worstQuarterMean(new double[][] {{4, 3, 2, 1}})).isEqualTo(1);
    assertThat(Aggregates.worstQuarterMean(new double[][] {{7}})).isEqualTo(7);
  }

  @Test
  void the_share_above_a_threshold_is_strict_and_weighs_tasks_equally() {
    double[][] tasks = {{1, 2, 2, 3}, {2, 5}};

    // 1/4 and 1/2
    assertThat(Aggregates.shareAbove(2).of(tasks)).isEqualTo(0.375);
  }

  @Test
  void improvement_is_the_mann_whitney_statistic_over_the_pairs() {
    Rng rng = Rng.stream(1, "improvement");
    for (int round = 0; round < 50; round++) {
      double[] x = draws(rng, 1 + rng.nextInt(9));
      double[] y = draws(rng, 1 + rng.nextInt(9));
      double u = MannWhitneyUTest.withDefaults().statistic(x, y);

      assertThat(Aggregates.probabilityOfImprovement(new double[][] {x}, new double[][] {y}))
          .isCloseTo(u / (x.length * y.length), within(1e-12));
    }
  }

  @Test
  void improvement_and_its_converse_add_up_to_one() {
    double there = Aggregates.probabilityOfImprovement(X, Y);
    double back = Aggregates.probabilityOfImprovement(Y, X);

    assertThat(there + back).isCloseTo(1, within(1e-15));
    assertThat(Aggregates.probabilityOfImprovement(X, X)).isEqualTo(0.5);
  }

  @Test
  void improvement_needs_the_same_tasks() {
    assertThatThrownBy(() -> Aggregates.probabilityOfImprovement(X, new double[][] {{1}}))
        .hasMessage("tasks of Y is 1; it must be those of X, 2.");
  }

  /// A few values, so that there are ties.
  private static double[] draws(Rng rng, int n) {
    double[] values = new double[n];
    for (int i = 0; i < n; i++) {
      values[i] = rng.nextInt(5);
    }
    return values;
  }

  private static double iqm(double... runs) {
    return Aggregates.interquartileMean(new double[][] {runs});
  }
}
