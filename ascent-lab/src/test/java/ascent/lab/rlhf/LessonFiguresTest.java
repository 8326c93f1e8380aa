package ascent.lab.rlhf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ascent.study.stats.Estimate;
import java.util.List;
import org.junit.jupiter.api.Test;

class LessonFiguresTest {
  /// Of the three differences 1, 2 and 3 the mean is 2, and half the interval is 4.303·1/√3 = 2.48.
  @Test
  void larger_means_that_the_interval_of_the_differences_is_above_zero() {
    double[] small = {0, 0, 0};
    assertThat(Figures.above("a", new double[] {1, 2, 3}, small).holds()).isFalse();
    assertThat(Figures.above("a", new double[] {1.9, 2, 2.1}, small).holds()).isTrue();
    assertThat(Figures.above("a", small, new double[] {1.9, 2, 2.1}).holds()).isFalse();
  }

  @Test
  void always_means_that_it_is_larger_with_every_seed() {
    double[] small = {0.9, 5, 1};
    assertThat(Figures.range(1, 0.9, 1.1)).isEqualTo(new Estimate(1, 0.9, 1.1));
    assertThat(Figures.range(4, 1, 2, 8)).isEqualTo(new Estimate(3, 1, 8));
    assertThat(Figures.always("a", new double[] {1, 9, 1.2}, small).holds()).isTrue();
    assertThat(Figures.always("a", new double[] {9, 4.9, 9}, small).holds()).isFalse();
  }

  @Test
  void values_between_points_lie_on_straight_lines() {
    List<double[]> points = List.of(new double[] {2, 3}, new double[] {0, 1}, new double[] {4, 0});
    assertThat(Figures.between(points, 1)).isCloseTo(2, within(1e-12));
    assertThat(Figures.between(points, 3)).isCloseTo(1.5, within(1e-12));
    assertThat(Figures.between(points, 5)).isNaN();
  }

  @Test
  void the_mean_around_a_place_is_of_what_is_before_it() {
    assertThat(Figures.around(List.of(5.0, 1.0, 2.0, 3.0), 4, 3)).isEqualTo(2);
  }

  @Test
  void the_bias_of_one_token_is_as_the_lesson_states() {
    assertThat(OneTokenBias.measure().check().holds()).isTrue();
  }
}
