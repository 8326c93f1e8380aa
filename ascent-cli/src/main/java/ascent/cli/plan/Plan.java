package ascent.cli.plan;

import ascent.agent.RunSettings;
import ascent.algo.AlgorithmConfig;
import ascent.config.Configs;
import ascent.env.registry.EnvSpec;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/// A training run as it will be: every setting, and where each comes from.
///
/// @param env the environment
/// @param preset what it started from
/// @param config the algorithm's settings
/// @param run the run's settings
/// @param origins where values that are not defaults come from, by setting
public record Plan(
    EnvSpec env,
    Preset preset,
    AlgorithmConfig config,
    RunSettings run,
    Map<String, String> origins) {

  /// A value and where it comes from.
  ///
  /// @param value as text
  /// @param from such as `--set`, `preset tuned` or `default`
  public record Setting(String value, String from) {}

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
