package ascent.train.log;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import ascent.io.Proto;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.BufferUnderflowException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/// The event files in a directory. TensorBoard reads all files whose name contains `tfevents`, in
/// the order of their names.
final class EventFiles {
  private static final String PREFIX = "events.out.tfevents.";
  private static final String SUFFIX = ".ascent"; // of those that this program wrote
  private static final String NAME = "events\\.out\\.tfevents\\.[0-9]{10,11}\\.ascent";

  private EventFiles() {}

  /// Those that this program wrote, the oldest first; none where there is no directory.
  static List<Path> in(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(file -> String.valueOf(file.getFileName()).matches(NAME))
          .sorted()
          .toList();
    }
  }

  /// The path of a new file, which sorts behind all others.
  static Path next(Path directory) throws IOException {
    List<Path> files = in(directory);
    long seconds = System.currentTimeMillis() / 1000;
    if (!files.isEmpty()) {
      String last = String.valueOf(files.getLast().getFileName());
      String digits = last.substring(PREFIX.length(), last.length() - SUFFIX.length());
      seconds = Math.max(seconds, Long.parseLong(digits) + 1);
    }
    return directory.resolve(PREFIX + "%010d".formatted(seconds) + SUFFIX);
  }

  /// Cuts the files back to where the run was at a step: each ends before its first event that is
  /// later, is damaged, or says that the run has ended.
  static void cut(Path directory, long step) throws IOException {
    for (Path file : in(directory)) {
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        channel.truncate(lengthUntil(file, step));
      }
    }
  }

  private static long lengthUntil(Path file, long step) throws IOException {
    long size = Files.size(file);
    long length = 0;
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      while (true) {
        byte[] event = Records.read(in, size - length);
        if (event == null || stepOf(event) > step || endsRun(event)) {
          return length;
        }
        length += event.length + Records.FRAME;
      }
    }
  }

  private static long stepOf(byte[] event) {
    try {
      return Proto.integerOf(event, Event.STEP, 0);
    } catch (BufferUnderflowException e) {
      return Long.MAX_VALUE; // no event of ours
    }
  }

  private static boolean endsRun(byte[] event) {
    return new String(event, ISO_8859_1).contains(Event.SESSION_END);
  }
}
