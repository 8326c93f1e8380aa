package ascent.study.record;

import ascent.config.Nearest;
import ascent.config.Numbers;
import ascent.io.DamagedFileException;
import ascent.io.InputFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// A table of numbers with named columns, such as a run's `metrics.csv`. A missing value is NaN.
public final class MetricsTable {
  static final MetricsTable EMPTY = new MetricsTable(List.of(), List.of());

  private final List<String> names;
  private final List<double[]> rows;

  private MetricsTable(List<String> names, List<double[]> rows) {
    this.names = names;
    this.rows = rows;
  }

  /// Reads a CSV file. A last line without a line break is left out: the run may be writing it.
  ///
  /// @throws DamagedFileException if a line has another number of cells than the header, or a cell
  ///   is not a number
  public static MetricsTable read(Path file) throws IOException {
    String text = InputFiles.text(file);
    int end = text.lastIndexOf('\n');
    List<String> lines = end < 0 ? List.of() : text.substring(0, end).lines().toList();
    if (lines.isEmpty()) {
      return EMPTY;
    }
    List<String> names = List.of(lines.getFirst().split(",", -1));
    List<double[]> rows = new ArrayList<>();
    for (int i = 1; i < lines.size(); i++) {
      rows.add(row(file, i + 1, lines.get(i), names));
    }
    return new MetricsTable(names, rows);
  }

  private static double[] row(Path file, int number, String line, List<String> names)
      throws DamagedFileException {
    String[] cells = line.split(",", -1);
    if (cells.length != names.size()) {
      throw new DamagedFileException(
          "Line %d of %s has %d cells; it must have %d, as the header has."
              .formatted(number, file, cells.length, names.size()));
    }
    try {
      return Arrays.stream(cells)
          .mapToDouble(cell -> cell.isEmpty() ? Double.NaN : Numbers.parseDouble(cell))
          .toArray();
    } catch (NumberFormatException e) {
      throw new DamagedFileException(
          "Line %d of %s: %s".formatted(number, file, e.getMessage()), e);
    }
  }

  /// The names of the columns, in order.
  public List<String> names() {
    return names;
  }

  /// The number of rows.
  public int rows() {
    return rows.size();
  }

  /// The numbers of the rows, from 1.
  public double[] numbers() {
    return IntStream.rangeClosed(1, rows.size()).asDoubleStream().toArray();
  }

  /// The values of a column, a row each.
  ///
  /// @throws IllegalArgumentException if there is no such column; the message names the nearest
  ///   ones
  public double[] column(String name) {
    int column = names.indexOf(name);
    if (column < 0) {
      throw new IllegalArgumentException("There is no metric %s.%s".formatted(name, hint(name)));
    }
    return rows.stream().mapToDouble(row -> row[column]).toArray();
  }

  private String hint(String name) {
    String near = Nearest.hint(name, names);
    return near.isEmpty() ? " There are " + String.join(", ", names) + "." : near;
  }
}
