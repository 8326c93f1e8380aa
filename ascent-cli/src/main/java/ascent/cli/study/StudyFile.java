package ascent.cli.study;

import ascent.cli.args.UsageException;
import ascent.cli.yaml.YamlMap;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads a study from a YAML file:
///
/// ```yaml
/// algorithm: ppo
/// env: CartPole-v1
/// steps: 50_000
/// seeds: 5
/// set:
///   gamma: 0.98
/// grid:
///   clipRange: [0.1, 0.2, 0.3]
/// ```
final class StudyFile {
  private static final String EXAMPLE = "gamma: 0.98";

  private static final List<String> KEYS =
      List.of(
          "algorithm",
          "env",
          "preset",
          "seed",
          "seeds",
          "set",
          "grid",
          "steps",
          "episodes",
          "envs",
          "evalEvery",
          "evalEpisodes",
          "rewardThreshold",
          "maxEpisodeSteps",
          "logEvery",
          "checkpointEvery",
          "checkpointSeconds",
          "wrappers");

  private StudyFile() {}

  /// Reads a file.
  ///
  /// @throws UsageException if it is not a study; the message has the line and column
  static StudyRequest read(Path file) throws IOException {
    YamlMap study = YamlMap.read(file, "a study", "algorithm: ppo");
    study.requireKeys(KEYS);
    Map<String, String> options = new LinkedHashMap<>();
    for (String key : KEYS.subList(KEYS.indexOf("steps"), KEYS.size())) {
      if (study.has(key)) {
        options.put(key, study.text(key));
      }
    }
    YamlMap set = study.map("set", EXAMPLE);
    Map<String, String> settings = new LinkedHashMap<>();
    set.keys().forEach(key -> settings.put(key, set.text(key)));
    return new StudyRequest(
        study.plain("algorithm"),
        study.plain("env"),
        study.has("preset") ? study.plain("preset") : "",
        options,
        settings,
        grid(study.map("grid", EXAMPLE)),
        study.integer("seed", 1),
        Math.toIntExact(Math.clamp(study.integer("seeds", 1), -1, Integer.MAX_VALUE)));
  }

  private static Map<String, List<String>> grid(YamlMap factors) {
    Map<String, List<String>> grid = new LinkedHashMap<>();
    for (String key : factors.keys()) {
      List<String> values = factors.list(key, false);
      GridOption.requireValues(factors.place(key), key, values);
      grid.put(key, values);
    }
    return grid;
  }
}
