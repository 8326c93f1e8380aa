package ascent.cli.render;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import org.jcodec.api.FrameGrab;
import org.jcodec.api.JCodecException;
import org.jcodec.common.io.NIOUtils;
import org.jcodec.common.io.SeekableByteChannel;
import org.jcodec.common.model.Picture;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Mp4WriterTest {
  @TempDir Path dir;

  /// The encoder takes even sizes from 16 on.
  @ParameterizedTest
  @CsvSource({"1, 1, 16, 16", "17, 2, 18, 16", "16, 40, 16, 40"})
  void a_picture_of_any_size_makes_a_film(int width, int height, int filmed, int filmedHeight)
      throws IOException, JCodecException {
    Path file = dir.resolve("a.mp4");
    try (FileChannel out = FileChannel.open(file, CREATE_NEW, WRITE);
        FrameWriter film = FrameWriter.Format.MP4.open(out, 10)) {
      for (int i = 0; i < 30; i++) {
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        picture.setRGB(0, 0, 0x123456 * i);
        film.add(picture);
      }
    }
    try (SeekableByteChannel in = NIOUtils.readableChannel(file.toFile())) {
      Picture first = FrameGrab.createFrameGrab(in).getNativeFrame();
      assertThat(first.getCroppedWidth()).isEqualTo(filmed);
      assertThat(first.getCroppedHeight()).isEqualTo(filmedHeight);
    }
  }
}
