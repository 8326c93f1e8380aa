package ascent.study.plot;

import ascent.study.plot.Canvas.Anchor;
import ascent.study.plot.Canvas.Face;
import ascent.study.plot.Canvas.Point;

/// The two lines above a diagram.
///
/// @param title first line, bold
/// @param subtitle second line
record Heading(String title, String subtitle) {
  /// The room that both need.
  static final double HEIGHT = 56;

  private static final double SIZE = 15;
  private static final double FIRST = 24;
  private static final double SECOND = 43;

  void draw(Canvas canvas, double left, double width) {
    Face bold = new Face(Ink.TEXT, SIZE, Anchor.START, true, false);
    canvas.text(canvas.fitted(title, width, bold), new Point(left, FIRST), bold);
    Face muted = new Face(Ink.MUTED, Axes.SMALL, Anchor.START);
    canvas.text(canvas.fitted(subtitle, width, muted), new Point(left, SECOND), muted);
  }
}
