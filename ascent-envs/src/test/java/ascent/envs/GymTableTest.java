package ascent.envs;

import static org.assertj.core.api.Assertions.assertThat;

import ascent.envs.tabular.CliffWalking;
import ascent.envs.tabular.FrozenLake;
import ascent.envs.tabular.TabularMdp;
import ascent.envs.tabular.Taxi;
import ascent.envs.tabular.Transition;
import ascent.io.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Our transition tables against Gymnasium's, number by number.
class GymTableTest {
  static final Map<String, TabularMdp> TABLES =
      Map.of(
          "frozen_lake_v1_4x4_slippery",
          new FrozenLake(),
          "frozen_lake_v1_8x8",
          new FrozenLake(new FrozenLake.Config("8x8", false, 100)),
          "cliff_walking_v0",
          new CliffWalking(),
          "taxi_v3",
          new Taxi());

  static List<Arguments> tables() {
    return TABLES.entrySet().stream().map(e -> Arguments.of(e.getKey(), e.getValue())).toList();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("tables")
  void the_transitions_are_gymnasium_s(String name, TabularMdp mdp) {
    List<Object> recorded = Json.list(GymFixtures.table(name), "transitions");
    int compared = 0;
    assertThat(mdp.states()).isEqualTo(recorded.size());
    for (int s = 0; s < mdp.states(); s++) {
      assertThat(mdp.actions()).isEqualTo(Json.list(recorded.get(s)).size());
      for (int a = 0; a < mdp.actions(); a++) {
        List<Transition> expected = new ArrayList<>();
        for (Object row : Json.list(recorded, s, a)) {
          expected.add(
              new Transition(
                  ((Number) Json.at(row, 0)).doubleValue(),
                  (int) Json.at(row, 1),
                  ((Number) Json.at(row, 2)).doubleValue(),
                  (boolean) Json.at(row, 3)));
        }
        assertThat(mdp.transitions(s, a)).as("state %d, action %d", s, a).isEqualTo(expected);
        compared += expected.size();
      }
    }
    GymFixtures.ran(name, mdp.states(), compared);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("tables")
  void episodes_start_as_gymnasium_s_do(String name, TabularMdp mdp) {
    double[] recorded =
        Json.list(GymFixtures.table(name), "initial_state_distribution").stream()
            .mapToDouble(p -> ((Number) p).doubleValue())
            .toArray();
    assertThat(mdp.initialDistribution()).isEqualTo(recorded);
  }

  @Test
  void time_limits_are_gymnasium_s() {
    assertThat(GymFixtures.table("frozen_lake_v1_4x4_slippery").get("max_episode_steps"))
        .isEqualTo(FrozenLake.DEFAULT.maxEpisodeSteps());
    assertThat(GymFixtures.table("taxi_v3").get("max_episode_steps"))
        .isEqualTo(Taxi.DEFAULT.maxEpisodeSteps());
    assertThat(GymFixtures.table("cliff_walking_v0")).containsEntry("max_episode_steps", null);
    assertThat(CliffWalking.DEFAULT.maxEpisodeSteps()).isZero();
  }
}
