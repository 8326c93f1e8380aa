package ascent.cli.render;

import java.awt.image.BufferedImage;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Locale;

/// Writes a film frame by frame.
interface FrameWriter extends Closeable {
  void add(BufferedImage frame) throws IOException;

  /// The film formats, by file extension.
  enum Format {
    GIF,
    MP4,
    /// Only the last picture.
    PNG;

    /// The format of a file.
    ///
    /// @throws IllegalArgumentException if its extension is unknown
    static Format of(Path file) {
      String name = file.toString().toLowerCase(Locale.ROOT);
      for (Format format : values()) {
        if (name.endsWith("." + format.name().toLowerCase(Locale.ROOT))) {
          return format;
        }
      }
      throw new IllegalArgumentException(
          "the output is " + file + "; its name must end in .gif, .mp4 or .png.");
    }

    /// Starts a film in an empty file, which the caller closes after the film.
    FrameWriter open(FileChannel file, double framesPerSecond) throws IOException {
      return switch (this) {
        case GIF -> new GifWriter(file, framesPerSecond);
        case MP4 -> new Mp4Writer(file, framesPerSecond);
        case PNG -> new PngWriter(file);
      };
    }
  }
}
