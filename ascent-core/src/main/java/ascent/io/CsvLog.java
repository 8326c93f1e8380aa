package ascent.io;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import ascent.config.Numbers;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A CSV file of numbers with a fixed header, to which rows are appended.
///
/// Each row is written before [#append] returns. Numbers are written in the shortest form that
/// reads back exactly (`0.5`, `2048`, `1e-5`, `inf`); the cell of a NaN or missing value is empty.
/// A log can be truncated to an earlier length, so that a resumed run continues at its checkpoint.
public final class CsvLog implements Closeable {

  private final Path file;
  private final List<String> columns;
  private final String header;
  private final FileChannel channel;

  private CsvLog(Path file, List<String> columns, FileChannel channel) {
    this.file = file;
    this.columns = columns;
    this.header = String.join(",", columns) + "\n";
    this.channel = channel;
  }

  /// Opens a log to append to; a new one, or an empty file, gets the header first.
  ///
  /// @throws DamagedFileException if the file begins with another header
  /// @throws IOException if it is not a regular file, or cannot be opened
  public static CsvLog open(Path file, List<String> columns) throws IOException {
    for (String column : columns) {
      if (column.isEmpty() || column.chars().anyMatch(c -> c == ',' || c == '"' || c < ' ')) {
        throw new IllegalArgumentException(
            "\"" + column + "\" cannot be a column; it must have no comma, quote or line break.");
      }
    }
    AtomicFiles.target(file);
    FileChannel channel = FileChannel.open(file, CREATE, READ, WRITE);
    CsvLog log = new CsvLog(file, List.copyOf(columns), channel);
    try {
      log.start();
      return log;
    } catch (IOException | RuntimeException | Error e) {
      channel.close();
      throw e;
    }
  }

  private void start() throws IOException {
    if (channel.size() == 0) {
      write(header);
      return;
    }
    String found = UTF_8.decode(read(0, header.getBytes(UTF_8).length)).toString();
    if (!found.equals(header)) {
      throw new DamagedFileException(
          "%s begins with other columns than this run's. Maybe another version wrote it."
              .formatted(file));
    }
    channel.position(channel.size());
  }

  /// Appends a row.
  ///
  /// @param row values by column; a column without one stays empty
  /// @throws IllegalArgumentException if a value has no column
  public void append(Map<String, ? extends Number> row) throws IOException {
    for (String name : row.keySet()) {
      if (!columns.contains(name)) {
        throw new IllegalArgumentException("There is no column %s in %s.".formatted(name, file));
      }
    }
    write(columns.stream().map(c -> cell(row.get(c))).collect(Collectors.joining(",", "", "\n")));
  }

  /// The length of the file in bytes.
  public long length() throws IOException {
    return channel.size();
  }

  /// Forces all rows to disk.
  ///
  /// @return the length of the file in bytes, for [#truncateTo]
  public long force() throws IOException {
    try {
      channel.force(true);
    } catch (IOException e) {
      throw AtomicFiles.about(file, e);
    }
    return length();
  }

  /// Truncates the file to an earlier length.
  ///
  /// @throws DamagedFileException if the file is shorter, or no row ends there
  public void truncateTo(long bytes) throws IOException {
    if (bytes > length()) {
      throw new DamagedFileException(
          "%s has %d bytes, fewer than the %d it once had. Maybe it was edited or replaced."
              .formatted(file, length(), bytes));
    }
    if (bytes < header.getBytes(UTF_8).length || read(bytes - 1, 1).get() != '\n') {
      throw new DamagedFileException(
          "No row of %s ends at byte %d. Maybe it was edited or replaced.".formatted(file, bytes));
    }
    channel.truncate(bytes).position(bytes);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  private static String cell(@Nullable Number value) {
    return switch (value) {
      case null -> "";
      case Float number -> number.isNaN() ? "" : Numbers.text(number);
      case Double number -> number.isNaN() ? "" : Numbers.text(number);
      default -> value.toString();
    };
  }

  private void write(String row) throws IOException {
    ByteBuffer bytes = UTF_8.encode(row);
    try {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    } catch (IOException e) {
      throw AtomicFiles.about(file, e);
    }
  }

  /// At most `count` bytes from a position of the file.
  private ByteBuffer read(long position, int count) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(count);
    int got;
    do {
      got = channel.read(bytes, position + bytes.position());
    } while (got > 0 && bytes.hasRemaining());
    return bytes.flip();
  }
}
