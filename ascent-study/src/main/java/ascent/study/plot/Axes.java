package ascent.study.plot;

import ascent.study.plot.Canvas.Anchor;
import ascent.study.plot.Canvas.Face;
import ascent.study.plot.Canvas.Pen;
import ascent.study.plot.Canvas.Point;
import java.util.List;

/// The frame of a diagram: where a value lies on the canvas, the marks and the grid.
///
/// @param x horizontal axis
/// @param y vertical axis
/// @param frame where on the canvas
record Axes(Axis x, Axis y, Frame frame) {
  static final double SMALL = 12;
  private static final double GAP = 6; // between an axis and its labels
  private static final double TICK_EVERY_X = 90;
  private static final double TICK_EVERY_Y = 48;
  private static final double TICK_EVERY_Y_OF_LOW = 30;
  private static final double LOW = 250; // height of a frame with closer ticks
  private static final double TITLE_X = 36; // below the frame
  private static final double TITLE_Y = 14; // from the left edge of the canvas

  /// A range of values and its name; an empty range is widened.
  record Axis(String name, double low, double high) {
    Axis {
      if (!(high > low)) {
        double half = low == 0 ? 1 : Math.abs(low) * 0.05;
        low -= half;
        high += half;
      }
    }

    /// With a margin of a twentieth at either end.
    Axis padded() {
      double margin = (high - low) / 20;
      return new Axis(name, low - margin, high + margin);
    }
  }

  /// A rectangle of the canvas.
  record Frame(double left, double top, double right, double bottom) {}

  /// A value's place.
  Point at(double valueX, double valueY) {
    return new Point(
        frame.left + (valueX - x.low) / (x.high - x.low) * (frame.right - frame.left),
        frame.bottom - (valueY - y.low) / (y.high - y.low) * (frame.bottom - frame.top));
  }

  /// The room that the labels of a vertical axis need, its name included.
  static double roomLeft(Canvas canvas, Axis y, double height) {
    Ticks ticks = Ticks.in(y.low, y.high, marksOfY(height));
    Face face = new Face(Ink.MUTED, SMALL, Anchor.END);
    double widest =
        ticks.values().stream()
            .mapToDouble(value -> canvas.width(ticks.label(value), face))
            .max()
            .orElse(0);
    return TITLE_Y + SMALL + widest + GAP;
  }

  /// Draws grid, labels and name of the horizontal axis.
  void drawX(Canvas canvas) {
    Pen grid = new Pen(Ink.GRID, 1);
    Face face = new Face(Ink.MUTED, SMALL, Anchor.MIDDLE);
    Ticks ofX = Ticks.in(x.low, x.high, marks(frame.right - frame.left, TICK_EVERY_X));
    for (double value : ofX.values()) {
      Point at = at(value, y.low);
      canvas.line(List.of(at, at(value, y.high)), grid);
      canvas.text(ofX.label(value), new Point(at.x(), at.y() + GAP + SMALL), face);
    }
    canvas.line(List.of(at(x.low, y.low), at(x.high, y.low)), new Pen(Ink.MUTED, 1));
    if (!x.name.isEmpty()) {
      canvas.text(
          x.name,
          new Point((frame.left + frame.right) / 2, frame.bottom + TITLE_X),
          new Face(Ink.TEXT, SMALL, Anchor.MIDDLE));
    }
  }

  /// Draws grid, labels and names of both axes, for a frame that begins [#roomLeft] from the left
  /// edge of the canvas.
  void draw(Canvas canvas) {
    draw(canvas, 0);
  }

  /// Draws grid, labels and names of both axes, for a frame that begins [#roomLeft] from `left`.
  void draw(Canvas canvas, double left) {
    drawX(canvas);
    Pen grid = new Pen(Ink.GRID, 1);
    Ticks ofY = Ticks.in(y.low, y.high, marksOfY(frame.bottom - frame.top));
    Face end = new Face(Ink.MUTED, SMALL, Anchor.END);
    for (double value : ofY.values()) {
      Point at = at(x.low, value);
      canvas.line(List.of(at, at(x.high, value)), grid);
      canvas.text(ofY.label(value), new Point(at.x() - GAP, at.y() + SMALL / 3), end);
    }
    canvas.line(List.of(at(x.low, y.high), at(x.low, y.low)), new Pen(Ink.MUTED, 1));
    canvas.text(
        y.name,
        new Point(left + TITLE_Y, (frame.top + frame.bottom) / 2),
        new Face(Ink.TEXT, SMALL, Anchor.MIDDLE, false, true));
  }

  private static int marksOfY(double height) {
    return marks(height, height < LOW ? TICK_EVERY_Y_OF_LOW : TICK_EVERY_Y);
  }

  private static int marks(double length, double every) {
    return Math.max(2, (int) (length / every) + 1);
  }
}
