package ascent.lab.course;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ascent.envs.tabular.TabularSolver;
import org.junit.jupiter.api.Test;

class TollRoadTest {
  /// Straight ahead: 3 tolls of 0.1, and the prize. With two steps it is out of reach, and the best
  /// is not to walk.
  @Test
  void the_best_is_to_walk_to_the_prize_if_there_is_time() {
    TabularSolver road = TabularSolver.of(new TollRoad(3, 0.1));
    assertThat(road.expected(road.optimalValues(3))).isCloseTo(0.7, within(1e-12));
    assertThat(road.expected(road.optimalValues(2))).isEqualTo(0);
  }
}
