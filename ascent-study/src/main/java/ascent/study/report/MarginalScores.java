package ascent.study.report;

import ascent.study.Summary;
import ascent.study.plot.Values;
import ascent.study.stats.Aggregates;
import ascent.study.stats.Bootstrap;
import ascent.study.stats.Scores;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// The mean score of each value of a factor, over all other settings.
final class MarginalScores {
  private MarginalScores() {}

  /// A row per factor and value: factor, value, number of runs, interquartile mean.
  static List<List<String>> rows(List<String> factors, List<Summary> summaries) {
    List<List<String>> rows = new ArrayList<>();
    for (String factor : factors) {
      Map<String, List<double[]>> byValue = new LinkedHashMap<>();
      for (Summary summary : summaries) {
        var statistics = summary.statistics();
        if (statistics != null) {
          String value = Objects.requireNonNull(summary.variant().factors().get(factor));
          byValue.computeIfAbsent(value, any -> new ArrayList<>()).add(statistics.scores().all());
        }
      }
      byValue.forEach((value, scores) -> rows.add(row(factor, value, scores)));
    }
    return rows;
  }

  /// Each combination of the other settings is a stratum.
  private static List<String> row(String factor, String value, List<double[]> scores) {
    Scores all = Scores.ofTasks(scores.toArray(double[][]::new));
    return List.of(
        factor,
        value,
        Values.text(all.all().length),
        HtmlReport.text(Bootstrap.DEFAULT.estimate(all, Aggregates::interquartileMean)));
  }
}
