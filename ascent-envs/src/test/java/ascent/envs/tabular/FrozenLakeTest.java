package ascent.envs.tabular;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrozenLakeTest {

  private static FrozenLake lake(String map) {
    return new FrozenLake(new FrozenLake.Config(map, false, 100));
  }

  @Test
  void a_map_of_one_s_own_may_be_of_any_shape() {
    FrozenLake lake = lake("SFH/HFG");
    assertThat(lake.states()).isEqualTo(6);
    assertThat(lake.columns()).isEqualTo(3);
    assertThat(lake.map()).containsExactly("SFH", "HFG");
    assertThat(lake.transitions(0, FrozenLake.RIGHT))
        .containsExactly(Transition.certain(1, 0, false));
    assertThat(lake.transitions(0, FrozenLake.LEFT))
        .containsExactly(Transition.certain(0, 0, false)); // the edge
    assertThat(lake.transitions(1, FrozenLake.RIGHT))
        .containsExactly(Transition.certain(2, 0, true)); // a hole
    assertThat(lake.transitions(4, FrozenLake.RIGHT))
        .containsExactly(Transition.certain(5, 1, true)); // the goal
  }

  @Test
  void several_starts_are_equally_probable() {
    assertThat(lake("SFS/SGS").initialDistribution()).containsExactly(0.25, 0, 0.25, 0.25, 0, 0.25);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "5x5", "SF/G", "SXG", "sfg", "SFG/", "/SFG"})
  void a_map_that_is_none_is_refused(String map) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> lake(map))
        .withMessage(
            "map is %s; it must be 4x4, 8x8, or rows of equal length made of S, F, H and G, as"
                    .formatted(map.isEmpty() ? "\"\"" : map)
                + " SFF/FHF/FFG.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"S", "SFF", "SHG", "SFH/FHF/HFG", "SFG/HHH/SFF"})
  void a_map_without_a_way_to_the_goal_is_refused(String map) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> lake(map))
        .withMessage("map is %s; it must be a map with a way from each S to a G.".formatted(map));
  }

  @Test
  void a_map_without_a_start_is_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> lake("FFG"))
        .withMessage("map is FFG; it must be a map with a start S.");
  }
}
