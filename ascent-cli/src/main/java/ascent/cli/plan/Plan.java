package ascent.cli.plan;

import ascent.agent.RunSettings;
import ascent.algo.AlgorithmConfig;
import ascent.config.Configs;
import ascent.env.registry.EnvSpec;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;

/// The resolved settings of a training run, and the origin of each.
///
/// @param env the environment
/// @param preset the preset it is based on
/// @param config the algorithm's settings
/// @param run the run's settings
/// @param origins the origins of values that are not defaults, by setting
public record Plan(
    EnvSpec env,
    Preset preset,
    AlgorithmConfig config,
    RunSettings run,
    Map<String, String> origins) {

  /// A value and its origin.
  ///
  /// @param value as text
  /// @param from such as `--set`, `preset tuned` or `default`
  public record Setting(String value, String from) {}

  private static final Set<String> CHANGES =
      Set.of(
          "--set",
          "--steps",
          "--episodes",
          "--envs",
          "--wrap",
          "--curriculum",
          "--from",
          "--stop-at",
          "--patience",
          "--max-episode-steps");

  /// Whether the run is the preset's, on the environment that its page scores: without parameters.
  /// Then the page tells what to expect.
  public boolean isPresetUnchanged() {
    return env.id().equals(preset.env()) && origins.values().stream().noneMatch(CHANGES::contains);
  }

  /// All settings of the run, by name.
  public SequencedMap<String, Setting> runSettings() {
    return settings(run);
  }

  /// All settings of the algorithm, by name.
  public SequencedMap<String, Setting> algorithmSettings() {
    return settings((Record) config);
  }

  private SequencedMap<String, Setting> settings(Record values) {
    SequencedMap<String, Setting> settings = new LinkedHashMap<>();
    Configs.toMap(values)
        .forEach((name, value) ->
            settings.put(name, new Setting(value, origins.getOrDefault(name, "default"))));
    return settings;
  }
}
