package ascent.lab.course;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ClippedObjectiveTest {
  private static final double TOLERANCE = 1e-6; // of float arithmetic

  /// min(r A, clip(r, 0.8, 1.2) A): for A > 0 flat above 1.2 alone, for A < 0 below 0.8 alone.
  @Test
  void the_slopes_are_those_of_the_formula() {
    double[] ratios = {0.5, 0.79, 0.81, 1, 1.19, 1.21, 2};
    assertThat(ClippedObjective.slopes(3, ratios))
        .containsExactly(new double[] {3, 3, 3, 3, 3, 0, 0}, within(TOLERANCE));
    assertThat(ClippedObjective.slopes(-3, ratios))
        .containsExactly(new double[] {0, 0, -3, -3, -3, -3, -3}, within(TOLERANCE));
  }
}
