package ascent.envs.draw;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;

/// A pen for pictures in the units of an env: x to the right, y upwards, with any origin.
///
/// ```java
/// @Override public void render(Graphics2D g) {
///   new Sketch(g, 100, 300, 300)
///       .box(Sketch.INK, x, 0, 0.4, 0.2)
///       .rod(Sketch.WOOD, 0.1, x, 0, 1, angle);
/// }
/// ```
///
/// Shapes only, no fonts: a machine without a screen may have none. [Lettering] writes with
/// strokes.
public final class Sketch {
  public static final Color INK = new Color(0x202020);
  public static final Color WOOD = new Color(0xCA9865);
  public static final Color JOINT = new Color(0x8184CB);
  public static final Color RED = new Color(0xCC4D4D);
  public static final Color GREEN = new Color(0x59A14F);
  public static final Color BLUE = new Color(0x4E79A7);
  public static final Color GOLD = new Color(0xF2C14E);
  public static final Color GREY = new Color(0xBAB0AC);
  public static final Color PALE = new Color(0xEAF1F7);
  public static final Color WHITE = Color.WHITE;

  private final Graphics2D g;

  /// @param scale pixels of a unit
  /// @param originX of the origin, in pixels from the left
  /// @param originY of the origin, in pixels from the top
  public Sketch(Graphics2D g, double scale, double originX, double originY) {
    this.g = g;
    g.transform(new AffineTransform(scale, 0, 0, -scale, originX, originY));
  }

  private Sketch(Graphics2D g) {
    this.g = g;
  }

  /// A pen for shapes around a point that is their origin, turned by an angle in radians
  /// counter-clockwise.
  public Sketch at(double x, double y, double angle) {
    Graphics2D moved = (Graphics2D) g.create();
    moved.translate(x, y);
    moved.rotate(angle);
    return new Sketch(moved);
  }

  public Sketch line(Color color, double width, double x0, double y0, double x1, double y1) {
    return draw(color, width, new Line2D.Double(x0, y0, x1, y1));
  }

  /// A rod from a point, at an angle in radians from straight up, clockwise.
  public Sketch rod(Color color, double width, double x, double y, double length, double angle) {
    return line(
        color, width, x, y, x + length * StrictMath.sin(angle), y + length * StrictMath.cos(angle));
  }

  public Sketch dot(Color color, double x, double y, double radius) {
    return oval(color, x, y, 2 * radius, 2 * radius);
  }

  /// An ellipse by its centre.
  public Sketch oval(Color color, double x, double y, double width, double height) {
    return fill(color, new Ellipse2D.Double(x - width / 2, y - height / 2, width, height));
  }

  public Sketch ring(Color color, double width, double x, double y, double radius) {
    return draw(color, width, new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius));
  }

  /// A rectangle by its centre.
  public Sketch box(Color color, double x, double y, double width, double height) {
    return fill(color, new Rectangle2D.Double(x - width / 2, y - height / 2, width, height));
  }

  /// A rectangle with round corners, by its centre.
  ///
  /// @param radius of the corners
  public Sketch slab(Color color, double x, double y, double width, double height, double radius) {
    double d = 2 * radius;
    return fill(
        color, new RoundRectangle2D.Double(x - width / 2, y - height / 2, width, height, d, d));
  }

  /// A filled polygon, x and y in turn.
  public Sketch polygon(Color color, double... points) {
    return fill(color, path(points, true));
  }

  /// An open line through points, x and y in turn.
  public Sketch curve(Color color, double width, double... points) {
    return draw(color, width, path(points, false));
  }

  private Sketch fill(Color color, Shape shape) {
    g.setColor(color);
    g.fill(shape);
    return this;
  }

  private Sketch draw(Color color, double width, Shape shape) {
    g.setColor(color);
    g.setStroke(new BasicStroke((float) width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    g.draw(shape);
    return this;
  }

  private static Path2D path(double[] points, boolean closed) {
    Path2D path = new Path2D.Double();
    path.moveTo(points[0], points[1]);
    for (int i = 2; i < points.length; i += 2) {
      path.lineTo(points[i], points[i + 1]);
    }
    if (closed) {
      path.closePath();
    }
    return path;
  }
}
