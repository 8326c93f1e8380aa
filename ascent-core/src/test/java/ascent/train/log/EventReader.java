package ascent.train.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.tensorflow.proto.Event;
import org.tensorflow.proto.SessionLog;

/// Reads event files by TensorFlow's own messages, and by the definition of the framing.
final class EventReader {
  private EventReader() {}

  /// The files of a directory, in the order in which TensorBoard reads them.
  static List<Path> files(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(f -> f.getFileName().toString().contains("tfevents")).sorted().toList();
    }
  }

  /// All events of a file, whose checksums must be right.
  static List<Event> events(Path file) throws IOException {
    ByteBuffer in = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    List<Event> events = new ArrayList<>();
    while (in.hasRemaining()) {
      byte[] length = new byte[8];
      in.get(length);
      assertThat(in.getInt()).isEqualTo(masked(crc32c(length)));
      byte[] content =
          new byte[(int) ByteBuffer.wrap(length).order(ByteOrder.LITTLE_ENDIAN).getLong()];
      in.get(content);
      assertThat(in.getInt()).isEqualTo(masked(crc32c(content)));
      events.add(Event.parseFrom(content));
    }
    return events;
  }

  /// What TensorBoard shows of a directory: all events in order, without those that the start of a
  /// later session withdraws.
  static List<Event> shown(Path directory) throws IOException {
    List<Event> shown = new ArrayList<>();
    for (Path file : files(directory)) {
      for (Event event : events(file)) {
        if (event.hasSessionLog()
            && event.getSessionLog().getStatus() == SessionLog.SessionStatus.START) {
          shown.removeIf(earlier -> earlier.getStep() >= event.getStep());
        }
        shown.add(event);
      }
    }
    return shown;
  }

  /// CRC-32C by its definition, bit by bit; the polynomial is that of Castagnoli, reflected.
  static int crc32c(byte[] bytes) {
    int crc = ~0;
    for (byte b : bytes) {
      crc ^= b & 0xff;
      for (int i = 0; i < 8; i++) {
        crc = (crc >>> 1) ^ ((crc & 1) * 0x82f63b78);
      }
    }
    return ~crc;
  }

  private static int masked(int crc) {
    return ((crc >>> 15) | (crc << 17)) + 0xa282ead8;
  }
}
