package ascent.cli.tune;

import ascent.cli.text.Output;
import ascent.cli.text.Table;
import ascent.study.plot.Values;
import ascent.study.stats.Estimate;
import ascent.study.tune.Importance;
import ascent.study.tune.Range;
import ascent.study.tune.Score;
import ascent.study.tune.Trial;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Shows what a search came to.
///
/// @param tuning the search
/// @param tuned what it came to
/// @param folder of its files
record TuneReport(Tuning tuning, Tuned tuned, Path folder) {

  /// Two tables, and how to use the preset.
  void show(Output output) {
    output.table(finals());
    if (!tuned.importances().isEmpty()) {
      output.result("");
      output.table(importances());
      output.result(
          "\nExplains: the share of the order of the trials that the setting alone explains."
              + " Rank correlation:\nwhether larger values are better (+1) or worse (−1).");
    }
    output.result(
        "\nThe best one is a preset: ascent train %s '%s' --preset %s"
            .formatted(
                tuning.request().algorithm(),
                tuning.request().env(),
                folder.resolve(TuneFiles.PRESET)));
    Score score = tuning.settings().score();
    if (tuned.preset().score(score) >= tuned.best(score).score(score)) {
      output.note(
          "no finalist is better than the settings that the search began with. Maybe give it more"
              + " trials or other ranges");
    }
  }

  private Table finals() {
    Table table =
        new Table(
            "settings",
            "tuning score",
            "IQM [95 %]",
            "worst quarter",
            "worst … best",
            "on %d fresh seeds".formatted(tuning.settings().finalSeeds()));
    for (Tuned.Final one : tuned.finals()) {
      Trial trial = one.trial();
      String name = trial == null ? "before tuning" : "trial " + trial.number();
      String before = trial == null ? "–" : Values.text(trial.score());
      var statistics = one.summary().statistics();
      String values = trial == null ? "" : text(trial.values());
      if (statistics == null) {
        table.row(name, before, "every run failed", "–", "–", values);
      } else {
        String failed = one.summary().failed() == 0 ? "" : one.summary().failed() + " failed; ";
        table.row(
            name,
            before,
            text(statistics.iqm()),
            Values.text(statistics.worstQuarter()),
            Values.text(statistics.spread().worst())
                + " … "
                + Values.text(statistics.spread().best()),
            failed + values);
      }
    }
    return table;
  }

  private static String text(Map<String, String> values) {
    List<String> pairs = new ArrayList<>();
    values.forEach((name, value) -> pairs.add(name + "=" + value));
    return String.join(" ", pairs);
  }

  private static String text(Estimate estimate) {
    String value = Values.text(estimate.value());
    return estimate.hasInterval()
        ? "%s [%s, %s]".formatted(value, Values.text(estimate.low()), Values.text(estimate.high()))
        : value;
  }

  private Table importances() {
    Table table = new Table("setting", "explains", "rank correlation", "range");
    Map<String, Range> ranges = new LinkedHashMap<>();
    tuning.space().ranges().forEach(range -> ranges.put(range.name(), range));
    for (Importance importance : tuned.importances()) {
      double correlation = importance.correlation();
      table.row(
          importance.name(),
          String.format(Locale.ROOT, "%.0f %%", 100 * importance.effect()),
          Double.isNaN(correlation) ? "–" : String.format(Locale.ROOT, "%+.2f", correlation),
          String.valueOf(ranges.get(importance.name())));
    }
    return table;
  }

  /// Everything as one object.
  Map<String, Object> object() {
    Score score = tuning.settings().score();
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("algorithm", tuning.request().algorithm());
    object.put("env", tuning.request().env());
    object.put("method", tuning.settings().method().toString());
    object.put("score", TuneSettings.text(score));
    object.put("tuning_seeds", tuning.settings().tuningSeeds());
    object.put("reporting_seeds", tuning.settings().reportingSeeds());
    List<Map<String, Object>> trials = new ArrayList<>();
    for (Trial trial : tuned.trials()) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("trial", trial.number());
      one.put("steps", trial.steps());
      one.put("values", trial.values());
      one.put("returns", trial.scores());
      trials.add(one);
    }
    object.put("trials", trials);
    List<Map<String, Object>> finals = new ArrayList<>();
    for (Tuned.Final one : tuned.finals()) {
      Map<String, Object> entry = new LinkedHashMap<>();
      Trial trial = one.trial();
      entry.put("settings", trial == null ? "before tuning" : "trial " + trial.number());
      entry.put("failed", one.summary().failed());
      var statistics = one.summary().statistics();
      if (statistics != null) {
        entry.put("iqm", statistics.iqm());
        entry.put("worst_quarter", statistics.worstQuarter());
        entry.put("returns", statistics.scores().all());
      }
      finals.add(entry);
    }
    object.put("finals", finals);
    Trial best = tuned.best(score).trial();
    object.put("best", best == null ? Map.of() : best.values());
    Map<String, Double> effects = new LinkedHashMap<>();
    tuned.importances().forEach(i -> effects.put(i.name(), i.effect()));
    object.put("importance", effects);
    object.put("preset", folder.resolve(TuneFiles.PRESET).toString());
    object.put("tune", folder.toString());
    return object;
  }
}
