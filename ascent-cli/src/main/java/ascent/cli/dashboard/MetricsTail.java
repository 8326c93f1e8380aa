package ascent.cli.dashboard;

import static java.nio.charset.StandardCharsets.UTF_8;

import ascent.config.Numbers;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Follows a run's `metrics.csv`: each call gives the complete rows appended since the last one.
///
/// A resumed run cuts its file back to the checkpoint. Where the file is shorter than what was
/// read, or no row ends there any more, reading starts again at the top. What a run appends before
/// the next call can hide that; a reader therefore drops the rows it has from the step of a new one
/// on.
final class MetricsTail {
  private static final int MOST = 1 << 20; // bytes in a call
  private static final int LAST = 1 << 13; // bytes that surely hold a row

  private final Path file;
  private List<String> columns = List.of();
  private long offset; // behind the last row read
  private long backlog; // bytes that were there at the first call
  private long rows; // read since the top

  MetricsTail(Path file) {
    this.file = file;
  }

  /// New rows of a file.
  ///
  /// @param restarted whether the earlier ones are void
  /// @param rows a value per column; null where it is missing or not finite
  /// @param more whether the file has more rows now
  record News(
      List<String> columns, boolean restarted, List<List<@Nullable Double>> rows, boolean more) {}

  /// Reads on. Of a file of n megabytes, only every n-th row that is there at the start is given.
  News read() throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      boolean restarted = offset > 0 && !endsRow(channel, offset);
      if (restarted) {
        offset = 0;
        rows = 0;
      }
      if (offset == 0) {
        backlog = channel.size();
      }
      byte[] lines = lines(channel, offset);
      offset += lines.length;
      List<List<@Nullable Double>> parsed = parsed(new String(lines, UTF_8));
      return new News(columns, restarted, parsed, offset < channel.size());
    } catch (NoSuchFileException e) {
      return new News(columns, false, List.of(), false);
    }
  }

  private List<List<@Nullable Double>> parsed(String text) {
    List<List<@Nullable Double>> parsed = new ArrayList<>();
    long stride = Math.ceilDiv(Math.max(1, backlog), MOST);
    for (String line : text.lines().toList()) {
      if (rows++ == 0) {
        columns = List.of(line.split(",", -1));
      } else if (offset > backlog || rows % stride == 0) {
        List<@Nullable Double> row = new ArrayList<>();
        for (String cell : line.split(",", -1)) {
          row.add(number(cell));
        }
        if (row.size() == columns.size()) {
          parsed.add(row);
        }
      }
    }
    return parsed;
  }

  /// The values of the last row, by column; empty before the first.
  static Map<String, Double> last(Path file) throws IOException {
    Map<String, Double> last = new LinkedHashMap<>();
    try (FileChannel channel = FileChannel.open(file)) {
      List<String> head = text(read(channel, 0, LAST)).lines().limit(1).toList();
      String end = text(read(channel, Math.max(0, channel.size() - LAST), LAST));
      List<String> rows = end.substring(0, end.lastIndexOf('\n') + 1).lines().toList();
      if (head.isEmpty() || rows.isEmpty() || rows.getLast().equals(head.getFirst())) {
        return last;
      }
      String[] columns = head.getFirst().split(",", -1);
      String[] cells = rows.getLast().split(",", -1);
      for (int i = 0; i < Math.min(columns.length, cells.length); i++) {
        Double value = number(cells[i]);
        if (value != null) {
          last.put(columns[i], value);
        }
      }
    }
    return last;
  }

  /// A cell's value; null if it is empty, infinite or not a number.
  static @Nullable Double number(String cell) {
    try {
      double value = cell.isEmpty() ? Double.NaN : Numbers.parseDouble(cell);
      return Double.isFinite(value) ? value : null;
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private static boolean endsRow(FileChannel channel, long offset) throws IOException {
    return offset <= channel.size() && text(read(channel, offset - 1, 1)).equals("\n");
  }

  /// The complete lines from an offset on.
  private static byte[] lines(FileChannel channel, long offset) throws IOException {
    byte[] bytes = read(channel, offset, MOST);
    int end = bytes.length;
    while (end > 0 && bytes[end - 1] != '\n') {
      end--;
    }
    return Arrays.copyOf(bytes, end);
  }

  private static byte[] read(FileChannel channel, long offset, int most) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(Math.clamp(channel.size() - offset, 0, most));
    while (bytes.hasRemaining() && channel.read(bytes, offset + bytes.position()) > 0) {
      // reads on
    }
    return Arrays.copyOf(bytes.array(), bytes.position());
  }

  private static String text(byte[] bytes) {
    return new String(bytes, UTF_8);
  }
}
