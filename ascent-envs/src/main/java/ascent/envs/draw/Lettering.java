package ascent.envs.draw;

import java.awt.Color;
import java.util.Map;

/// Letters and digits as strokes, since a machine without a display may have no fonts.
///
/// ```java
/// Lettering.write(sketch, Sketch.INK, 20, 280, 14, "PLAYER 16");
/// ```
///
/// It has digits, capitals and some punctuation; add a line per new glyph.
public final class Lettering {
  private static final double HIGH = 6; // grid lines, of a glyph that is 4 wide
  private static final double ADVANCE = 6; // grid lines, from a glyph to the next
  private static final double STROKE = 0.9; // grid lines

  /// The strokes of each glyph: points in two digits each, x from 0 to 4 and y from 0 to 6.
  private static final Map<Character, String> STROKES =
      Map.ofEntries(
          Map.entry('0', "103041453616050110"),
          Map.entry('1', "052620 0040"),
          Map.entry('2', "05163645440040"),
          Map.entry('3', "05163645443313 334241301001"),
          Map.entry('4', "30360242"),
          Map.entry('5', "460604344341301001"),
          Map.entry('6', "4536160501103041423303"),
          Map.entry('7', "064610"),
          Map.entry('8', "13040516364544331302011030414233"),
          Map.entry('9', "0110304145361605041343"),
          Map.entry('A', "002640 1232"),
          Map.entry('B', "00063645443303 3342413000"),
          Map.entry('C', "4536160501103041"),
          Map.entry('D', "00062644422000"),
          Map.entry('E', "46060040 0333"),
          Map.entry('F', "460600 0333"),
          Map.entry('G', "4536160501103041 41432343"),
          Map.entry('H', "0006 4046 0343"),
          Map.entry('I', "1636 2620 1030"),
          Map.entry('J', "4641301001"),
          Map.entry('K', "0006 4602 1340"),
          Map.entry('L', "060040"),
          Map.entry('M', "0006234640"),
          Map.entry('N', "00064046"),
          Map.entry('O', "103041453616050110"),
          Map.entry('P', "00063645443303"),
          Map.entry('Q', "103041453616050110 2240"),
          Map.entry('R', "00063645443303 2340"),
          Map.entry('S', "453616050413334241301001"),
          Map.entry('T', "0646 2620"),
          Map.entry('U', "060110304146"),
          Map.entry('V', "062046"),
          Map.entry('W', "0610233046"),
          Map.entry('X', "0046 0640"),
          Map.entry('Y', "062346 2320"),
          Map.entry('Z', "06460040"),
          Map.entry('.', "2020"),
          Map.entry(',', "2110"),
          Map.entry(':', "2121 2424"),
          Map.entry('-', "1333"),
          Map.entry('+', "0343 2125"),
          Map.entry('/', "0046"));

  private Lettering() {}

  /// Writes from a point to the right.
  ///
  /// @param x of the left edge
  /// @param y of the line that the letters stand on
  /// @param height of the letters
  /// @throws IllegalArgumentException if a glyph of the text has no strokes
  public static void write(
      Sketch sketch, Color color, double x, double y, double height, String text) {
    double grid = height / HIGH;
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) != ' ') {
        for (String stroke : strokes(text.charAt(i)).split(" ", -1)) {
          double left = x + i * ADVANCE * grid;
          sketch.curve(color, STROKE * grid, points(stroke, left, y, grid));
        }
      }
    }
  }

  /// Whether a glyph can be written; a space can.
  public static boolean has(char glyph) {
    return glyph == ' ' || STROKES.containsKey(glyph);
  }

  /// The width of a text.
  public static double width(double height, String text) {
    return (text.length() * ADVANCE - 2) * height / HIGH;
  }

  private static String strokes(char glyph) {
    String strokes = STROKES.get(glyph);
    if (strokes == null) {
      throw new IllegalArgumentException(
          "There are no strokes for '" + glyph + "'. Maybe add them to Lettering.");
    }
    return strokes;
  }

  private static double[] points(String stroke, double x, double y, double grid) {
    double[] points = new double[stroke.length()];
    for (int i = 0; i < points.length; i++) {
      points[i] = (i % 2 == 0 ? x : y) + (stroke.charAt(i) - '0') * grid;
    }
    return points;
  }
}
