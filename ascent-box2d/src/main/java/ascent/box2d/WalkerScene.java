package ascent.box2d;

import ascent.env.Renderable.Screen;
import ascent.envs.draw.Figures;
import ascent.envs.draw.Sketch;
import com.badlogic.gdx.math.Vector2;
import com.badlogic.gdx.physics.box2d.Body;
import java.awt.Color;
import java.awt.Graphics2D;

/// Draws [BipedalWalker]: the ground and what stands on it, scrolling by, flags at its start and
/// finish, the walker, and the rays by which it sees.
final class WalkerScene {
  static final Screen SCREEN = new Screen(600, 400, Physics.FPS);

  private static final double WIDTH = 600 / Physics.SCALE; // m
  private static final double HEIGHT = 400 / Physics.SCALE; // m
  private static final double FLAG = 50 / Physics.SCALE; // m
  private static final Color SKY = new Color(0xDCE3FA);
  private static final Color EARTH = new Color(0x66994C);
  private static final Color GRASS = new Color(0x4CB24C);
  private static final Color STONE = new Color(0x8A8A8A);
  private static final Color HULL = new Color(0x7F33E5);
  private static final Color SHADE = new Color(0x4C1F8A);
  private static final Color[] LEGS = {new Color(0xB26699), new Color(0x803366)};
  private static final Color RAY = new Color(0xE5, 0x33, 0x33, 0x60);

  private WalkerScene() {}

  static void draw(Graphics2D g, Walker walker) {
    double scroll = walker.x - WIDTH / 5;
    Sketch sketch = new Sketch(g, Physics.SCALE, -scroll * Physics.SCALE, SCREEN.height());
    sketch.box(SKY, scroll + WIDTH / 2, HEIGHT / 2, WIDTH, HEIGHT);
    ground(sketch, walker.course, scroll);
    rays(sketch, walker);
    for (int i = 0; i < 4; i++) {
      double width = i % 2 == 0 ? Walker.LEG_WIDTH : Walker.SHIN_WIDTH;
      at(sketch, walker.leg(i))
          .slab(SHADE, 0, 0, width, Walker.LEG_HEIGHT, width / 3)
          .slab(LEGS[i / 2], 0, 0, width - 0.06, Walker.LEG_HEIGHT - 0.06, width / 3);
    }
    double[] hull = Physics.metres(Walker.CORNERS);
    at(sketch, walker.hull())
        .polygon(HULL, hull)
        .curve(SHADE, 0.06, hull)
        .line(SHADE, 0.06, hull[0], hull[1], hull[hull.length - 2], hull[hull.length - 1]);
  }

  private static void ground(Sketch sketch, Course course, double scroll) {
    double[] points = new double[2 * Course.POINTS + 4];
    double[] line = new double[2 * Course.POINTS];
    for (int i = 0; i < Course.POINTS; i++) {
      line[2 * i] = Course.x(i);
      line[2 * i + 1] = course.y(i);
    }
    System.arraycopy(line, 0, points, 0, line.length);
    points[line.length] = Course.x(Course.POINTS - 1); // and (0, 0)
    flag(sketch, course, 3, Sketch.RED);
    flag(sketch, course, Course.POINTS - Course.GRASS_POINTS, Sketch.GOLD);
    sketch.polygon(EARTH, points).curve(GRASS, 0.1, line);
    for (Course.Block block : course.blocks()) {
      double width = block.right() - block.left();
      double height = block.top() - block.bottom();
      double x = block.left() + width / 2;
      if (Math.abs(x - scroll - WIDTH / 2) < WIDTH) {
        double y = block.bottom() + height / 2;
        sketch.box(STONE, x, y, width, height);
        sketch.box(Sketch.GREY, x, y, width - 0.1, height - 0.1);
      }
    }
  }

  private static void flag(Sketch sketch, Course course, int point, Color cloth) {
    Sketch foot = sketch.at(Course.x(point), course.y(point), 0);
    Figures.flag(foot, Sketch.INK, cloth, FLAG);
  }

  private static void rays(Sketch sketch, Walker walker) {
    Vector2 eye = walker.hull().getPosition();
    double x = eye.x;
    double y = eye.y;
    for (int i = 0; i < Walker.RAYS; i++) {
      double endX = x + walker.seen[i] * Walker.RAY_X[i];
      double endY = y + walker.seen[i] * Walker.RAY_Y[i];
      sketch.line(RAY, 0.04, x, y, endX, endY);
    }
  }

  /// A pen for shapes around a body.
  private static Sketch at(Sketch sketch, Body body) {
    Vector2 position = body.getPosition();
    return sketch.at(position.x, position.y, body.getAngle());
  }
}
