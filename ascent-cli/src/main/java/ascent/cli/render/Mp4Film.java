package ascent.cli.render;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import org.jcodec.api.awt.AWTSequenceEncoder;
import org.jcodec.common.io.NIOUtils;
import org.jcodec.common.io.SeekableByteChannel;
import org.jcodec.common.model.Rational;

/// An MP4 with H.264 pictures.
final class Mp4Film implements Film {
  private final SeekableByteChannel out;
  private final AWTSequenceEncoder encoder;

  Mp4Film(Path file, double framesPerSecond) throws IOException {
    out = NIOUtils.writableFileChannel(file.toString());
    encoder = new AWTSequenceEncoder(out, Rational.R((int) Math.round(100 * framesPerSecond), 100));
  }

  /// H.264 wants an even width and height.
  @Override
  public void add(BufferedImage frame) throws IOException {
    encoder.encodeImage(frame.getSubimage(0, 0, frame.getWidth() & ~1, frame.getHeight() & ~1));
  }

  @Override
  public void close() throws IOException {
    encoder.finish();
    out.close();
  }
}
