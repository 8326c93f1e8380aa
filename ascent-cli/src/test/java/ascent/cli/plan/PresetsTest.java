package ascent.cli.plan;

import static org.assertj.core.api.Assertions.assertThat;

import ascent.algo.AlgorithmConfig;
import ascent.algo.Algorithms;
import ascent.cli.HelpTest;
import ascent.collect.Evaluation;
import ascent.config.Configs;
import ascent.config.Numbers;
import ascent.env.registry.Envs;
import ascent.io.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
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
                .isSubsetOf(
                    "steps", "episodes", "envs", "parameters", "set", "source", "reliability");
          }
        }
      }
    }
  }

  /// The pages are made by `bench/run learning`.
  @Test
  void reliability_is_what_the_page_says() throws IOException {
    int checked = 0;
    for (Preset preset : Presets.load().all()) {
      Reliability reliability = preset.reliability();
      if (reliability == null) {
        continue;
      }
      String name = preset.algorithm() + "-" + preset.env().replace('/', '-') + "-" + preset.name();
      String page =
          Files.readString(HelpTest.root().resolve("bench/results").resolve(name + ".md"));
      assertThat(page)
          .as(name)
          .contains(
              "%d of %d seeds end below %s."
                  .formatted(
                      reliability.below(),
                      reliability.seeds(),
                      Numbers.text(reliability.threshold())))
          .contains(String.format(Locale.ROOT, "| **least** | %,.1f |", reliability.least()));
      preset.set().forEach((key, value) -> assertThat(page).as(name).contains(key + "=" + value));
      checked++;
    }
    assertThat(checked).isGreaterThan(5);
  }

  /// Twenty seeds of at least −190: a mean of −195 over a hundred episodes with a standard
  /// deviation of 100 is uncertain by ± 10; with one of 10, by ± 1.
  @Test
  void a_return_falls_short_of_a_page_if_it_does_so_by_two_standard_errors() {
    Reliability reliability = new Reliability(20, -190, -200, 0);

    assertThat(reliability.isMissedBy(evaluation(-195, 100))).isFalse();
    assertThat(reliability.isMissedBy(evaluation(-195, 10))).isTrue();
    assertThat(reliability.isMissedBy(evaluation(-180, 10))).isFalse();
    assertThat(reliability).hasToString("20 seeds: worst -190, 0 below -200");
  }

  /// The spread of one or two episodes is 0 or little by chance.
  @Test
  void an_evaluation_of_a_few_episodes_does_not_fall_short() {
    Reliability reliability = new Reliability(20, -190, -200, 0);

    assertThat(reliability.isMissedBy(new Evaluation(-900, 0, -900, -900, 200, 1, 0, true)))
        .isFalse();
  }

  @Test
  void a_page_tells_what_to_expect_of_the_preset_as_it_is_and_of_nothing_else() {
    assertThat(isUnchanged("Pendulum-v1", Map.of("seed", "7", "evalEpisodes", "50"), Map.of()))
        .isTrue();
    assertThat(isUnchanged("Pendulum-v1?gravity=5", Map.of(), Map.of())).isFalse();
    assertThat(isUnchanged("Pendulum-v1", Map.of("steps", "5000"), Map.of())).isFalse();
    assertThat(isUnchanged("Pendulum-v1", Map.of("maxEpisodeSteps", "5"), Map.of())).isFalse();
    assertThat(isUnchanged("Pendulum-v1", Map.of(), Map.of("gamma", "0.5"))).isFalse();
  }

  private static boolean isUnchanged(
      String env, Map<String, String> options, Map<String, String> set) {
    return Planner.plan(new Request("ppo", env, "", options, set, null)).isPresetUnchanged();
  }

  private static Evaluation evaluation(double mean, double std) {
    return new Evaluation(mean, std, mean, mean, 200, 100, 0, true);
  }
}
