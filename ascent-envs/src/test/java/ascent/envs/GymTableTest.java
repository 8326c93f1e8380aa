package ascent.envs;

import static org.assertj.core.api.Assertions.assertThat;

import ascent.envs.tabular.CliffWalking;
import ascent.envs.tabular.FrozenLake;
import ascent.envs.tabular.TabularMdp;
import ascent.envs.tabular.Taxi;
import ascent.envs.tabular.Transition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

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
    JsonNode recorded = GymFixtures.table(name).path("transitions");
    int compared = 0;
    assertThat(mdp.states()).isEqualTo(recorded.size());
    for (int s = 0; s < mdp.states(); s++) {
      assertThat(mdp.actions()).isEqualTo(recorded.path(s).size());
      for (int a = 0; a < mdp.actions(); a++) {
        List<Transition> expected = new ArrayList<>();
        for (JsonNode row : recorded.path(s).path(a)) {
          expected.add(
              new Transition(
                  row.path(0).doubleValue(),
                  row.path(1).intValue(),
                  row.path(2).doubleValue(),
                  row.path(3).booleanValue()));
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
        StreamSupport.stream(
                GymFixtures.table(name).path("initial_state_distribution").spliterator(), false)
            .mapToDouble(JsonNode::doubleValue)
            .toArray();
    assertThat(mdp.initialDistribution()).isEqualTo(recorded);
  }

  @Test
  void time_limits_are_gymnasium_s() {
    assertThat(
            GymFixtures.table("frozen_lake_v1_4x4_slippery").path("max_episode_steps").intValue())
        .isEqualTo(FrozenLake.DEFAULT.maxEpisodeSteps());
    assertThat(GymFixtures.table("taxi_v3").path("max_episode_steps").intValue())
        .isEqualTo(Taxi.DEFAULT.maxEpisodeSteps());
    assertThat(GymFixtures.table("cliff_walking_v0").path("max_episode_steps").isNull()).isTrue();
    assertThat(CliffWalking.DEFAULT.maxEpisodeSteps()).isZero();
  }
}
