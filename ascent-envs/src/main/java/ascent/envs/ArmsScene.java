package ascent.envs;

import ascent.env.Renderable.Screen;
import ascent.envs.draw.Sketch;
import java.awt.Color;
import java.awt.Graphics2D;
import java.util.function.IntToDoubleFunction;

/// Draws [Bandit]: a bar from 0 to the mean of each arm, within a pale one of a standard deviation
/// to both sides; the arm that was pulled in another colour, with a dot at what it paid.
final class ArmsScene {
  static final Screen SCREEN = new Screen(500, 300, 2);

  private static final double REACH = 2; // of the axis, at least
  private static final Color NOISE = new Color(0xDCE6F0);
  private static final Color TRIED = new Color(0xFBE9BF);

  private ArmsScene() {}

  /// @param mean of each arm
  /// @param pulled the arm that was; -1: none was yet
  static void draw(
      Graphics2D g, int arms, IntToDoubleFunction mean, double noise, int pulled, double reward) {
    double reach = Math.max(REACH, Math.abs(reward));
    for (int a = 0; a < arms; a++) {
      reach = Math.max(reach, Math.abs(mean.applyAsDouble(a)) + noise);
    }
    double up = 1.4 / reach; // the picture is 5 wide and 3 high, with 0 in the middle
    double wide = 4.8 / arms;
    Sketch sketch = new Sketch(g, 100, 10, 150);
    for (int a = 0; a < arms; a++) {
      double x = (a + 0.5) * wide;
      double y = up * mean.applyAsDouble(a);
      sketch.box(a == pulled ? TRIED : NOISE, x, y, 0.7 * wide, 2 * up * noise);
      Color color = a == pulled ? Sketch.GOLD : Sketch.BLUE;
      sketch.box(color, x, y / 2, 0.4 * wide, Math.abs(y));
    }
    sketch.line(Sketch.INK, 0.015, 0, 0, 4.8, 0);
    if (pulled >= 0) {
      sketch.dot(Sketch.RED, (pulled + 0.5) * wide, up * reward, 0.06);
    }
  }
}
