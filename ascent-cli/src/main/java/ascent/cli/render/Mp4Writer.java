package ascent.cli.render;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.channels.FileChannel;
import org.jcodec.api.awt.AWTSequenceEncoder;
import org.jcodec.common.io.FileChannelWrapper;
import org.jcodec.common.model.Rational;

/// Writes an MP4 with H.264 video.
final class Mp4Writer implements FrameWriter {
  private static final int BLOCK = 16; // pixels

  private final AWTSequenceEncoder encoder;
  private boolean begun;

  Mp4Writer(FileChannel file, double framesPerSecond) throws IOException {
    Rational rate = Rational.R((int) Math.round(100 * framesPerSecond), 100);
    encoder = new AWTSequenceEncoder(new Unclosed(file), rate);
  }

  /// A file that the encoder does not close when it finishes: its owner does.
  private static final class Unclosed extends FileChannelWrapper {
    Unclosed(FileChannel file) throws IOException {
      super(file);
    }

    @Override
    public void close() {}
  }

  @Override
  public void add(BufferedImage frame) throws IOException {
    encoder.encodeImage(fitting(frame));
    begun = true;
  }

  /// H.264 needs an even width and height, the encoder at least one block; pads with white.
  private static BufferedImage fitting(BufferedImage frame) {
    int width = Math.max(BLOCK, frame.getWidth() + frame.getWidth() % 2);
    int height = Math.max(BLOCK, frame.getHeight() + frame.getHeight() % 2);
    if (width == frame.getWidth() && height == frame.getHeight()) {
      return frame;
    }
    BufferedImage larger = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = larger.createGraphics();
    g.setColor(Color.WHITE);
    g.fillRect(0, 0, width, height);
    g.drawImage(frame, 0, 0, null);
    g.dispose();
    return larger;
  }

  @Override
  public void close() throws IOException {
    if (begun) {
      encoder.finish();
    }
  }
}
