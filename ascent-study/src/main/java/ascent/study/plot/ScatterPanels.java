package ascent.study.plot;

import ascent.config.Check;
import ascent.study.plot.Axes.Axis;
import ascent.study.plot.Axes.Frame;
import ascent.study.plot.Canvas.Anchor;
import ascent.study.plot.Canvas.Face;
import ascent.study.plot.Canvas.Pen;
import ascent.study.plot.Canvas.Point;
import java.util.Arrays;
import java.util.List;

/// A panel per setting: a dot for each trial, at the setting's place in its range and the trial's
/// score. Trials without a score stand on the lower edge, muted.
///
/// @param title first line
/// @param subtitle second line
/// @param axis name of the scores
/// @param panels at least one
/// @param scores \[trials\]; not finite where there is none
public record ScatterPanels(
    String title, String subtitle, String axis, List<Panel> panels, double[] scores) {
  private static final int COLUMNS = 3;
  private static final double HEIGHT = 190; // of a panel with its labels
  private static final double BELOW = 46; // labels
  private static final double SIDE = 16;
  private static final double GAP = 18;
  private static final double DOT = 3; // radius

  /// A setting.
  ///
  /// @param name of the setting, perhaps with what is known of it
  /// @param labels of equal parts of the axis, each in its middle; or of its two ends
  /// @param ends whether they are the ends
  /// @param places \[trials\], each in \[0, 1\]
  public record Panel(String name, List<String> labels, boolean ends, double[] places) {
    public Panel {
      labels = List.copyOf(labels);
    }
  }

  public ScatterPanels {
    panels = List.copyOf(panels);
    Check.that(!panels.isEmpty(), "panels", panels.size(), "at least one");
    for (Panel panel : panels) {
      boolean same = panel.places.length == scores.length;
      Check.that(same, "places", panel.places.length, "as many as scores, " + scores.length);
    }
  }

  /// The picture of it, as high as its panels need.
  public Picture picture(int width) {
    int rows = Math.ceilDiv(panels.size(), COLUMNS);
    Picture.Size size = new Picture.Size(width, (int) (Heading.HEIGHT + rows * HEIGHT + SIDE));
    return new Picture(size, title, canvas -> draw(canvas, size));
  }

  private void draw(Canvas canvas, Picture.Size size) {
    new Heading(title, subtitle).draw(canvas, SIDE, size.width() - 2 * SIDE);
    double[] finite = Arrays.stream(scores).filter(Double::isFinite).toArray();
    double low = Arrays.stream(finite).min().orElse(0);
    double high = Arrays.stream(finite).max().orElse(1);
    Axis y = new Axis(axis, low, high).padded();
    double left = SIDE + Axes.roomLeft(canvas, y, HEIGHT - BELOW);
    double panel = (size.width() - SIDE - left + GAP) / COLUMNS;
    for (int i = 0; i < panels.size(); i++) {
      double x = left + i % COLUMNS * panel;
      double top = Heading.HEIGHT + Math.floorDiv(i, COLUMNS) * HEIGHT;
      Frame frame = new Frame(x, top + 8, x + panel - GAP, top + HEIGHT - BELOW);
      draw(canvas, panels.get(i), new Axes(new Axis("", 0, 1), y, frame));
      if (i % COLUMNS == 0) {
        scale(canvas, new Axes(new Axis("", 0, 1), y, frame));
      }
    }
  }

  /// The marks and the name of the scores, left of a row of panels.
  private static void scale(Canvas canvas, Axes axes) {
    Axis y = axes.y();
    Face end = new Face(Ink.MUTED, Axes.SMALL, Anchor.END);
    Ticks ticks = Ticks.in(y.low(), y.high(), 4);
    for (double value : ticks.values()) {
      Point at = axes.at(0, value);
      canvas.text(ticks.label(value), new Point(at.x() - 6, at.y() + Axes.SMALL / 3), end);
    }
    canvas.text(
        y.name(),
        new Point(SIDE, (axes.frame().top() + axes.frame().bottom()) / 2),
        new Face(Ink.TEXT, Axes.SMALL, Anchor.MIDDLE, false, true));
  }

  private void draw(Canvas canvas, Panel panel, Axes axes) {
    Axis y = axes.y();
    for (double value : Ticks.in(y.low(), y.high(), 4).values()) {
      canvas.line(List.of(axes.at(0, value), axes.at(1, value)), new Pen(Ink.GRID, 1));
    }
    canvas.line(List.of(axes.at(0, y.low()), axes.at(1, y.low())), new Pen(Ink.MUTED, 1));
    for (int t = 0; t < scores.length; t++) {
      boolean scored = Double.isFinite(scores[t]);
      Point at = axes.at(panel.places[t], scored ? scores[t] : y.low());
      canvas.dot(at, DOT, scored ? Ink.BLUE : Ink.MUTED);
    }
    labels(canvas, panel, axes);
  }

  private static void labels(Canvas canvas, Panel panel, Axes axes) {
    double width = axes.frame().right() - axes.frame().left();
    int n = panel.labels.size();
    for (int i = 0; i < n; i++) {
      Anchor anchor = !panel.ends ? Anchor.MIDDLE : i == 0 ? Anchor.START : Anchor.END;
      Face face = new Face(Ink.MUTED, Axes.SMALL - 2, anchor);
      double place = panel.ends ? i : (i + 0.5) / n;
      Point at = axes.at(place, axes.y().low());
      String text = canvas.fitted(panel.labels.get(i), width / n - 2, face);
      canvas.text(text, new Point(at.x(), at.y() + Axes.SMALL + 2), face);
    }
    Face name = new Face(Ink.TEXT, Axes.SMALL, Anchor.MIDDLE);
    Point middle = axes.at(0.5, axes.y().low());
    canvas.text(
        canvas.fitted(panel.name, width + GAP / 2, name),
        new Point(middle.x(), middle.y() + 2.5 * Axes.SMALL),
        name);
  }
}
