package ascent.train;

import ascent.collect.Episode;
import ascent.config.Printable;
import ascent.io.CsvLog;
import ascent.io.DamagedFileException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The two logs of a run: `metrics.csv`, a row for each [Metrics], and `episodes.csv`, a row for
/// each finished training episode. Rows of episodes are buffered until the next row of metrics.
final class RunLogs implements Closeable {
  private static final System.Logger LOG = System.getLogger("ascent.train");
  private static final String METRICS = "metrics.csv";
  private static final String EPISODES = "episodes.csv";
  private static final List<String> EPISODE_COLUMNS =
      List.of("step", "env", "return", "length", "seconds", "success");
  private static final String OWN = "info/"; // before the names of the environment's metrics

  private final CsvLog metrics;
  private final CsvLog episodes;
  private final List<String> own; // the environment's metrics with a column of their own
  private final double[] row; // of episodes.csv

  private RunLogs(CsvLog metrics, CsvLog episodes, List<String> own) {
    this.metrics = metrics;
    this.episodes = episodes;
    this.own = own;
    row = new double[EPISODE_COLUMNS.size() + own.size()];
  }

  /// What the rows hold.
  ///
  /// @param metrics the columns of `metrics.csv`
  /// @param ofEpisodes what the environments report of an episode; see [ascent.env.Env#metricNames]
  record Columns(List<String> metrics, List<String> ofEpisodes) {
    /// The environment's metrics that have a column of their own.
    private List<String> own() {
      return ofEpisodes.stream().filter(name -> !name.equals(Episode.IS_SUCCESS)).toList();
    }

    private List<String> episodes() {
      List<String> columns = new ArrayList<>(EPISODE_COLUMNS);
      own().forEach(name -> columns.add(OWN + name));
      return columns;
    }
  }

  /// Lengths in bytes.
  ///
  /// @param metrics of `metrics.csv`
  /// @param episodes of `episodes.csv`
  record Lengths(long metrics, long episodes) {}

  /// New logs.
  static RunLogs create(Path directory, Columns columns) throws IOException {
    return opened(
        CsvLog.open(directory.resolve(METRICS), columns.metrics),
        () -> CsvLog.open(directory.resolve(EPISODES), columns.episodes()),
        columns);
  }

  /// The logs of a resumed run, truncated to the lengths that its checkpoint counts. A missing log
  /// is started anew.
  ///
  /// @throws DamagedFileException when a log is shorter, or has other columns
  static RunLogs reopen(Path directory, Columns columns, Lengths lengths) throws IOException {
    return opened(
        reopen(directory.resolve(METRICS), columns.metrics, lengths.metrics),
        () -> reopen(directory.resolve(EPISODES), columns.episodes(), lengths.episodes),
        columns);
  }

  @FunctionalInterface
  private interface Opening {
    CsvLog open() throws IOException;
  }

  private static RunLogs opened(CsvLog metrics, Opening episodes, Columns columns)
      throws IOException {
    try {
      return new RunLogs(metrics, episodes.open(), columns.own());
    } catch (IOException | RuntimeException | Error e) {
      metrics.close();
      throw e;
    }
  }

  private static CsvLog reopen(Path file, List<String> columns, long length) throws IOException {
    if (!Files.exists(file)) {
      LOG.log(
          System.Logger.Level.WARNING,
          "There is no {0}; a new one is started.",
          Printable.line(file.toString()));
      return CsvLog.open(file, columns);
    }
    CsvLog log = CsvLog.open(file, columns);
    try {
      log.truncateTo(length);
      return log;
    } catch (DamagedFileException e) {
      log.close();
      throw new DamagedFileException(
          e.getMessage() + " Remove it to continue without the earlier rows.", e);
    } catch (IOException | RuntimeException | Error e) {
      log.close();
      throw e;
    }
  }

  /// Writes a row of metrics, and the episodes until then.
  void append(Metrics values) throws IOException {
    Map<String, Double> named = new LinkedHashMap<>();
    for (int i = 0; i < values.names().size(); i++) {
      named.put(values.names().get(i), values.value(i));
    }
    metrics.append(named);
    episodes.flush();
  }

  /// Adds an episode.
  ///
  /// @param seconds in the loop when its rollout was collected
  void add(Episode episode, double seconds) throws IOException {
    row[0] = episode.step();
    row[1] = episode.env();
    row[2] = episode.episodeReturn();
    row[3] = episode.length();
    row[4] = Math.rint(1e3 * seconds) / 1e3;
    row[5] = metric(episode, Episode.IS_SUCCESS);
    for (int k = 0; k < own.size(); k++) {
      row[EPISODE_COLUMNS.size() + k] = metric(episode, own.get(k));
    }
    episodes.add(row);
  }

  private static double metric(Episode episode, String name) {
    return episode.metrics().getOrDefault(name, Double.NaN);
  }

  /// Waits until the disk has all rows.
  ///
  /// @return the lengths with all rows so far, for a checkpoint
  Lengths force() throws IOException {
    return new Lengths(metrics.force(), episodes.force());
  }

  /// Copies the logs with all rows so far to another folder, even if their own files were deleted.
  ///
  /// @return the lengths of the copies
  Lengths copyTo(Path folder) throws IOException {
    metrics.copyTo(folder.resolve(METRICS));
    episodes.copyTo(folder.resolve(EPISODES));
    return new Lengths(metrics.length(), episodes.length());
  }

  @Override
  public void close() throws IOException {
    try (metrics;
        episodes) {
      // closes both, whatever happens
    }
  }
}
