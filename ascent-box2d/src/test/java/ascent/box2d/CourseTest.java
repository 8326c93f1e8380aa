package ascent.box2d;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ascent.rng.Rng;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class CourseTest {
  private static final Offset<Double> EXACTLY = within(1e-12);
  private static final double STEP = Course.STEP;
  private static final double START = Course.HEIGHT;

  /// Chooses the first obstacle's kind and the rest by rule: flat grass, the greatest lengths.
  private static final class Chooser implements Draws {
    private final int obstacle;
    private final double coin;

    Chooser(int obstacle, double coin) {
      this.obstacle = obstacle;
      this.coin = coin;
    }

    @Override
    public double uniform(double low, double high) {
      return low == 0 ? coin : 0;
    }

    @Override
    public int integer(int low, int high) {
      return low == 1 && high == 4 ? obstacle : high - 1;
    }
  }

  @Test
  void the_first_points_are_flat_and_then_slopes_wander() {
    // Drawn for point 21: 0.5, for 22: −1; the other numbers are 0.
    // slope 21 = 0.5/30, y 21 = 10/3 + slope; slope 22 = 0.8·0.5/30 − 0.01 − 1/30.
    double[] draws = new double[400];
    draws[0] = 7; // length of the second piece of grass, drawn after point 19
    draws[1] = 0.5;
    draws[2] = -1;
    Course course = Course.draw(new FirstPieceThenZero(draws), false);
    for (int i = 0; i <= 20; i++) {
      assertThat(course.y(i)).isEqualTo(10.0 / 3);
    }
    double slope21 = 0.5 / 30;
    double slope22 = 0.8 * slope21 - 0.01 - 1.0 / 30;
    assertThat(course.y(21)).isCloseTo(10.0 / 3 + slope21, EXACTLY);
    assertThat(course.y(22)).isCloseTo(10.0 / 3 + slope21 + slope22, EXACTLY);
    assertThat(course.blocks()).isEmpty();
  }

  /// Draws slopes from a list, lengths of grass from its first number.
  private static final class FirstPieceThenZero implements Draws {
    private final double[] draws;
    private int next = 1;

    FirstPieceThenZero(double... draws) {
      this.draws = draws;
    }

    @Override
    public double uniform(double low, double high) {
      assertThat(low).isEqualTo(-1);
      assertThat(high).isEqualTo(1);
      return next < draws.length ? draws[next++] : 0;
    }

    @Override
    public int integer(int low, int high) {
      assertThat(low).isEqualTo(5);
      assertThat(high).isEqualTo(10);
      return (int) draws[0];
    }
  }

  @Test
  void a_stump_is_a_cube_on_the_ground() {
    // After 20 points of grass, at point 20, two steps wide and high.
    Course course = Course.draw(new Chooser(1, 0), true);
    Course.Block stump = course.blocks().getFirst();
    assertThat(stump.left()).isCloseTo(20 * STEP, EXACTLY);
    assertThat(stump.right()).isCloseTo(22 * STEP, EXACTLY);
    assertThat(stump.bottom()).isCloseTo(START, EXACTLY);
    assertThat(stump.top()).isCloseTo(START + 2 * STEP, EXACTLY);
    assertThat(course.y(21)).isCloseTo(START, EXACTLY); // the ground goes on below it
  }

  @Test
  void a_pit_is_four_steps_deep_between_two_walls() {
    // 4 steps wide: a wall at point 20, the bottom from 21 to 24, the ground again at 25, a wall.
    Course course = Course.draw(new Chooser(3, 0), true);
    Course.Block near = course.blocks().get(0);
    Course.Block far = course.blocks().get(1);
    assertThat(near.left()).isCloseTo(20 * STEP, EXACTLY);
    assertThat(near.right()).isCloseTo(21 * STEP, EXACTLY);
    assertThat(far.left()).isCloseTo(24 * STEP, EXACTLY);
    assertThat(far.right()).isCloseTo(25 * STEP, EXACTLY);
    assertThat(near.top()).isCloseTo(START, EXACTLY);
    assertThat(near.bottom()).isCloseTo(START - 4 * STEP, EXACTLY);
    assertThat(course.y(20)).isCloseTo(START, EXACTLY);
    for (int i = 21; i <= 24; i++) {
      assertThat(course.y(i)).as("y %d", i).isCloseTo(START - 4 * STEP, EXACTLY);
    }
    assertThat(course.y(25)).isCloseTo(START, EXACTLY);
  }

  @Test
  void stairs_go_up_or_down_step_by_step() {
    Course up = Course.draw(new Chooser(2, 0.9), true);
    Course down = Course.draw(new Chooser(2, 0.1), true);
    for (int s = 0; s < 4; s++) {
      Course.Block higher = up.blocks().get(s);
      assertThat(higher.left()).isCloseTo((20 + 4 * s) * STEP, EXACTLY);
      assertThat(higher.right()).isCloseTo((24 + 4 * s) * STEP, EXACTLY);
      assertThat(higher.top()).isCloseTo(START + s * STEP, EXACTLY);
      assertThat(higher.bottom()).isCloseTo(START + (s - 1) * STEP, EXACTLY);
      assertThat(down.blocks().get(s).top()).isCloseTo(START - s * STEP, EXACTLY);
    }
    // The ground rises evenly inside them: 16 points for 4 steps, counted from 15 left of 16.
    assertThat(up.y(21)).isCloseTo(START + (16 - 15 - 1) / 4.0 * STEP, EXACTLY);
    assertThat(up.y(35)).isCloseTo(START + (16 - 1 - 1) / 4.0 * STEP, EXACTLY);
    assertThat(down.y(21)).isCloseTo(START - (16 - 15 + 1) / 4.0 * STEP, EXACTLY);
  }

  @Test
  void every_kind_of_obstacle_comes_up_and_the_ground_stays_in_view() {
    int blocks = 0;
    for (int k = 0; k < 50; k++) {
      Course course = Course.draw(Draws.of(Rng.stream(1, "course", k)), true);
      blocks += course.blocks().size();
      for (int i = 0; i < Course.POINTS; i++) {
        assertThat(course.y(i)).isBetween(-10.0, 20.0);
      }
    }
    assertThat(blocks).isGreaterThan(50 * 5);
  }
}
