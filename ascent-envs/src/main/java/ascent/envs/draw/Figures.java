package ascent.envs.draw;

import java.awt.Color;

/// Figures drawn by more than one env.
public final class Figures {
  private static final Color SKIN = new Color(0xF3CFA8);

  private Figures() {}

  /// A person in a cell of side 1.
  ///
  /// @param x of the cell's middle
  /// @param y of the cell's middle
  public static void person(Sketch sketch, Color color, double x, double y) {
    sketch
        .oval(new Color(0, 0, 0, 40), x, y - 0.36, 0.5, 0.12)
        .line(Sketch.INK, 0.1, x - 0.09, y - 0.2, x - 0.09, y - 0.34)
        .line(Sketch.INK, 0.1, x + 0.09, y - 0.2, x + 0.09, y - 0.34)
        .line(color, 0.09, x - 0.14, y + 0.02, x - 0.24, y - 0.14)
        .line(color, 0.09, x + 0.14, y + 0.02, x + 0.24, y - 0.14)
        .slab(color, x, y - 0.06, 0.34, 0.34, 0.1)
        .dot(SKIN, x, y + 0.2, 0.15)
        .polygon(color, x - 0.17, y + 0.24, x + 0.17, y + 0.24, x, y + 0.46)
        .dot(Sketch.INK, x - 0.05, y + 0.18, 0.02)
        .dot(Sketch.INK, x + 0.05, y + 0.18, 0.02);
  }

  /// A flag on a pole that flies to the right, from the pole's foot at the origin of the sketch.
  public static void flag(Sketch sketch, Color pole, Color cloth, double height) {
    double low = 0.64 * height;
    sketch
        .line(pole, 0.04 * height, 0, 0, 0, height)
        .polygon(cloth, 0, height, 0, low, 0.5 * height, (height + low) / 2);
  }

  /// An arrow to the right, whose middle is the origin of the sketch.
  public static void arrow(Sketch sketch, Color color, double length, double width) {
    double tip = length / 2;
    double head = 4 * width;
    sketch
        .line(color, width, -tip, 0, tip - head, 0)
        .polygon(color, tip, 0, tip - head, 2 * width, tip - head, -2 * width);
  }
}
