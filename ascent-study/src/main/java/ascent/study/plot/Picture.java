package ascent.study.plot;

import ascent.config.Check;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.function.Consumer;
import javax.imageio.ImageIO;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/// A picture, not yet drawn: it comes out as SVG or PNG.
public final class Picture {
  private static final double SCALE = 2; // pixels per point of a PNG

  private final int width;
  private final int height;
  private final String title;
  private final Consumer<Canvas> drawing;

  Picture(Size size, String title, Consumer<Canvas> drawing) {
    width = size.width;
    height = size.height;
    this.title = title;
    this.drawing = drawing;
  }

  /// The size of a picture.
  ///
  /// @param width in points, in \[200, 4000\]
  /// @param height in points, in \[150, 4000\]
  public record Size(int width, int height) {
    public Size {
      Check.that(width >= 200 && width <= 4_000, "width", width, "in [200, 4000]");
      Check.that(height >= 150 && height <= 4_000, "height", height, "in [150, 4000]");
    }
  }

  /// As an SVG document, the same on every machine.
  public String svg(Theme theme) {
    var canvas = new SvgCanvas(theme);
    draw(canvas);
    return canvas.document(width, height, title);
  }

  /// As an image of two pixels per point.
  public BufferedImage image(Theme theme) {
    var image =
        new BufferedImage(
            (int) (SCALE * width), (int) (SCALE * height), BufferedImage.TYPE_INT_RGB);
    var canvas = new ImageCanvas(image, SCALE, theme == Theme.DARK);
    try {
      draw(canvas);
    } finally {
      canvas.dispose();
    }
    return image;
  }

  /// Writes a PNG.
  public void png(Theme theme, OutputStream out) throws IOException {
    // ImageIO's own stream for this would go through a temporary file.
    try (ImageOutputStream image = new MemoryCacheImageOutputStream(out)) {
      if (!ImageIO.write(image(theme), "png", image)) {
        throw new IOException("This Java runtime cannot write PNG.");
      }
    }
  }

  private void draw(Canvas canvas) {
    canvas.area(
        List.of(
            new Canvas.Point(0, 0),
            new Canvas.Point(width, 0),
            new Canvas.Point(width, height),
            new Canvas.Point(0, height)),
        Ink.BACKGROUND,
        1);
    drawing.accept(canvas);
  }
}
