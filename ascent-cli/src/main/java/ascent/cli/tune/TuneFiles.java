package ascent.cli.tune;

import static java.nio.charset.StandardCharsets.UTF_8;

import ascent.agent.Provenance;
import ascent.cli.plan.Plan;
import ascent.config.Configs;
import ascent.config.Numbers;
import ascent.env.registry.EnvSpec;
import ascent.env.registry.Envs;
import ascent.io.AtomicFiles;
import ascent.io.Json;
import ascent.study.Outcome;
import ascent.study.plot.ScatterPanels;
import ascent.study.plot.ScatterPanels.Panel;
import ascent.study.plot.Theme;
import ascent.study.tune.Importance;
import ascent.study.tune.Range;
import ascent.study.tune.Trial;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// The files of a search beside its runs: the trials, a picture, and the best configuration.
///
/// @param tuning the search
/// @param tuned what it came to
/// @param command that the user typed
record TuneFiles(Tuning tuning, Tuned tuned, String command) {
  static final String PRESET = "preset.json";
  static final String PICTURE = "tune.svg";
  static final String TRIALS = "trials.csv";
  private static final int WIDTH = 960;

  void write(Path folder) throws IOException {
    AtomicFiles.write(folder.resolve(TRIALS), csv().getBytes(UTF_8));
    AtomicFiles.write(folder.resolve(PRESET), Json.pretty(preset()).getBytes(UTF_8));
    if (!tuned.importances().isEmpty()) {
      String svg = picture().picture(WIDTH).svg(Theme.AUTO);
      AtomicFiles.write(folder.resolve(PICTURE), svg.getBytes(UTF_8));
    }
  }

  private String csv() {
    StringBuilder csv = new StringBuilder("trial,steps");
    tuning.space().ranges().forEach(range -> csv.append(',').append(range.name()));
    tuning.settings().tuningSeeds().forEach(seed -> csv.append(",seed_").append(seed));
    csv.append(",score\n");
    for (Trial trial : tuned.trials()) {
      List<String> row = new ArrayList<>();
      row.add(Integer.toString(trial.number()));
      row.add(Long.toString(trial.steps()));
      for (String value : trial.values().values()) {
        row.add(value.contains(",") ? '"' + value + '"' : value);
      }
      for (int i = 0; i < tuning.settings().seeds(); i++) {
        row.add(trial.scores().isEmpty() ? "" : Numbers.text(trial.scores().get(i)));
      }
      row.add(trial.scores().isEmpty() ? "" : Numbers.text(trial.score()));
      csv.append(String.join(",", row)).append('\n');
    }
    return csv.toString();
  }

  /// The best finalist, laid out as the presets that come with Ascent.
  private Map<String, Object> preset() {
    Tuned.Final best = tuned.best(tuning.settings().score());
    Trial trial = best.trial();
    Plan plan = tuning.request().plan(trial == null ? Map.of() : trial.values(), 0);
    EnvSpec env = plan.env();
    Map<String, String> defaults = Configs.toMap((Record) tuning.request().defaults());
    Map<String, String> set = new LinkedHashMap<>(Configs.toMap((Record) plan.config()));
    set.entrySet().removeIf(entry -> entry.getValue().equals(defaults.get(entry.getKey())));
    Map<String, Object> preset = new LinkedHashMap<>();
    preset.put("steps", plan.run().steps());
    if (plan.run().episodes() > 0) {
      preset.put("episodes", plan.run().episodes());
    }
    preset.put("envs", plan.run().envs());
    int question = env.id().indexOf('?');
    if (question > 0) {
      preset.put("parameters", parameters(env.id().substring(question + 1)));
    }
    preset.put("set", set);
    preset.put("source", source(best));
    preset.put("provenance", provenance(best));
    return Map.of(
        tuning.request().algorithm(), Map.of(Envs.find(env.id()).name(), Map.of("tuned", preset)));
  }

  /// Those of an environment's id, `a=1&b=2`.
  private static Map<String, String> parameters(String id) {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (String pair : id.split("&", -1)) {
      int equals = pair.indexOf('=');
      parameters.put(pair.substring(0, equals), pair.substring(equals + 1));
    }
    return parameters;
  }

  private String source(Tuned.Final best) {
    TuneSettings settings = tuning.settings();
    return String.format(
        Locale.ROOT,
        "ascent tune: %s, %d trials, %d seeds each; %s %s on %d fresh seeds",
        settings.method(),
        settings.trials(),
        settings.seeds(),
        TuneSettings.text(settings.score()),
        Numbers.text(best.score(settings.score())),
        settings.finalSeeds());
  }

  private Map<String, Object> provenance(Tuned.Final best) {
    TuneSettings settings = tuning.settings();
    Provenance here = Provenance.current();
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("command", command);
    object.put("version", here.version());
    object.put("commit", here.commit());
    object.put("method", settings.method().toString());
    object.put("score", TuneSettings.text(settings.score()));
    object.put("trials", settings.trials());
    object.put("steps", tuning.steps());
    object.put("tuning_seeds", settings.tuningSeeds());
    Trial trial = best.trial();
    if (trial != null) {
      object.put("trial", trial.number());
      object.put("tuning_score", trial.score());
    }
    object.put("reporting_seeds", settings.reportingSeeds());
    object.put(
        "reporting_returns", best.summary().outcomes().stream().map(Outcome::meanReturn).toList());
    object.put("reporting_score", best.score(settings.score()));
    double before = tuned.preset().score(settings.score());
    if (Double.isFinite(before)) {
      object.put("score_before_tuning", before);
    }
    object.put(
        "space",
        tuning.space().ranges().stream()
            .collect(
                Collectors.toMap(
                    Range::name, Range::toString, (one, other) -> one, LinkedHashMap::new)));
    return object;
  }

  /// A panel per setting, those that matter most first.
  private ScatterPanels picture() {
    long length = tuned.trials().getFirst().steps();
    List<Trial> shown = tuned.trials().stream().filter(t -> t.steps() == length).toList();
    List<Panel> panels = new ArrayList<>();
    for (Importance importance : tuned.importances()) {
      int i = index(importance.name());
      Range range = tuning.space().ranges().get(i);
      boolean choice = range.kind() == Range.Kind.CHOICE;
      panels.add(
          new Panel(
              String.format(Locale.ROOT, "%s (%.0f %%)", range.name(), 100 * importance.effect()),
              choice ? range.choices() : List.of(range.at(0), range.at(1)),
              !choice,
              shown.stream()
                  .mapToDouble(trial -> shownPlace(range, trial.place().get(i)))
                  .toArray()));
    }
    return new ScatterPanels(
        "%s on %s: %d trials of %,d steps"
            .formatted(tuning.request().algorithm(), tuning.request().env(), shown.size(), length),
        "Share of the order of the trials that a setting alone explains; a dot is a trial",
        "score, " + TuneSettings.text(tuning.settings().score()),
        panels,
        shown.stream().mapToDouble(Trial::score).toArray());
  }

  /// A choice stands in the middle of its part of the axis.
  private static double shownPlace(Range range, double place) {
    int n = range.choices().size();
    return n == 0 ? place : (Math.min(n - 1, (int) (place * n)) + 0.5) / n;
  }

  private int index(String name) {
    List<String> names = tuning.space().ranges().stream().map(Range::name).toList();
    return names.indexOf(name);
  }
}
