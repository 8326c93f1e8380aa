package ascent.box2d;

import ascent.env.Renderable.Screen;
import ascent.envs.draw.Figures;
import ascent.envs.draw.Sketch;
import com.badlogic.gdx.math.Vector2;
import com.badlogic.gdx.physics.box2d.Body;
import java.awt.Color;
import java.awt.Graphics2D;

/// Draws [LunarLander]: white mountains under a black sky, two flags, the craft, and flames at the
/// engines that fire.
final class LanderScene {
  static final Screen SCREEN = new Screen(600, 400, Physics.FPS);

  private static final Color SKY = new Color(0x0B0B14);
  private static final Color GROUND = new Color(0xF2F2F2);
  private static final Color PAD = new Color(0x9A9AA6);
  private static final Color HULL = new Color(0x8066E6);
  private static final Color SHADE = new Color(0x4D4D80);
  private static final Color FLAME = new Color(0xF28E2B);

  private LanderScene() {}

  /// @param mainPower of the engine below, in the latest step
  /// @param sidePower of the one that pushes to the left (−) or right (+)
  static void draw(Graphics2D g, Craft craft, double mainPower, double sidePower) {
    Sketch sketch = new Sketch(g, Physics.SCALE, 0, SCREEN.height());
    double middle = LunarLander.WIDTH / 2;
    sketch.box(SKY, middle, LunarLander.HEIGHT / 2, LunarLander.WIDTH, LunarLander.HEIGHT);
    ground(sketch, craft.moon);
    flames(at(sketch, craft.body()), mainPower, sidePower);
    for (Body leg : craft.legs()) {
      at(sketch, leg)
          .box(SHADE, 0, 0, 2 * Craft.LEG_HALF_WIDTH + 0.06, 2 * Craft.LEG_HALF_HEIGHT + 0.06)
          .box(HULL, 0, 0, 2 * Craft.LEG_HALF_WIDTH, 2 * Craft.LEG_HALF_HEIGHT);
    }
    double[] hull = Physics.metres(Craft.CORNERS);
    at(sketch, craft.body())
        .polygon(HULL, hull)
        .curve(SHADE, 0.07, hull)
        .line(SHADE, 0.07, hull[0], hull[1], hull[hull.length - 2], hull[hull.length - 1])
        .dot(Sketch.PALE, 0, 0.2, 0.16)
        .ring(SHADE, 0.05, 0, 0.2, 0.16);
  }

  private static void ground(Sketch sketch, Moon moon) {
    double[] points = new double[2 * Moon.POINTS + 4];
    for (int i = 0; i < Moon.POINTS; i++) {
      points[2 * i] = Moon.x(i);
      points[2 * i + 1] = moon.y(i);
    }
    points[2 * Moon.POINTS] = LunarLander.WIDTH; // and (0, 0)
    sketch.polygon(GROUND, points);
    double left = Moon.x(Moon.POINTS / 2 - 1);
    double right = Moon.x(Moon.POINTS / 2 + 1);
    sketch.line(PAD, 0.12, left, Moon.PAD_HEIGHT, right, Moon.PAD_HEIGHT);
    for (double x : new double[] {left, right}) {
      Sketch foot = sketch.at(x, Moon.PAD_HEIGHT, 0);
      Figures.flag(foot, Sketch.WHITE, Sketch.GOLD, 50 / Physics.SCALE);
    }
  }

  private static void flames(Sketch sketch, double mainPower, double sidePower) {
    if (mainPower > 0) {
      double tip = -0.35 - 1.1 * mainPower;
      sketch
          .polygon(FLAME, -0.28, -0.3, 0.28, -0.3, 0, tip)
          .polygon(Sketch.GOLD, -0.14, -0.3, 0.14, -0.3, 0, 0.45 * tip - 0.2);
    }
    if (sidePower != 0) {
      double away = -Math.signum(sidePower); // exhaust leaves where the thrust does not go
      double root = 0.45 * away;
      double tip = root - 0.7 * sidePower;
      double y = 14 / Physics.SCALE;
      sketch.polygon(FLAME, root, y - 0.12, root, y + 0.12, tip, y);
    }
  }

  /// A pen for shapes around a body.
  private static Sketch at(Sketch sketch, Body body) {
    Vector2 position = body.getPosition();
    return sketch.at(position.x, position.y, body.getAngle());
  }
}
