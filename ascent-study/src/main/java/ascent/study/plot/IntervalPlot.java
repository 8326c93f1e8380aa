package ascent.study.plot;

import ascent.config.Check;
import ascent.study.plot.Axes.Axis;
import ascent.study.plot.Axes.Frame;
import ascent.study.plot.Canvas.Anchor;
import ascent.study.plot.Canvas.Face;
import ascent.study.plot.Canvas.Pen;
import ascent.study.plot.Canvas.Point;
import ascent.study.stats.Estimate;
import java.util.List;
import java.util.stream.DoubleStream;

/// A row per group of runs: a small dot for each run's score, and a large one with a bar for an
/// estimate with its interval.
///
/// @param title first line
/// @param subtitle second line
/// @param axis name of the axis of scores
/// @param rows at least one, from the top
/// @param threshold a value to mark; NaN for none
public record IntervalPlot(
    String title, String subtitle, String axis, List<Row> rows, double threshold) {
  private static final double ROW = 26;
  private static final double BOTTOM = 52;
  private static final double SIDE = 16;
  private static final double MOST_LABEL = 0.35; // of the width
  private static final double RUN = 2.5; // radius
  private static final double ESTIMATE = 5; // radius

  /// A group of runs.
  ///
  /// @param label of it
  /// @param scores of its runs; none if all failed
  /// @param estimate of them; without meaning if there are none
  public record Row(String label, List<Double> scores, Estimate estimate) {
    public Row {
      scores = List.copyOf(scores);
    }
  }

  public IntervalPlot {
    rows = List.copyOf(rows);
    Check.that(
        rows.stream().anyMatch(row -> !row.scores.isEmpty()), "rows", rows.size(), "with a score");
  }

  /// The picture of it, as high as its rows need.
  public Picture picture(int width) {
    int height = (int) (Heading.HEIGHT + ROW * rows.size() + BOTTOM + 8);
    Picture.Size size = new Picture.Size(width, Math.max(height, 150));
    return new Picture(size, title, canvas -> draw(canvas, size));
  }

  private DoubleStream values() {
    DoubleStream marked =
        Double.isNaN(threshold) ? DoubleStream.empty() : DoubleStream.of(threshold);
    return DoubleStream.concat(
        marked, rows.stream().flatMap(row -> row.scores.stream()).mapToDouble(x -> x));
  }

  private void draw(Canvas canvas, Picture.Size size) {
    Face face = new Face(Ink.TEXT, Axes.SMALL, Anchor.END);
    double widest = rows.stream().mapToDouble(r -> canvas.width(r.label, face)).max().orElse(0);
    double room = Math.min(widest, MOST_LABEL * size.width());
    Frame frame =
        new Frame(SIDE + room + 10, Heading.HEIGHT, size.width() - SIDE, size.height() - BOTTOM);
    Axis scores =
        new Axis(axis, values().min().orElseThrow(), values().max().orElseThrow()).padded();
    Axes axes = new Axes(scores, new Axis("", 0, rows.size()), frame);
    new Heading(title, subtitle).draw(canvas, SIDE, size.width() - 2 * SIDE);
    axes.drawX(canvas);
    if (!Double.isNaN(threshold)) {
      canvas.line(
          List.of(axes.at(threshold, 0), axes.at(threshold, rows.size())),
          new Pen(Ink.MUTED, 1, List.of(5.0, 4.0)));
    }
    for (int i = 0; i < rows.size(); i++) {
      double middle = rows.size() - i - 0.5;
      String label = canvas.fitted(rows.get(i).label, room, face);
      Point at = axes.at(scores.low(), middle);
      canvas.text(label, new Point(at.x() - 10, at.y() + Axes.SMALL / 3), face);
      row(canvas, axes, rows.get(i), middle);
    }
  }

  private static void row(Canvas canvas, Axes axes, Row row, double middle) {
    if (row.scores.isEmpty()) {
      Point at = axes.at(axes.x().low(), middle);
      canvas.text(
          "every run failed",
          new Point(at.x() + 8, at.y() + Axes.SMALL / 3),
          new Face(Ink.MUTED, Axes.SMALL, Anchor.START));
      return;
    }
    for (double score : row.scores) {
      canvas.dot(axes.at(score, middle), RUN, Ink.MUTED);
    }
    Estimate estimate = row.estimate;
    if (estimate.hasInterval()) {
      canvas.line(
          List.of(axes.at(estimate.low(), middle), axes.at(estimate.high(), middle)),
          new Pen(Ink.BLUE, 3));
    }
    canvas.dot(axes.at(estimate.value(), middle), ESTIMATE, Ink.BLUE);
  }
}
