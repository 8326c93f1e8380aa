package ascent.cli.render;

import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/// Writes an animated GIF that loops forever. Each frame stores the rectangle that differs from the
/// one before.
///
/// GIF delays are in hundredths of a second; they vary by one to keep the average speed. The
/// maximum is 50 frames a second, because viewers slow down faster films.
final class GifWriter implements FrameWriter {
  static final double FASTEST = 50; // frames a second

  private final ImageWriter writer = ImageIO.getImageWritersByFormatName("gif").next();
  private final ImageOutputStream out;
  private final double frameTime; // hundredths of a second
  private int[] shown = {}; // the pixels of the frame before
  private int frames;

  GifWriter(FileChannel file, double framesPerSecond) throws IOException {
    frameTime = 100 / Math.min(FASTEST, framesPerSecond);
    out = new MemoryCacheImageOutputStream(Channels.newOutputStream(file));
    writer.setOutput(out);
    writer.prepareWriteSequence(null);
  }

  @Override
  public void add(BufferedImage frame) throws IOException {
    Rectangle news = news(frame);
    BufferedImage part = frame.getSubimage(news.x, news.y, news.width, news.height);
    IIOMetadata metadata =
        writer.getDefaultImageMetadata(ImageTypeSpecifier.createFromRenderedImage(part), null);
    String format = metadata.getNativeMetadataFormatName();
    IIOMetadataNode root = (IIOMetadataNode) metadata.getAsTree(format);
    IIOMetadataNode place = child(root, "ImageDescriptor");
    place.setAttribute("imageLeftPosition", Integer.toString(news.x));
    place.setAttribute("imageTopPosition", Integer.toString(news.y));
    IIOMetadataNode control = child(root, "GraphicControlExtension");
    control.setAttribute("disposalMethod", "doNotDispose");
    control.setAttribute("userInputFlag", "FALSE");
    control.setAttribute("transparentColorFlag", "FALSE");
    control.setAttribute("delayTime", Long.toString(delay()));
    control.setAttribute("transparentColorIndex", "0");
    if (frames == 0) {
      loopForEver(child(root, "ApplicationExtensions"));
    }
    metadata.setFromTree(format, root);
    writer.writeToSequence(new IIOImage(part, null, metadata), null);
    out.flush(); // out of the memory, into the file
    frames++;
  }

  /// The current frame's delay, so that the next one begins at the hundredth nearest to its time.
  private long delay() {
    return Math.round((frames + 1) * frameTime) - Math.round(frames * frameTime);
  }

  /// The smallest rectangle with all pixels that differ from the frame before; one pixel if none
  /// does.
  private Rectangle news(BufferedImage frame) {
    int width = frame.getWidth();
    int height = frame.getHeight();
    int[] pixels = frame.getRGB(0, 0, width, height, null, 0, width);
    if (frames == 0) {
      shown = pixels;
      return new Rectangle(width, height);
    }
    int left = width;
    int right = -1;
    int top = height;
    int bottom = -1;
    for (int i = 0; i < pixels.length; i++) {
      if (pixels[i] != shown[i]) {
        left = Math.min(left, i % width);
        right = Math.max(right, i % width);
        top = Math.min(top, i / width);
        bottom = i / width;
      }
    }
    shown = pixels;
    return right < 0
        ? new Rectangle(1, 1)
        : new Rectangle(left, top, right - left + 1, bottom - top + 1);
  }

  private static IIOMetadataNode child(IIOMetadataNode root, String name) {
    for (int i = 0; i < root.getLength(); i++) {
      if (root.item(i).getNodeName().equals(name)) {
        return (IIOMetadataNode) root.item(i);
      }
    }
    IIOMetadataNode node = new IIOMetadataNode(name);
    root.appendChild(node);
    return node;
  }

  /// Netscape's extension, which every viewer supports: a repeat count of 0 means forever.
  private static void loopForEver(IIOMetadataNode extensions) {
    IIOMetadataNode loop = new IIOMetadataNode("ApplicationExtension");
    loop.setAttribute("applicationID", "NETSCAPE");
    loop.setAttribute("authenticationCode", "2.0");
    loop.setUserObject(new byte[] {1, 0, 0});
    extensions.appendChild(loop);
  }

  @Override
  public void close() throws IOException {
    try {
      writer.endWriteSequence();
    } finally {
      out.close();
      writer.dispose();
    }
  }
}
