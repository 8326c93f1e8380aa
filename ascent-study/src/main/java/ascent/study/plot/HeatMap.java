package ascent.study.plot;

import ascent.config.Check;
import ascent.study.plot.Canvas.Anchor;
import ascent.study.plot.Canvas.Face;
import ascent.study.plot.Canvas.Point;
import ascent.study.stats.Estimate;
import java.util.Arrays;
import java.util.List;

/// A table of values with colours from the lowest to the highest, which the colour-blind can order:
/// from dark blue over grey to yellow (the ends and the middle of the map cividis).
///
/// @param title first line
/// @param subtitle second line
/// @param across name and values of what changes from left to right
/// @param down name and values of what changes from the top to the bottom
/// @param values \[down\]\[across\], with their intervals where there are some; NaN for none
public record HeatMap(
    String title, String subtitle, Labels across, Labels down, Estimate[][] values) {
  private static final Rgb LOW = new Rgb(0x00204D);
  private static final Rgb MIDDLE = new Rgb(0x7C7B78);
  private static final Rgb HIGH = new Rgb(0xFFEA46);
  private static final double ROW = 44;
  private static final double SIDE = 16;
  private static final double LABELS_BELOW = 44;
  private static final double LINE = 16; // between a value and its interval
  private static final double GAP = 1; // half of that between cells

  /// A name, and a value per column or row.
  public record Labels(String name, List<String> values) {
    public Labels {
      values = List.copyOf(values);
    }
  }

  public HeatMap {
    Check.that(values.length == down.values.size(), "values", values.length, "a row per value");
    for (Estimate[] row : values) {
      Check.that(row.length == across.values.size(), "row", row.length, "a column per value");
    }
  }

  /// The picture of it, as high as its rows need.
  public Picture picture(int width) {
    int height = (int) (Heading.HEIGHT + ROW * values.length + LABELS_BELOW + SIDE);
    Picture.Size size = new Picture.Size(width, Math.max(height, 150));
    return new Picture(size, title, canvas -> draw(canvas, size));
  }

  private void draw(Canvas canvas, Picture.Size size) {
    new Heading(title, subtitle).draw(canvas, SIDE, size.width() - 2 * SIDE);
    Face end = new Face(Ink.TEXT, Axes.SMALL, Anchor.END);
    Face middle = new Face(Ink.TEXT, Axes.SMALL, Anchor.MIDDLE);
    double widest = down.values.stream().mapToDouble(v -> canvas.width(v, end)).max().orElse(0);
    double left = SIDE + 2 * Axes.SMALL + widest;
    double top = Heading.HEIGHT;
    double cell = (size.width() - SIDE - left) / across.values.size();
    double bottom = top + ROW * values.length;
    for (int r = 0; r < values.length; r++) {
      double y = top + ROW * (r + 0.5);
      canvas.text(down.values.get(r), new Point(left - 8, y + Axes.SMALL / 3), end);
      for (int c = 0; c < across.values.size(); c++) {
        cell(canvas, values[r][c], new Point(left + cell * (c + 0.5), y), cell);
      }
    }
    for (int c = 0; c < across.values.size(); c++) {
      double x = left + cell * (c + 0.5);
      canvas.text(across.values.get(c), new Point(x, bottom + 18), middle);
    }
    canvas.text(across.name, new Point((left + size.width() - SIDE) / 2, bottom + 38), middle);
    canvas.text(
        down.name,
        new Point(Axes.SMALL, (top + bottom) / 2),
        new Face(Ink.TEXT, Axes.SMALL, Anchor.MIDDLE, false, true));
  }

  private void cell(Canvas canvas, Estimate cell, Point centre, double width) {
    double value = cell.value();
    Fill fill = Double.isNaN(value) ? Ink.GRID : colour(value);
    double x = width / 2 - GAP;
    double y = ROW / 2 - GAP;
    canvas.area(
        List.of(
            new Point(centre.x() - x, centre.y() - y),
            new Point(centre.x() + x, centre.y() - y),
            new Point(centre.x() + x, centre.y() + y),
            new Point(centre.x() - x, centre.y() + y)),
        fill,
        1);
    Fill ink = fill instanceof Rgb rgb ? new Rgb(rgb.isBright() ? 0x000000 : 0xFFFFFF) : Ink.TEXT;
    Face face = new Face(ink, Axes.SMALL, Anchor.MIDDLE);
    double line = cell.hasInterval() ? LINE : 0;
    double baseline = centre.y() + Axes.SMALL / 3;
    canvas.text(Values.text(value), new Point(centre.x(), baseline - line / 2), face);
    if (cell.hasInterval()) {
      String interval = "[%s, %s]".formatted(Values.text(cell.low()), Values.text(cell.high()));
      canvas.text(interval, new Point(centre.x(), baseline + line / 2), face);
    }
  }

  private Rgb colour(double value) {
    double[] all =
        Arrays.stream(values)
            .flatMap(Arrays::stream)
            .mapToDouble(Estimate::value)
            .filter(v -> !Double.isNaN(v))
            .toArray();
    double low = Arrays.stream(all).min().orElse(0);
    double high = Arrays.stream(all).max().orElse(1);
    double share = high > low ? (value - low) / (high - low) : 0.5;
    return share < 0.5
        ? Rgb.between(LOW, MIDDLE, 2 * share)
        : Rgb.between(MIDDLE, HIGH, 2 * share - 1);
  }
}
