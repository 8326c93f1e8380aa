package ascent.cli.plan;

import static org.assertj.core.api.Assertions.assertThat;

import ascent.algo.AlgorithmConfig;
import ascent.algo.Algorithms;
import ascent.config.Configs;
import ascent.env.registry.Envs;
import ascent.io.Json;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PresetsTest {
  private final List<Preset> presets = Presets.load().all();

  @Test
  void every_preset_is_a_plan_that_holds() {
    assertThat(presets).hasSizeGreaterThanOrEqualTo(3);
    for (Preset preset : presets) {
      boolean general = preset.env().equals(Preset.ANY_ENV);
      String env = general ? Envs.all().getFirst().id() : preset.env();
      Plan plan =
          Planner.plan(
              new Request(preset.algorithm(), env, preset.name(), Map.of(), Map.of(), null));

      assertThat(plan.run().steps()).isEqualTo(preset.steps());
      assertThat(plan.run().episodes()).isEqualTo(preset.episodes());
      assertThat(plan.run().envs()).isEqualTo(preset.envs());
      assertThat(Configs.toMap((Record) plan.config())).containsAllEntriesOf(preset.set());
      assertThat(preset.source()).isNotBlank();
      assertThat(plan.env().id()).isEqualTo(Envs.find(env, preset.parameters()).id());
    }
  }

  @Test
  void a_presets_parameters_are_the_environments_unless_given() {
    assertThat(fast("LunarLander-v3?wind=true").env().id())
        .isEqualTo("LunarLander-v3?wind=true&maxEpisodeSteps=500");
    assertThat(fast("LunarLander-v3?maxEpisodeSteps=1000").env().id()).isEqualTo("LunarLander-v3");
  }

  private static Plan fast(String env) {
    return Planner.plan(new Request("ppo", env, "fast", Map.of(), Map.of(), null));
  }

  @Test
  void a_rollout_of_a_preset_is_whole_minibatches() {
    for (Preset preset : presets) {
      AlgorithmConfig config = Planner.algorithm(preset.algorithm());
      Map<String, String> values = Configs.toMap(Configs.with((Record) config, preset.set()));
      if (!values.containsKey("batchSize")) {
        continue; // it has no minibatches
      }
      int rows = Integer.parseInt(values.get("rolloutSteps")) * preset.envs();

      String batchSize = values.getOrDefault("batchSize", "" + rows); // or all at once

      assertThat(rows % Integer.parseInt(batchSize)).as(preset.toString()).isZero();
    }
  }

  @Test
  void every_algorithm_has_a_default_preset_for_any_environment() {
    for (AlgorithmConfig config : Algorithms.all()) {
      assertThat(presets)
          .anyMatch(p ->
              p.algorithm().equals(config.algorithm())
                  && p.env().equals(Preset.ANY_ENV)
                  && p.name().equals("default")
                  && p.set().isEmpty());
    }
  }

  @Test
  void the_tuned_tasks_of_this_version_have_a_tuned_preset() {
    assertThat(presets)
        .filteredOn(p -> p.name().equals("tuned"))
        .extracting(Preset::env)
        .contains("CartPole-v1", "Pendulum-v1");
  }

  @Test
  void the_file_has_just_the_keys_that_are_read() throws IOException {
    try (InputStream in = PresetsTest.class.getResourceAsStream("/ascent/presets.json")) {
      Object file = Json.parse(in.readAllBytes());
      for (Object algorithm : Json.object(file).values()) {
        for (Object env : Json.object(algorithm).values()) {
          for (Object preset : Json.object(env).values()) {
            assertThat(Json.object(preset).keySet())
                .contains("steps", "envs", "set", "source")
                .isSubsetOf("steps", "episodes", "envs", "parameters", "set", "source");
          }
        }
      }
    }
  }
}
