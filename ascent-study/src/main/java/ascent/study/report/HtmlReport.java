package ascent.study.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import ascent.config.Configs;
import ascent.io.AtomicFiles;
import ascent.study.Outcome;
import ascent.study.StudyResult;
import ascent.study.Summary;
import ascent.study.Variant;
import ascent.study.plot.Picture;
import ascent.study.plot.Theme;
import ascent.study.plot.Values;
import ascent.study.record.RunRecord;
import ascent.study.stats.Aggregates;
import ascent.study.stats.Bootstrap;
import ascent.study.stats.Estimate;
import ascent.study.stats.RunSpread;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Writes the report of a study as one HTML page with inline pictures. It refers to no other file
/// or server, and follows the reader's light or dark theme.
public final class HtmlReport {
  private static final int MOST_SHOWN = 8; // variants in diagrams and pairs
  private static final double PERCENT = 100;

  private final StudyResult result;
  private final List<Summary> summaries;
  private final List<Summary> best; // by interquartile mean, without those that always failed
  private final double threshold; // NaN for none
  private final Figures figures;
  private final Html html = new Html();

  private HtmlReport(StudyResult result) {
    this.result = result;
    summaries = result.summaries();
    best =
        summaries.stream()
            .filter(s -> s.statistics() != null)
            .sorted(Comparator.comparingDouble(HtmlReport::iqm).reversed())
            .limit(MOST_SHOWN)
            .toList();
    double solved = summaries.getFirst().variant().settings().rewardThreshold();
    threshold = Double.isInfinite(solved) ? Double.NaN : solved;
    figures = new Figures(result, threshold);
  }

  private static double iqm(Summary summary) {
    var statistics = summary.statistics();
    return statistics == null ? Double.NEGATIVE_INFINITY : statistics.iqm().value();
  }

  /// Writes the page.
  ///
  /// @param command that runs the study, shown so that it can be repeated
  public static void write(StudyResult result, String command, Path file) throws IOException {
    AtomicFiles.write(file, new HtmlReport(result).page(command).getBytes(UTF_8));
  }

  private String page(String command) throws IOException {
    Variant first = summaries.getFirst().variant();
    String algorithms =
        summaries.stream()
            .map(summary -> summary.variant().config().algorithm())
            .distinct()
            .collect(Collectors.joining(" and "));
    String title = "%s on %s".formatted(algorithms, result.study().env());
    html.paragraph(
        "%d settings, %d seeds each, %s environment steps a run. The score of a run is the mean return of its final policy over %d deterministic episodes on separate environments."
            .formatted(
                summaries.size(),
                result.study().seeds().size(),
                Values.text((double) first.settings().steps()),
                first.settings().evalEpisodes()));
    html.command(command);
    scores();
    if (!best.isEmpty()) {
      curves();
      profiles();
      improvement();
      factors();
    }
    runs();
    common();
    return html.page(title, new Html.Style(Theme.variables(false), Theme.variables(true)));
  }

  private void scores() {
    html.heading("Scores");
    html.paragraph(
        "IQM is the interquartile mean: that of the middle half of the runs. Brackets are 95 % intervals of a stratified bootstrap; with fewer than ten seeds they are too short. Worst and best are those of the runs: the next run scores between them with a chance of (n − 1)/(n + 1).");
    List<String> head =
        new ArrayList<>(
            List.of("setting", "IQM", "mean", "median", "worst quarter", "worst … best"));
    if (!Double.isNaN(threshold)) {
      head.add("≥ " + Values.text(threshold));
      head.add("optimality gap");
    }
    if (anyFailed()) {
      head.add("failed");
    }
    head.add("s per run");
    html.table(head, summaries.stream().map(this::row).toList(), 1);
    if (!best.isEmpty()) {
      html.picture(figures.intervals(summaries).svg(Theme.AUTO));
    }
  }

  private List<String> row(Summary summary) {
    List<String> row = new ArrayList<>(List.of(summary.variant().label()));
    var statistics = summary.statistics();
    int n = summary.outcomes().size();
    if (statistics == null) {
      row.addAll(List.of("–", "–", "–", "–", "–"));
    } else {
      RunSpread spread = statistics.spread();
      row.add(text(statistics.iqm()));
      row.add(Values.text(statistics.mean().value()));
      row.add(Values.text(spread.median()));
      row.add(Values.text(statistics.worstQuarter()));
      row.add(Values.text(spread.worst()) + " … " + Values.text(spread.best()));
    }
    if (!Double.isNaN(threshold)) {
      row.add(summary.reached(threshold) + "/" + n);
      row.add(statistics == null ? "–" : gap(statistics));
    }
    if (anyFailed()) {
      row.add(Integer.toString(summary.failed()));
    }
    row.add(String.format(Locale.ROOT, "%.2f", summary.seconds() / n));
    return row;
  }

  private boolean anyFailed() {
    return summaries.stream().anyMatch(summary -> summary.failed() > 0);
  }

  private String gap(Summary.Statistics statistics) {
    return text(
        Bootstrap.DEFAULT.estimate(statistics.scores(), Aggregates.optimalityGap(threshold)));
  }

  static String text(Estimate estimate) {
    String value = Values.text(estimate.value());
    return estimate.hasInterval()
        ? "%s [%s, %s]".formatted(value, Values.text(estimate.low()), Values.text(estimate.high()))
        : value;
  }

  private void curves() throws IOException {
    Picture curves = figures.curves(best);
    html.heading("Learning curves");
    html.paragraph(
        "The mean return of the last 100 training episodes, averaged over seeds, with the 95 % interval of that mean by Student's t."
            + shown());
    html.picture(curves.svg(Theme.AUTO));
  }

  private String shown() {
    long all = summaries.stream().filter(s -> s.statistics() != null).count();
    return best.size() < all ? " Shown are the " + best.size() + " best by IQM." : "";
  }

  private void profiles() {
    html.heading("Performance profiles");
    html.paragraph(
        "The share of runs that score more than a threshold, with pointwise 95 % intervals. A setting whose profile is higher everywhere is better whatever is asked of it."
            + shown());
    html.picture(figures.profiles(best).svg(Theme.AUTO));
  }

  private void improvement() {
    if (best.size() < 2) {
      return;
    }
    html.heading("Probability of improvement");
    html.paragraph(
        "The chance, in percent, that a run of the row's setting scores more than one of the column's, with 95 % intervals. The settings are numbered as in the rows."
            + shown());
    List<String> head = new ArrayList<>(List.of("setting"));
    List<List<String>> rows = new ArrayList<>();
    for (int i = 0; i < best.size(); i++) {
      head.add(Integer.toString(i + 1));
      List<String> row = new ArrayList<>();
      row.add(i + 1 + ": " + best.get(i).variant().label());
      for (Summary other : best) {
        row.add(best.get(i).variant().equals(other.variant()) ? "" : percent(best.get(i), other));
      }
      rows.add(row);
    }
    html.table(head, rows, 1);
  }

  private static String percent(Summary x, Summary y) {
    var ofX = x.statistics();
    var ofY = y.statistics();
    if (ofX == null || ofY == null) {
      return "–";
    }
    Estimate estimate =
        Bootstrap.DEFAULT.estimate(
            ofX.scores(), ofY.scores(), Aggregates::probabilityOfImprovement);
    String value = String.format(Locale.ROOT, "%.0f", PERCENT * estimate.value());
    return estimate.hasInterval()
        ? value
            + String.format(
                Locale.ROOT, " [%.0f, %.0f]", PERCENT * estimate.low(), PERCENT * estimate.high())
        : value;
  }

  /// A heat map for two factors; for any number of them, what each value comes to on average.
  private void factors() {
    List<String> factors = result.study().factors();
    if (factors.isEmpty()) {
      return;
    }
    html.heading("What each setting does");
    if (factors.size() == 2) {
      html.picture(figures.heatMap(summaries).svg(Theme.AUTO));
    }
    html.paragraph("All runs with a value together, whatever the other settings.");
    html.table(
        List.of("setting", "value", "runs", "IQM"), MarginalScores.rows(factors, summaries), 2);
  }

  private void runs() {
    html.heading("Runs");
    html.paragraph("The same as in results.csv.");
    List<List<String>> rows = new ArrayList<>();
    for (Summary summary : summaries) {
      for (Outcome o : summary.outcomes()) {
        rows.add(
            List.of(
                summary.variant().label(),
                Long.toString(o.seed()),
                o.isFailed() ? o.failure() : Values.text(o.meanReturn()),
                Values.text((double) o.steps()),
                o.solvedAtStep() < 0 ? "" : Values.text((double) o.solvedAtStep()),
                String.format(Locale.ROOT, "%.2f", o.seconds()),
                o.parametersSha256().substring(0, Math.min(12, o.parametersSha256().length()))));
      }
    }
    html.table(
        List.of("setting", "seed", "score", "steps", "solved at", "seconds", "parameters"),
        rows,
        1);
  }

  /// The settings that all variants share, and after them the others, but for the factors.
  private void common() {
    List<Map<String, String>> all = summaries.stream().map(HtmlReport::settings).toList();
    Map<String, String> common = new LinkedHashMap<>(all.getFirst());
    all.forEach(settings -> common.entrySet().retainAll(settings.entrySet()));
    html.heading("Settings of every run");
    html.table(
        List.of("setting", "value"),
        common.entrySet().stream().map(e -> List.of(e.getKey(), e.getValue())).toList(),
        2);
    Set<String> different = new LinkedHashSet<>();
    all.forEach(settings -> different.addAll(settings.keySet()));
    different.removeAll(common.keySet());
    result.study().factors().forEach(different::remove);
    if (!different.isEmpty()) {
      html.heading("Settings that differ");
      List<String> head = new ArrayList<>(List.of("setting"));
      summaries.forEach(summary -> head.add(summary.variant().label()));
      html.table(head, different.stream().map(name -> values(name, all)).toList(), 1);
    }
  }

  private static List<String> values(String name, List<Map<String, String>> all) {
    List<String> row = new ArrayList<>(List.of(name));
    all.forEach(settings -> row.add(settings.getOrDefault(name, "–")));
    return row;
  }

  private static Map<String, String> settings(Summary summary) {
    Variant variant = summary.variant();
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put(RunRecord.ALGORITHM, variant.config().algorithm());
    settings.putAll(Configs.toMap((Record) variant.config()));
    settings.putAll(Configs.toMap(variant.settings()));
    settings.remove("seed");
    return settings;
  }
}
