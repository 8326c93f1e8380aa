package ascent.cli.dashboard;

import ascent.algo.AlgorithmConfig;
import ascent.algo.Algorithms;
import ascent.cli.plan.Preset;
import ascent.cli.plan.Presets;
import ascent.cli.plan.Request;
import ascent.cli.web.Refusal;
import ascent.config.Configs;
import ascent.env.registry.EnvSpec;
import ascent.env.registry.Envs;
import ascent.io.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The form that starts a run: what can be chosen, and what was.
final class StartForm {
  private static final List<String> OPTIONS = List.of("steps", "envs", "seed", "evalEvery");

  private StartForm() {}

  private record Algorithm(String name, String description, List<Setting> settings) {}

  private record Setting(String name, String type, String standard, String help) {}

  private record Environment(String name, String description) {}

  private record Choice(String algorithm, String env, String name, long steps) {}

  /// The choices that the form offers.
  static Map<String, Object> choices() {
    Map<String, Object> choices = new LinkedHashMap<>();
    choices.put("algorithms", Algorithms.all().stream().map(StartForm::algorithm).toList());
    choices.put("envs", Envs.all().stream().map(StartForm::environment).toList());
    choices.put("presets", Presets.load().all().stream().map(StartForm::preset).toList());
    return choices;
  }

  private static Algorithm algorithm(AlgorithmConfig config) {
    List<Setting> settings =
        Configs.describe((Record) config).stream()
            .map(e -> new Setting(e.name(), e.type(), e.defaultText(), e.help()))
            .toList();
    return new Algorithm(config.algorithm(), config.description(), settings);
  }

  private static Environment environment(EnvSpec spec) {
    return new Environment(spec.id(), spec.description());
  }

  private static Choice preset(Preset preset) {
    return new Choice(preset.algorithm(), preset.env(), preset.name(), preset.steps());
  }

  /// What was chosen: `algorithm`, `env`, `preset`, `steps`, `envs`, `seed`, `evalEvery` as text,
  /// and `set`, an object of texts. What is empty or missing keeps its default.
  ///
  /// @throws Refusal if a value is no text, or a name is unknown
  static Request request(Map<String, @Nullable Object> form) {
    Map<String, String> options = new LinkedHashMap<>();
    for (String name : form.keySet()) {
      if (OPTIONS.contains(name)) {
        put(options, name, text(form, name));
      } else if (!List.of("algorithm", "env", "preset", "set").contains(name)) {
        throw new Refusal(Refusal.BAD_REQUEST, "The form has no field '" + name + "'.");
      }
    }
    Map<String, String> set = new LinkedHashMap<>();
    Map<String, @Nullable Object> given = Json.object(form, "set");
    for (String name : given.keySet()) {
      put(set, name, text(given, name));
    }
    return new Request(
        text(form, "algorithm"), text(form, "env"), text(form, "preset"), options, set, null);
  }

  private static void put(Map<String, String> map, String name, String value) {
    if (!value.isEmpty()) {
      map.put(name, value);
    }
  }

  private static String text(Map<String, @Nullable Object> object, String name) {
    Object value = object.getOrDefault(name, "");
    if (value instanceof String text) {
      return text.strip();
    }
    throw new Refusal(Refusal.BAD_REQUEST, "The field '" + name + "' is not a text.");
  }
}
