package ascent.io;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import ascent.config.Numbers;
import ascent.config.Printable;
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
/// A row is written before [#append] returns, or buffered by [#add]. Numbers are written in the
/// shortest form that reads back exactly (`0.5`, `2048`, `1e-5`, `inf`); the cell of a NaN or
/// missing value is empty. A log can be truncated to an earlier length, so that a resumed run
/// continues at its checkpoint.
public final class CsvLog implements Closeable {
  private static final int BUFFER = 1 << 15; // bytes
  private static final double MOST_DIGITS = 1e15; // as many as Numbers writes without an exponent
  private static final int LONGEST_CELL = 32; // bytes, with its comma

  private final Path file;
  private final List<String> columns;
  private final String header;
  private final FileChannel channel;
  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER);

  private CsvLog(Path file, List<String> columns, FileChannel channel) {
    this.file = file;
    this.columns = columns;
    this.header = columns.stream().map(CsvLog::quoted).collect(Collectors.joining(",", "", "\n"));
    this.channel = channel;
  }

  /// Opens a log to append to; a new one, or an empty file, gets the header first.
  ///
  /// @throws DamagedFileException if the file begins with another header
  /// @throws IOException if it is not a regular file, or cannot be opened
  public static CsvLog open(Path file, List<String> columns) throws IOException {
    for (String column : columns) {
      if (column.isEmpty() || column.chars().anyMatch(Character::isISOControl)) {
        throw new IllegalArgumentException(
            "\"%s\" cannot be a column; it must have a character, and no line break."
                .formatted(Printable.line(column)));
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

  /// A cell as RFC 4180 writes it.
  private static String quoted(String text) {
    boolean plain = text.indexOf(',') < 0 && text.indexOf('"') < 0;
    return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
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

  /// Adds a row to the buffer, which [#flush] writes, and so does the row for which it has no room.
  /// Whole numbers are formatted without allocating.
  ///
  /// @param row a value for each column; NaN for an empty cell
  public void add(double[] row) throws IOException {
    if (row.length != columns.size()) {
      throw new IllegalArgumentException(
          "A row has %d cells; %s has %d columns.".formatted(row.length, file, columns.size()));
    }
    for (int i = 0; i < row.length; i++) {
      if (buffer.remaining() < LONGEST_CELL) {
        flush();
      }
      addCell(row[i]);
      buffer.put((byte) (i == row.length - 1 ? '\n' : ','));
    }
  }

  private void addCell(double value) {
    boolean whole = value == (long) value && Math.abs(value) < MOST_DIGITS;
    if (whole && (value != 0 || 1 / value > 0)) {
      addDigits((long) value);
    } else if (!Double.isNaN(value)) {
      String text = Numbers.text(value);
      for (int i = 0; i < text.length(); i++) {
        buffer.put((byte) text.charAt(i));
      }
    }
  }

  private void addDigits(long value) {
    if (value < 0) {
      buffer.put((byte) '-');
    }
    long rest = Math.abs(value);
    long unit = 1;
    while (rest / unit >= 10) {
      unit *= 10;
    }
    for (; unit > 0; unit /= 10) {
      buffer.put((byte) ('0' + rest / unit % 10));
    }
  }

  /// Writes the buffered rows.
  public void flush() throws IOException {
    buffer.flip();
    try {
      writeAll(buffer);
    } finally {
      buffer.compact(); // keeps what could not be written
    }
  }

  /// The length in bytes, buffered rows included.
  public long length() throws IOException {
    return channel.size() + buffer.position();
  }

  /// Forces all rows to disk.
  ///
  /// @return the length of the file in bytes, for [#truncateTo]
  public long force() throws IOException {
    flush();
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
    flush();
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

  /// Writes a copy of the log, even if its own file was deleted, in an existing folder.
  public void copyTo(Path copy) throws IOException {
    flush();
    ByteBuffer rows = read(0, Math.toIntExact(channel.size()));
    byte[] bytes = new byte[rows.remaining()];
    rows.get(bytes);
    AtomicFiles.writeInExistingFolder(copy, bytes);
  }

  /// Writes the buffered rows and closes the file.
  @Override
  public void close() throws IOException {
    try (channel) {
      flush();
    }
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
    flush();
    writeAll(UTF_8.encode(row));
  }

  private void writeAll(ByteBuffer bytes) throws IOException {
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
