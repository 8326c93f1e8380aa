package ascent.envs;

import ascent.env.Renderable.Screen;
import ascent.envs.draw.Sketch;
import java.awt.Graphics2D;

/// Draws [CartPole] and [SimpleCartPole]: a cart on its track, a pole on the cart.
final class CartScene {
  static final Screen SCREEN = new Screen(600, 400, 50);

  private CartScene() {}

  /// @param x of the cart, in m from the middle
  /// @param theta of the pole, in rad from upright, clockwise
  /// @param reach of the track to each side, in m
  static void draw(Graphics2D g, double x, double theta, double reach) {
    double metre = SCREEN.width() / (2 * reach); // pixels
    new Sketch(g, metre, 300, 300)
        .line(Sketch.INK, 0.01, -reach, 0, reach, 0)
        .box(Sketch.INK, x, 0, 0.4, 0.24)
        .rod(Sketch.WOOD, 0.08, x, 0.06, 1, theta)
        .dot(Sketch.JOINT, x, 0.06, 0.04);
  }
}
