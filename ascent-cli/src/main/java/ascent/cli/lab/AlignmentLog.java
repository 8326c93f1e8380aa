package ascent.cli.lab;

import ascent.cli.args.Arguments;
import ascent.cli.args.OutputFiles;
import ascent.io.CsvLog;
import ascent.lab.rlhf.Alignment;
import ascent.train.log.ScalarEvents;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The metrics of an alignment: a row of `metrics.csv` and an event for TensorBoard per update.
final class AlignmentLog implements Alignment.Monitor, Closeable {
  private static final String UPDATE = "update";

  private final CsvLog csv;
  private final @Nullable ScalarEvents events;

  private AlignmentLog(CsvLog csv, @Nullable ScalarEvents events) {
    this.csv = csv;
    this.events = events;
  }

  /// The metrics' file in a directory, checked.
  static Path file(String directory) throws IOException {
    return OutputFiles.file("--out", Arguments.path(directory).resolve("metrics.csv").toString());
  }

  /// Replaces the metrics' file in a directory.
  static AlignmentLog open(String directory, boolean tensorBoard) throws IOException {
    Path folder = Arguments.path(directory);
    Path file = file(directory);
    Files.createDirectories(folder);
    Files.deleteIfExists(file);
    List<String> columns = new ArrayList<>(List.of(UPDATE));
    columns.addAll(Alignment.METRICS);
    CsvLog csv = CsvLog.open(file, columns);
    return new AlignmentLog(csv, tensorBoard ? ScalarEvents.create(folder) : null);
  }

  @Override
  public void updated(int update, Map<String, Double> metrics) {
    try {
      double[] row = new double[1 + Alignment.METRICS.size()];
      row[0] = update;
      for (int i = 1; i < row.length; i++) {
        row[i] = metrics.getOrDefault(Alignment.METRICS.get(i - 1), Double.NaN);
      }
      csv.add(row);
      if (events != null) {
        events.write(update, metrics);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    try (csv) {
      if (events != null) {
        events.close();
      }
    }
  }
}
