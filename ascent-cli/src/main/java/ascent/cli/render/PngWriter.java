package ascent.cli.render;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/// Writes only the last picture of a film.
final class PngWriter implements FrameWriter {
  private final Path file;
  private @Nullable BufferedImage last;

  PngWriter(Path file) {
    this.file = file;
  }

  @Override
  public void add(BufferedImage frame) {
    last = frame;
  }

  @Override
  public void close() throws IOException {
    if (last != null && !ImageIO.write(last, "png", file.toFile())) {
      throw new IOException("There is no writer for PNG.");
    }
  }
}
