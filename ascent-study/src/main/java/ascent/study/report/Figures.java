package ascent.study.report;

import ascent.study.Cell;
import ascent.study.StudyResult;
import ascent.study.Summary;
import ascent.study.plot.Curve;
import ascent.study.plot.CurveMaker;
import ascent.study.plot.CurvePlot;
import ascent.study.plot.HeatMap;
import ascent.study.plot.IntervalPlot;
import ascent.study.plot.Picture;
import ascent.study.record.RunGroup;
import ascent.study.record.RunRecord;
import ascent.study.stats.Estimate;
import ascent.study.stats.PerformanceProfile;
import ascent.study.stats.Scores;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Objects;

/// The pictures of a report.
///
/// @param result of the study
/// @param threshold at which the environment counts as solved; NaN for none
record Figures(StudyResult result, double threshold) {
  private static final int WIDTH = 840;
  private static final Picture.Size SIZE = new Picture.Size(WIDTH, 420);
  private static final String RETURN = "rollout/ep_rew_mean";
  private static final double SMOOTHING = 0.02;
  private static final int POINTS = 101; // of a profile

  Picture intervals(List<Summary> summaries) {
    List<IntervalPlot.Row> rows = new ArrayList<>();
    for (Summary summary : summaries) {
      var statistics = summary.statistics();
      rows.add(
          new IntervalPlot.Row(
              summary.variant().label(),
              statistics == null
                  ? List.of()
                  : Arrays.stream(statistics.scores().all()).boxed().toList(),
              statistics == null
                  ? new Estimate(Double.NaN, Double.NaN, Double.NaN)
                  : statistics.iqm()));
    }
    return new IntervalPlot(
            "Interquartile means",
            "with 95 % intervals; small dots are runs",
            "return of the final policy",
            rows,
            threshold)
        .picture(WIDTH);
  }

  Picture curves(List<Summary> summaries) throws IOException {
    List<Curve> curves = new ArrayList<>();
    for (Summary summary : summaries) {
      List<RunRecord> runs = new ArrayList<>();
      for (Cell cell : result.outcomes().keySet()) {
        if (cell.variant().equals(summary.variant())
            && !Objects.requireNonNull(result.outcomes().get(cell)).isFailed()) {
          runs.add(RunRecord.read(cell.directory(result.folder())));
        }
      }
      RunGroup group = new RunGroup(label(summary), runs);
      curves.add(new CurveMaker(CurveMaker.Along.STEPS, RETURN, SMOOTHING).of(group));
    }
    return new CurvePlot(
            "Learning curves",
            result.study().env(),
            "steps",
            "return",
            curves,
            isNear(curves) ? threshold : Double.NaN)
        .picture(SIZE);
  }

  /// Whether the threshold leaves the curves at least half of the diagram's height.
  private boolean isNear(List<Curve> curves) {
    DoubleSummaryStatistics means =
        curves.stream()
            .flatMap(curve -> curve.y().stream())
            .mapToDouble(Estimate::value)
            .summaryStatistics();
    return threshold - means.getMax() <= means.getMax() - means.getMin();
  }

  Picture profiles(List<Summary> summaries) {
    Scores[] all = summaries.stream().map(Figures::scores).toArray(Scores[]::new);
    List<Double> thresholds = PerformanceProfile.thresholds(POINTS, all);
    List<Curve> curves = new ArrayList<>();
    for (Summary summary : summaries) {
      Scores scores = scores(summary);
      PerformanceProfile profile = PerformanceProfile.of(scores, thresholds);
      curves.add(new Curve(label(summary), scores.runs(0), thresholds, profile.shares()));
    }
    return new CurvePlot(
            "Performance profiles",
            result.study().env(),
            "score τ",
            "share of runs above τ",
            curves,
            Double.NaN)
        .picture(SIZE);
  }

  private static Scores scores(Summary summary) {
    return Objects.requireNonNull(summary.statistics(), "a variant with scores").scores();
  }

  private String label(Summary summary) {
    return result.study().factors().isEmpty() ? "" : summary.variant().label();
  }

  /// For studies of two factors.
  Picture heatMap(List<Summary> summaries) {
    List<String> factors = result.study().factors();
    HeatMap.Labels down = labels(factors.getFirst(), summaries);
    HeatMap.Labels across = labels(factors.getLast(), summaries);
    Estimate[][] values = new Estimate[down.values().size()][across.values().size()];
    for (Estimate[] row : values) {
      Arrays.fill(row, Estimate.unknown(Double.NaN));
    }
    for (Summary summary : summaries) {
      int r = down.values().indexOf(summary.variant().factors().get(down.name()));
      int c = across.values().indexOf(summary.variant().factors().get(across.name()));
      var statistics = summary.statistics();
      if (statistics != null) {
        values[r][c] = statistics.iqm();
      }
    }
    return new HeatMap(
            "Interquartile means",
            "by %s and %s".formatted(down.name(), across.name()),
            across,
            down,
            values)
        .picture(WIDTH);
  }

  private static HeatMap.Labels labels(String factor, List<Summary> summaries) {
    return new HeatMap.Labels(
        factor,
        summaries.stream()
            .map(s -> Objects.requireNonNull(s.variant().factors().get(factor)))
            .distinct()
            .toList());
  }
}
