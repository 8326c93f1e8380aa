package ascent.study.plot;

import ascent.study.plot.Axes.Axis;
import ascent.study.plot.Axes.Frame;
import ascent.study.plot.Canvas.Anchor;
import ascent.study.plot.Canvas.Face;
import ascent.study.plot.Canvas.Pen;
import ascent.study.plot.Canvas.Point;
import ascent.study.stats.Estimate;
import java.util.ArrayList;
import java.util.List;

/// A diagram of curves with bands, each labelled at its end. Curves differ in colour and in dashes,
/// so that they can be told apart in print and by the colour-blind.
///
/// @param title first line
/// @param subtitle second line
/// @param x name of the horizontal axis
/// @param y name of the vertical axis
/// @param curves at least one
/// @param threshold a value to mark; NaN for none
public record CurvePlot(
    String title, String subtitle, String x, String y, List<Curve> curves, double threshold) {
  private static final double BOTTOM = 52;
  private static final double RIGHT = 16;
  private static final double LABEL_GAP = 8; // between the end of a line and its label
  private static final double LINE_HEIGHT = 15;
  private static final double MOST_LABEL = 0.3; // of the width
  private static final double BAND = 0.18; // opacity
  private static final double FAINT_BAND = 0.08; // opacity where there are many
  private static final int MANY = 4;
  private static final double SAMPLE = 22; // length of the sample of a line beside its label

  public CurvePlot {
    curves = List.copyOf(curves);
    if (curves.isEmpty()) {
      throw new IllegalArgumentException("A plot has at least one curve.");
    }
  }

  /// The picture of it.
  public Picture picture(Picture.Size size) {
    return new Picture(size, title, canvas -> draw(canvas, size));
  }

  private void draw(Canvas canvas, Picture.Size size) {
    Face label = new Face(Ink.TEXT, Axes.SMALL, Anchor.START);
    double room = labelRoom(canvas, size, label);
    double bottom = size.height() - BOTTOM;
    Axis ofY = rangeOfY();
    double left = Axes.roomLeft(canvas, ofY, bottom - Heading.HEIGHT);
    double from = curves.stream().mapToDouble(c -> c.x().getFirst()).min().orElseThrow();
    double to = curves.stream().mapToDouble(c -> c.x().getLast()).max().orElseThrow();
    boolean fromZero = from > 0 && from < (to - from) / 5;
    Axis ofX = new Axis(x, fromZero ? 0 : from, to);
    Frame frame = new Frame(left, Heading.HEIGHT, size.width() - RIGHT - room, bottom);
    Axes axes = new Axes(ofX, ofY, frame);
    new Heading(title, subtitle).draw(canvas, left, size.width() - left - RIGHT);
    axes.draw(canvas);
    threshold(canvas, axes);
    for (int i = 0; i < curves.size(); i++) {
      band(canvas, axes, i);
    }
    for (int i = 0; i < curves.size(); i++) {
      line(canvas, axes, i);
    }
    labels(canvas, axes, label, room);
  }

  private double labelRoom(Canvas canvas, Picture.Size size, Face face) {
    double widest = curves.stream().mapToDouble(c -> canvas.width(c.label(), face)).max().orElse(0);
    return widest == 0 ? 0 : Math.min(widest, MOST_LABEL * size.width()) + 2 * LABEL_GAP + SAMPLE;
  }

  private Axis rangeOfY() {
    double low = curves.stream().mapToDouble(Curve::low).min().orElseThrow();
    double high = curves.stream().mapToDouble(Curve::high).max().orElseThrow();
    boolean marked = !Double.isNaN(threshold);
    return new Axis(
            y, marked ? Math.min(low, threshold) : low, marked ? Math.max(high, threshold) : high)
        .padded();
  }

  private void threshold(Canvas canvas, Axes axes) {
    if (Double.isNaN(threshold)) {
      return;
    }
    Point end = axes.at(axes.x().high(), threshold);
    Point start = axes.at(axes.x().low(), threshold);
    canvas.line(List.of(start, end), new Pen(Ink.MUTED, 1, List.of(5.0, 4.0)));
    canvas.text(
        "solved at " + Values.text(threshold),
        new Point(start.x() + 6, start.y() - 4),
        new Face(Ink.MUTED, Axes.SMALL - 1, Anchor.START));
  }

  private void band(Canvas canvas, Axes axes, int index) {
    Curve curve = curves.get(index);
    if (!curve.last().hasInterval()) {
      return;
    }
    List<Point> outline = new ArrayList<>();
    for (int i = 0; i < curve.x().size(); i++) {
      outline.add(axes.at(curve.x().get(i), curve.y().get(i).low()));
    }
    for (int i = curve.x().size() - 1; i >= 0; i--) {
      outline.add(axes.at(curve.x().get(i), curve.y().get(i).high()));
    }
    canvas.area(outline, Ink.series(index), curves.size() < MANY ? BAND : FAINT_BAND);
  }

  private void line(Canvas canvas, Axes axes, int index) {
    Curve curve = curves.get(index);
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < curve.x().size(); i++) {
      points.add(axes.at(curve.x().get(i), curve.y().get(i).value()));
    }
    Pen pen = Pen.series(index);
    if (points.size() == 1) {
      canvas.dot(points.getFirst(), 3, pen.fill());
    } else {
      canvas.line(points, pen);
    }
  }

  /// The labels, each with a sample of its line and joined to the line's end.
  private void labels(Canvas canvas, Axes axes, Face face, double room) {
    if (room == 0) {
      return;
    }
    List<Double> wanted = new ArrayList<>();
    for (Curve curve : curves) {
      Estimate last = curve.last();
      wanted.add(axes.at(curve.x().getLast(), last.value()).y());
    }
    double[] places =
        EndLabels.place(wanted, LINE_HEIGHT, axes.frame().top(), axes.frame().bottom());
    double right = axes.frame().right();
    for (int i = 0; i < curves.size(); i++) {
      Curve curve = curves.get(i);
      Point end = axes.at(curve.x().getLast(), curve.last().value());
      Point start = new Point(right + LABEL_GAP, places[i]);
      Point sample = new Point(start.x() + SAMPLE, places[i]);
      canvas.line(List.of(end, start), new Pen(Ink.series(i), 1));
      canvas.line(List.of(start, sample), Pen.series(i));
      canvas.text(
          canvas.fitted(curve.label(), room - LABEL_GAP - SAMPLE, face),
          new Point(sample.x() + 4, places[i] + Axes.SMALL / 3),
          face);
    }
  }
}
