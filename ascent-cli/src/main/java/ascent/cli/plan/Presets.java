package ascent.cli.plan;

import ascent.cli.args.UsageException;
import ascent.config.Nearest;
import ascent.io.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.JsonNode;

/// The presets that come with Ascent, from the data file `ascent/presets.json`: algorithm →
/// environment → name → `{"steps", "envs", "set", "source"}`, perhaps with `"episodes"` and the
/// environment's `"parameters"`.
public final class Presets {
  private static final String RESOURCE = "/ascent/presets.json";
  private static final String DEFAULT = "default";
  private static final String TUNED = "tuned";

  private final List<Preset> presets;

  private Presets(List<Preset> presets) {
    this.presets = presets;
  }

  /// Reads the data file.
  public static Presets load() {
    try (InputStream in = Objects.requireNonNull(Presets.class.getResourceAsStream(RESOURCE))) {
      List<Preset> presets = new ArrayList<>();
      for (var algorithm : Json.parse(in.readAllBytes()).properties()) {
        for (var env : algorithm.getValue().properties()) {
          for (var preset : env.getValue().properties()) {
            presets.add(read(algorithm.getKey(), env.getKey(), preset.getKey(), preset.getValue()));
          }
        }
      }
      return new Presets(List.copyOf(presets));
    } catch (IOException e) {
      throw new UncheckedIOException(RESOURCE + " cannot be read: " + e.getMessage(), e);
    }
  }

  /// One preset of the file. Walks the tree, since reading a record by reflection costs a start-up
  /// of the command 20 ms; a test sees to it that the file has just these keys.
  private static Preset read(String algorithm, String env, String name, JsonNode node) {
    return new Preset(
        algorithm,
        env,
        name,
        node.path("steps").longValue(),
        node.path("episodes").longValue(0),
        node.path("envs").intValue(),
        texts(node.path("parameters")),
        texts(node.path("set")),
        node.path("source").stringValue());
  }

  private static Map<String, String> texts(JsonNode node) {
    Map<String, String> texts = new LinkedHashMap<>();
    node.properties().forEach(e -> texts.put(e.getKey(), e.getValue().stringValue()));
    return Collections.unmodifiableMap(texts);
  }

  /// All presets, in the order of the file.
  public List<Preset> all() {
    return presets;
  }

  /// The preset for an algorithm on an environment: the environment's own one of that name, else
  /// the one for every environment. Without a name (empty), `tuned` where there is one, else
  /// `default`.
  ///
  /// @throws UsageException if there is none; names the ones there are
  public Preset find(String algorithm, String env, String name) {
    Map<String, Preset> known = new LinkedHashMap<>();
    for (Preset preset : presets) {
      boolean general = preset.env().equals(Preset.ANY_ENV);
      if (preset.algorithm().equals(algorithm) && (general || preset.env().equals(env))) {
        known.merge(preset.name(), preset, (old, now) -> general ? old : now);
      }
    }
    String wanted = !name.isEmpty() ? name : known.containsKey(TUNED) ? TUNED : DEFAULT;
    Preset preset = known.get(wanted);
    if (preset == null) {
      throw new UsageException(
          "%s has no preset '%s' for %s.%s Known: %s."
              .formatted(
                  algorithm,
                  wanted,
                  env,
                  Nearest.hint(wanted, known.keySet()),
                  String.join(", ", known.keySet())));
    }
    return preset;
  }
}
