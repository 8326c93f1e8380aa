package ascent.cli.render;

import java.awt.image.BufferedImage;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/// A film that is being written, frame by frame.
interface FrameWriter extends Closeable {
  void add(BufferedImage frame) throws IOException;

  /// The kinds of film there are, by the file's ending.
  enum Format {
    GIF,
    MP4,
    /// The last picture alone.
    PNG;

    /// The format of a file.
    ///
    /// @throws IllegalArgumentException if its name says none
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

    /// Starts a film.
    FrameWriter open(Path file, double framesPerSecond) throws IOException {
      return switch (this) {
        case GIF -> new GifWriter(file, framesPerSecond);
        case MP4 -> new Mp4Writer(file, framesPerSecond);
        case PNG -> new PngWriter(file);
      };
    }
  }
}
