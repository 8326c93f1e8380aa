package ascent.cli.render;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import javax.imageio.ImageIO;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.jspecify.annotations.Nullable;

/// Writes only the last picture of a film.
final class PngWriter implements FrameWriter {
  private final FileChannel file;
  private @Nullable BufferedImage last;

  PngWriter(FileChannel file) {
    this.file = file;
  }

  @Override
  public void add(BufferedImage frame) {
    last = frame;
  }

  @Override
  public void close() throws IOException {
    if (last == null) {
      return;
    }
    try (ImageOutputStream out = new MemoryCacheImageOutputStream(Channels.newOutputStream(file))) {
      if (!ImageIO.write(last, "png", out)) {
        throw new IOException("There is no writer for PNG.");
      }
    }
  }
}
