package ascent.study.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.util.List;

/// Draws on an image, with the machine's sans-serif font.
final class ImageCanvas implements Canvas {
  private static final int OPAQUE = 255;

  private final Graphics2D graphics;
  private final boolean dark;

  /// @param scale pixels per point
  ImageCanvas(BufferedImage image, double scale, boolean dark) {
    this.dark = dark;
    graphics = image.createGraphics();
    graphics.scale(scale, scale);
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    graphics.setRenderingHint(
        RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
    graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
  }

  void dispose() {
    graphics.dispose();
  }

  private void use(Fill fill, double opacity) {
    int rgb = fill.rgb(dark);
    graphics.setColor(
        new Color(
            (rgb >> 16) & 0xFF, (rgb >> 8) & 0xFF, rgb & 0xFF, (int) Math.rint(opacity * OPAQUE)));
  }

  private static Path2D path(List<Point> points) {
    Path2D path = new Path2D.Double();
    path.moveTo(points.getFirst().x(), points.getFirst().y());
    for (Point point : points.subList(1, points.size())) {
      path.lineTo(point.x(), point.y());
    }
    return path;
  }

  @Override
  public void line(List<Point> points, Pen pen) {
    use(pen.fill(), 1);
    float[] dash = new float[pen.dash().size()];
    for (int i = 0; i < dash.length; i++) {
      dash[i] = pen.dash().get(i).floatValue();
    }
    graphics.setStroke(
        new BasicStroke(
            (float) pen.width(),
            BasicStroke.CAP_BUTT,
            BasicStroke.JOIN_ROUND,
            1,
            dash.length == 0 ? null : dash,
            0));
    graphics.draw(path(points));
  }

  @Override
  public void area(List<Point> points, Fill fill, double opacity) {
    use(fill, opacity);
    Path2D path = path(points);
    path.closePath();
    graphics.fill(path);
  }

  @Override
  public void dot(Point centre, double radius, Fill fill) {
    use(fill, 1);
    graphics.fill(
        new Ellipse2D.Double(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius));
  }

  @Override
  public void text(String text, Point at, Face face) {
    use(face.fill(), 1);
    Graphics2D turned = (Graphics2D) graphics.create();
    turned.setFont(font(face));
    turned.translate(at.x(), at.y());
    if (face.upright()) {
      turned.rotate(-Math.PI / 2);
    }
    double shift =
        switch (face.anchor()) {
          case START -> 0;
          case MIDDLE -> -width(text, face) / 2;
          case END -> -width(text, face);
        };
    turned.drawString(text, (float) shift, 0);
    turned.dispose();
  }

  @Override
  public double width(String text, Face face) {
    return font(face).getStringBounds(text, graphics.getFontRenderContext()).getWidth();
  }

  private static Font font(Face face) {
    Font font = new Font(Font.SANS_SERIF, face.bold() ? Font.BOLD : Font.PLAIN, 1);
    return font.deriveFont((float) face.size());
  }
}
