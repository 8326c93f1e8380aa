package ascent.envs;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;

/// A pen for pictures in the units of an env: x to the right, y upwards, the origin where one
/// likes.
final class Sketch {
  static final Color INK = new Color(0x202020);
  static final Color WOOD = new Color(0xCA9865);
  static final Color JOINT = new Color(0x8184CB);
  static final Color RED = new Color(0xCC4D4D);
  static final Color GREEN = new Color(0x59A14F);
  static final Color BLUE = new Color(0x4E79A7);
  static final Color GOLD = new Color(0xF2C14E);
  static final Color GREY = new Color(0xBAB0AC);
  static final Color PALE = new Color(0xEAF1F7);

  private final Graphics2D g;

  /// @param scale pixels of a unit
  /// @param originX of the origin, in pixels from the left
  /// @param originY of the origin, in pixels from the top
  Sketch(Graphics2D g, double scale, double originX, double originY) {
    this.g = g;
    g.transform(new AffineTransform(scale, 0, 0, -scale, originX, originY));
  }

  Sketch line(Color color, double width, double x0, double y0, double x1, double y1) {
    g.setColor(color);
    g.setStroke(new BasicStroke((float) width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    g.draw(new Line2D.Double(x0, y0, x1, y1));
    return this;
  }

  /// A rod from a point, at an angle in radians from straight up, clockwise.
  Sketch rod(Color color, double width, double x, double y, double length, double angle) {
    return line(
        color, width, x, y, x + length * StrictMath.sin(angle), y + length * StrictMath.cos(angle));
  }

  Sketch dot(Color color, double x, double y, double radius) {
    g.setColor(color);
    g.fill(new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius));
    return this;
  }

  /// A rectangle by its centre.
  Sketch box(Color color, double x, double y, double width, double height) {
    g.setColor(color);
    g.fill(new Rectangle2D.Double(x - width / 2, y - height / 2, width, height));
    return this;
  }

  /// A filled polygon, x and y in turn.
  Sketch polygon(Color color, double... points) {
    g.setColor(color);
    g.fill(path(points, true));
    return this;
  }

  /// An open line through points, x and y in turn.
  Sketch curve(Color color, double width, double... points) {
    g.setColor(color);
    g.setStroke(new BasicStroke((float) width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    g.draw(path(points, false));
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
