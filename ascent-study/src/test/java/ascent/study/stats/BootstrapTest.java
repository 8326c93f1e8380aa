package ascent.study.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ascent.rng.Rng;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BootstrapTest {
  @Test
  void the_interval_of_two_runs_is_that_of_their_four_resamples() {
    Scores scores = Scores.of(0, 1);

    // The mean is 0, ½, ½ or 1, a quarter of the time each: the middle 95 % reach from 0 to 1, the
    // middle 40 % are ½.
    assertThat(Bootstrap.DEFAULT.estimate(scores, Aggregates::mean))
        .isEqualTo(new Estimate(0.5, 0, 1));
    assertThat(new Bootstrap(10_000, 0.4, 0).estimate(scores, Aggregates::mean))
        .isEqualTo(new Estimate(0.5, 0.5, 0.5));
  }

  /// All 5⁵ resamples of five runs, equally likely, against the 10,000 that are drawn. The share of
  /// draws below an end has a standard error of √(.025 · .975/10,000) = .0016.
  @Test
  void the_interval_is_that_of_all_resamples_but_for_the_error_of_drawing() {
    double[] runs = {3, 1, 4, 1.5, 9};
    double[] all = new double[3125];
    for (int code = 0; code < all.length; code++) {
      int rest = code;
      double[] drawn = new double[5];
      for (int i = 0; i < 5; i++, rest /= 5) {
        drawn[i] = runs[rest % 5];
      }
      all[code] = Aggregates.interquartileMean(new double[][] {drawn});
    }
    Arrays.sort(all);

    Estimate estimate = Bootstrap.DEFAULT.estimate(Scores.of(runs), Aggregates::interquartileMean);

    assertThat(estimate.low()).isBetween(all[(int) (0.02 * 3125)], all[(int) (0.03 * 3125)]);
    assertThat(estimate.high()).isBetween(all[(int) (0.97 * 3125)], all[(int) (0.98 * 3125)]);
  }

  @Test
  void runs_are_drawn_within_their_task() {
    // Within each task all runs are alike: whatever is drawn, the mean is (0 + 10)/2.
    Scores scores = Scores.ofTasks(new double[] {0, 0, 0}, new double[] {10, 10});

    assertThat(Bootstrap.DEFAULT.estimate(scores, Aggregates::mean))
        .isEqualTo(new Estimate(5, 5, 5));
  }

  @Test
  void two_sets_of_scores_are_drawn_independently() {
    Scores same = Scores.of(0, 1);

    // X beats Y with a chance of 1 when X drew 1 1 and Y drew 0 0: 1/16, more than 2.5 %.
    assertThat(Bootstrap.DEFAULT.estimate(same, same, Aggregates::probabilityOfImprovement))
        .isEqualTo(new Estimate(0.5, 0, 1));
  }

  @Test
  void a_single_run_has_no_interval() {
    Estimate estimate = Bootstrap.DEFAULT.estimate(Scores.of(7), Aggregates::mean);

    assertThat(estimate.value()).isEqualTo(7);
    assertThat(estimate.hasInterval()).isFalse();
    assertThat(
            Bootstrap.DEFAULT
                .estimate(Scores.of(1, 2), Scores.of(3), Aggregates::probabilityOfImprovement)
                .hasInterval())
        .isFalse();
  }

  /// The numbers of one machine, which are those of all: nothing but Philox, additions and
  /// divisions makes them.
  @Test
  void the_same_scores_give_the_same_bits_everywhere() {
    Scores scores = Scores.of(500, 487.25, 212.5, 500, 331.75, 498, 44.125);

    Estimate estimate = Bootstrap.DEFAULT.estimate(scores, Aggregates::interquartileMean);

    assertThat(estimate).isEqualTo(new Estimate(GOLDEN_IQM, GOLDEN_LOW, GOLDEN_HIGH));
  }

  /// The coverage of the mean's interval on one task of normal scores, which the class's page
  /// states: simulated 2,000 times, standard error .006 to .009.
  @Test
  void intervals_of_few_runs_are_shorter_than_their_level() {
    assertThat(coverage(5)).isCloseTo(0.83, within(0.03));
    assertThat(coverage(10)).isCloseTo(0.90, within(0.03));
    assertThat(coverage(20)).isCloseTo(0.93, within(0.03));
  }

  @Test
  void student_intervals_of_few_normal_runs_keep_their_level() {
    Rng rng = Rng.stream(2, "coverage");
    long hits =
        IntStream.range(0, 4_000)
            .filter(i -> holdsZero(StudentInterval.ofMean(0.95, normal(rng, 5))))
            .count();

    // Standard error √(.05 · .95/4,000) = .0034.
    assertThat(hits / 4_000.0).isCloseTo(0.95, within(0.012));
  }

  @Test
  void settings_without_meaning_are_refused() {
    assertThatThrownBy(() -> new Bootstrap(10, 0.95, 0))
        .hasMessage("resamples is 10; it must be at least 100.");
    assertThatThrownBy(() -> new Bootstrap(1000, 95, 0))
        .hasMessage("level is 95; it must be in (0, 1).");
  }

  private static double coverage(int runs) {
    Rng rng = Rng.stream(1, "coverage", runs);
    Bootstrap small = new Bootstrap(500, 0.95, 0);
    long hits =
        IntStream.range(0, 2_000)
            .filter(i -> holdsZero(small.estimate(Scores.of(normal(rng, runs)), Aggregates::mean)))
            .count();
    return hits / 2_000.0;
  }

  private static boolean holdsZero(Estimate estimate) {
    return estimate.low() <= 0 && estimate.high() >= 0;
  }

  private static double[] normal(Rng rng, int n) {
    return IntStream.range(0, n).mapToDouble(i -> rng.nextGaussian()).toArray();
  }

  private static final double GOLDEN_IQM = 405.9;
  private static final double GOLDEN_LOW = 223.95;
  private static final double GOLDEN_HIGH = 498.8;
}
