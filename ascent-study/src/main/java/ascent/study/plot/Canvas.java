package ascent.study.plot;

import java.util.List;

/// What a picture is drawn on. Coordinates are in points from the top left corner.
interface Canvas {

  /// A point.
  record Point(double x, double y) {}

  /// How a line is drawn.
  ///
  /// @param fill colour
  /// @param width in points
  /// @param dash lengths of dashes and gaps in turn; none for a solid line
  record Pen(Fill fill, double width, List<Double> dash) {
    private static final List<List<Double>> DASHES =
        List.of(
            List.of(),
            List.of(7.0, 3.0),
            List.of(2.0, 2.5),
            List.of(9.0, 3.0, 2.0, 3.0),
            List.of(12.0, 4.0),
            List.of(4.0, 2.0),
            List.of(9.0, 3.0, 2.0, 3.0, 2.0, 3.0),
            List.of(1.0, 4.0));

    Pen(Fill fill, double width) {
      this(fill, width, List.of());
    }

    /// The pen of a series, by its number from 0: colour and dashes repeat after eight; then they
    /// come in other pairs.
    static Pen series(int index) {
      int n = DASHES.size();
      return new Pen(Ink.series(index), 2, DASHES.get((index + index / n) % n));
    }
  }

  /// How a text is drawn.
  ///
  /// @param fill colour
  /// @param size in points
  /// @param anchor which end of it is at the given point
  /// @param bold whether it is
  /// @param upright whether it is turned to read from the bottom to the top
  record Face(Fill fill, double size, Anchor anchor, boolean bold, boolean upright) {
    Face(Fill fill, double size, Anchor anchor) {
      this(fill, size, anchor, false, false);
    }
  }

  /// The end of a text.
  enum Anchor {
    START,
    MIDDLE,
    END
  }

  /// A line through these points.
  void line(List<Point> points, Pen pen);

  /// The area within these points.
  ///
  /// @param opacity in \[0, 1\]
  void area(List<Point> points, Fill fill, double opacity);

  /// A filled circle.
  void dot(Point centre, double radius, Fill fill);

  /// A text whose baseline is at a point.
  void text(String text, Point at, Face face);

  /// The width of a text in points, perhaps estimated.
  double width(String text, Face face);

  /// A text cut to a width, with an ellipsis where something is left out.
  default String fitted(String text, double width, Face face) {
    if (width(text, face) <= width) {
      return text;
    }
    int end = text.length();
    while (end > 1 && width(text.substring(0, end) + "…", face) > width) {
      end = text.offsetByCodePoints(end, -1);
    }
    return text.substring(0, end).strip() + "…";
  }
}
