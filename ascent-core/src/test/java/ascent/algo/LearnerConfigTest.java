package ascent.algo;

import static org.assertj.core.api.Assertions.assertThat;

import ascent.config.Configs;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What holds for the settings of every algorithm.
class LearnerConfigTest {
  static Stream<LearnerConfig> all() {
    return Stream.concat(Algorithms.all().stream(), Stream.of(BehaviorCloningConfig.DEFAULT));
  }

  /// Every wither is generated but this overload.
  @ParameterizedTest
  @MethodSource("all")
  void a_schedule_can_be_given_as_a_number(LearnerConfig config) throws Exception {
    for (RecordComponent component : config.getClass().getRecordComponents()) {
      if (component.getType() == Schedule.class) {
        String name = component.getName();
        String wither = "with" + Character.toUpperCase(name.charAt(0)) + name.substring(1);
        Object changed = config.getClass().getMethod(wither, float.class).invoke(config, 0.25f);

        assertThat(changed).isEqualTo(Configs.with((Record) config, Map.of(name, "0.25")));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void settings_that_algorithms_share_come_last_and_in_one_order(LearnerConfig config) {
    assertThat(config.getClass().getRecordComponents())
        .extracting(RecordComponent::getName)
        .filteredOn(name -> name.matches("optimizer|network|distribution|normalization"))
        .isIn(
            List.of("optimizer", "network", "distribution", "normalization"),
            List.of("optimizer", "network", "distribution"),
            List.of());
  }
}
