package ascent.cli.plan;

import ascent.cli.args.Arguments;
import ascent.cli.args.UsageException;
import ascent.config.Nearest;
import ascent.io.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The presets that come with Ascent, from the data file `ascent/presets.json`: algorithm →
/// environment → name → `{"steps", "envs", "set", "source"}`, perhaps with `"episodes"` and the
/// environment's `"parameters"`, and with `"reliability"` where its page has many seeds.
public final class Presets {
  private static final String RESOURCE = "/ascent/presets.json";
  private static final String DEFAULT = "default";
  private static final String TUNED = "tuned";
  private static final long DEFAULT_STEPS = 100_000;
  private static final int DEFAULT_ENVS = 8;

  private final List<Preset> presets;

  private Presets(List<Preset> presets) {
    this.presets = presets;
  }

  /// Reads the data file.
  public static Presets load() {
    try (InputStream in = Objects.requireNonNull(Presets.class.getResourceAsStream(RESOURCE))) {
      List<Preset> presets = new ArrayList<>();
      for (var algorithm : Json.object(Json.parse(in.readAllBytes())).entrySet()) {
        for (var env : Json.object(algorithm.getValue()).entrySet()) {
          for (var preset : Json.object(env.getValue()).entrySet()) {
            presets.add(read(algorithm.getKey(), env.getKey(), preset.getKey(), preset.getValue()));
          }
        }
      }
      return new Presets(List.copyOf(presets));
    } catch (IOException e) {
      throw new UncheckedIOException(RESOURCE + " cannot be read: " + e.getMessage(), e);
    }
  }

  /// One preset of the file. Reads the tree directly, since reading a record by reflection adds 20
  /// ms to the start-up; a test checks that the file has exactly these keys.
  private static Preset read(String algorithm, String env, String name, @Nullable Object tree) {
    return new Preset(
        algorithm,
        env,
        name,
        number(tree, "steps"),
        number(tree, "episodes"),
        Math.toIntExact(number(tree, "envs")),
        texts(tree, "parameters"),
        texts(tree, "set"),
        String.valueOf(Json.at(tree, "source")),
        reliability(Json.at(tree, "reliability")));
  }

  private static @Nullable Reliability reliability(@Nullable Object tree) {
    return tree == null
        ? null
        : new Reliability(
            Math.toIntExact(number(tree, "seeds")),
            decimal(tree, "least"),
            decimal(tree, "threshold"),
            Math.toIntExact(number(tree, "below")));
  }

  private static double decimal(@Nullable Object tree, String key) {
    return ((Number) Objects.requireNonNull(Json.at(tree, key), key)).doubleValue();
  }

  private static long number(@Nullable Object tree, String key) {
    return Json.at(tree, key) instanceof Number number ? number.longValue() : 0;
  }

  private static Map<String, String> texts(@Nullable Object tree, String key) {
    Map<String, String> texts = new LinkedHashMap<>();
    Json.object(tree, key).forEach((name, text) -> texts.put(name, String.valueOf(text)));
    return Collections.unmodifiableMap(texts);
  }

  /// All presets, in the order of the file.
  public List<Preset> all() {
    return presets;
  }

  /// The preset of an algorithm that is not in the file: its defaults.
  private static Preset ofDefaults(String algorithm) {
    Map<String, String> none = Map.of();
    String source = "the algorithm's default settings";
    return new Preset(
        algorithm,
        Preset.ANY_ENV,
        DEFAULT,
        DEFAULT_STEPS,
        0,
        DEFAULT_ENVS,
        none,
        none,
        source,
        null);
  }

  /// The preset for an algorithm on an environment: the environment's own one of that name, else
  /// the one for every environment. Without a name (empty), `tuned` if there is one, otherwise
  /// `default`. A name that ends in `.json` is that of a file; see [PresetFile].
  ///
  /// @throws UsageException if there is none; the message names the available ones
  public Preset find(String algorithm, String env, String name) {
    if (PresetFile.isNamed(name)) {
      return PresetFile.read(Arguments.path(name), algorithm, env);
    }
    Map<String, Preset> known = new LinkedHashMap<>();
    if (presets.stream().noneMatch(preset -> preset.algorithm().equals(algorithm))) {
      known.put(DEFAULT, ofDefaults(algorithm));
    }
    for (Preset preset : presets) {
      boolean general = preset.env().equals(Preset.ANY_ENV);
      if (preset.algorithm().equals(algorithm) && (general || preset.env().equals(env))) {
        known.merge(preset.name(), preset, (old, now) -> general ? old : now);
      }
    }
    String wanted = !name.isEmpty() ? name : known.containsKey(TUNED) ? TUNED : DEFAULT;
    Preset preset = known.get(wanted);
    if (preset == null) {
      String hint =
          Files.isRegularFile(Arguments.path(wanted))
              ? " A file with a preset has a name that ends in .json."
              : Nearest.hint(wanted, known.keySet());
      throw new UsageException(
          "%s has no preset '%s' for %s.%s Known: %s."
              .formatted(algorithm, wanted, env, hint, String.join(", ", known.keySet())));
    }
    return preset;
  }
}
