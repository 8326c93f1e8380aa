package ascent.cli.plan;

import ascent.cli.args.UsageException;
import ascent.cli.yaml.YamlMap;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A preset in a file of its own, laid out as the presets that come with Ascent: algorithm →
/// environment → name → `{"steps", "envs", "set", "source"}`, perhaps with `"episodes"`,
/// `"parameters"` and a `"provenance"`, which is for people.
final class PresetFile {
  private static final List<String> KEYS =
      List.of("steps", "episodes", "envs", "parameters", "set", "source", "provenance");
  private static final String EXAMPLE = "\"gamma\": \"0.98\"";

  private PresetFile() {}

  /// Whether the name of a preset is that of a file.
  static boolean isNamed(String preset) {
    return preset.endsWith(".json");
  }

  /// The only preset of a file for an algorithm on an environment.
  ///
  /// @throws UsageException if the file is missing, has none or several, or is not a preset
  static Preset read(Path file, String algorithm, String env) {
    if (!Files.exists(file)) {
      throw new UsageException("preset is %s; there is no such file.".formatted(file));
    }
    YamlMap root;
    try {
      root = YamlMap.read(file, "a preset", "\"ppo\": {...}");
    } catch (IOException e) {
      throw new UncheckedIOException("The preset cannot be read: " + e, e);
    }
    YamlMap envs = only(root, algorithm, file, "algorithm");
    YamlMap names = only(envs, env, file, "environment");
    if (names.keys().size() != 1) {
      throw new UsageException(
          "%s has %d presets for %s on %s; it must have one."
              .formatted(file, names.keys().size(), algorithm, env));
    }
    String name = names.keys().iterator().next();
    YamlMap preset = names.map(name, EXAMPLE);
    preset.requireKeys(KEYS);
    return new Preset(
        algorithm,
        env,
        name,
        positive(preset, "steps"),
        preset.integer("episodes", 0),
        Math.toIntExact(Math.clamp(positive(preset, "envs"), 1, Integer.MAX_VALUE)),
        texts(preset.map("parameters", EXAMPLE)),
        texts(preset.map("set", EXAMPLE)),
        preset.has("source") ? preset.plain("source") : file.toString(),
        null);
  }

  private static YamlMap only(YamlMap map, String key, Path file, String what) {
    if (!map.has(key)) {
      throw new UsageException(
          "%s has no preset for the %s %s. It has: %s."
              .formatted(file, what, key, String.join(", ", map.keys())));
    }
    return map.map(key, "...");
  }

  private static long positive(YamlMap preset, String key) {
    long value = preset.has(key) ? preset.integer(key, 0) : 0;
    if (value < 1) {
      String problem = "%s is %d; it must be at least 1".formatted(key, value);
      throw preset.has(key) ? preset.wrong(key, problem) : new UsageException(problem + ".");
    }
    return value;
  }

  private static Map<String, String> texts(YamlMap map) {
    Map<String, String> texts = new LinkedHashMap<>();
    map.keys().forEach(key -> texts.put(key, map.text(key)));
    return texts;
  }
}
