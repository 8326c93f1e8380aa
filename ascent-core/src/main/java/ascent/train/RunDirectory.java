package ascent.train;

import ascent.agent.ModelFile;
import ascent.agent.ModelInfo;
import ascent.agent.Provenance;
import ascent.agent.RunSettings;
import ascent.algo.AlgorithmConfig;
import ascent.collect.FailedEpisode;
import ascent.config.Printable;
import ascent.env.EnvFailure;
import ascent.io.AtomicFiles;
import ascent.io.CsvLog;
import ascent.io.DamagedFileException;
import ascent.io.FolderLock;
import ascent.io.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The files of a run: `config.json`, `metrics.csv`, `checkpoint.zip`, `best.zip`, and at the end
/// `model.zip`. Everything but the metrics is written atomically, so a killed run leaves its last
/// complete files behind.
final class RunDirectory implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger("ascent.train");
  private static final String CHECKPOINT = ModelFile.CHECKPOINT;
  private static final String MODEL = ModelFile.MODEL;
  private static final String METRICS = "metrics.csv";
  private static final String FAILURE = "failure.json";

  private final Path directory;
  private final FolderLock lock;
  private final CsvLog log;

  private RunDirectory(Path directory, FolderLock lock, CsvLog log) {
    this.directory = directory;
    this.lock = lock;
    this.log = log;
  }

  @FunctionalInterface
  private interface Opening {
    CsvLog open() throws IOException;
  }

  /// A new run's directory.
  ///
  /// @throws IllegalArgumentException when there are files in it already
  /// @throws UncheckedIOException when it is in use, or cannot be written
  static RunDirectory create(
      Path directory, List<String> columns, AlgorithmConfig config, RunSettings settings) {
    if (Files.exists(directory) && !Files.isDirectory(directory)) {
      throw taken(directory);
    }
    try {
      Files.createDirectories(directory);
      if (!FolderLock.isVacant(directory)
          && !Files.exists(directory.resolve(FolderLock.NAME))) { // no run
        throw taken(directory);
      }
    } catch (IOException e) {
      throw unwritable(directory, e);
    }
    return locked(
        directory,
        () -> {
          if (!FolderLock.isVacant(directory)) {
            throw taken(directory);
          }
          CsvLog log = CsvLog.open(directory.resolve(METRICS), columns);
          return configured(directory, config, settings, log);
        });
  }

  private static IllegalArgumentException taken(Path directory) {
    return new IllegalArgumentException(
        "out is "
            + directory
            + "; it must be new or an empty directory. Maybe you want to resume the run in it.");
  }

  /// A resumed run's directory; its metrics are truncated to those of the checkpoint.
  ///
  /// @param metricsLength bytes of metrics that the checkpoint counts
  /// @throws UncheckedIOException when it is in use, or cannot be written
  static RunDirectory reopen(
      Path directory,
      List<String> columns,
      AlgorithmConfig config,
      RunSettings settings,
      long metricsLength) {
    return locked(
        directory,
        () -> {
          CsvLog log = reopenLog(directory.resolve(METRICS), columns, metricsLength);
          return configured(directory, config, settings, log);
        });
  }

  /// Locks the directory, deletes what killed processes left, and opens the log under the lock.
  private static RunDirectory locked(Path directory, Opening opening) {
    try {
      FolderLock lock = FolderLock.acquire(directory);
      try {
        AtomicFiles.sweep(directory);
        return new RunDirectory(directory, lock, opening.open());
      } catch (IOException | RuntimeException | Error e) {
        lock.close();
        throw e;
      }
    } catch (FolderLock.InUseException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    } catch (IOException e) {
      throw unwritable(directory, e);
    }
  }

  private static CsvLog reopenLog(Path file, List<String> columns, long length) throws IOException {
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

  /// Writes `config.json` beside an open log; closes the log where that fails.
  private static CsvLog configured(
      Path directory, AlgorithmConfig config, RunSettings settings, CsvLog log) throws IOException {
    var info = new ModelInfo(config, settings, 0, Provenance.current());
    Map<String, Object> written = ModelFile.config(info);
    written.remove("steps_trained");
    try {
      AtomicFiles.write(directory.resolve("config.json"), ModelFile.json(written));
      return log;
    } catch (IOException | RuntimeException | Error e) {
      log.close();
      throw e;
    }
  }

  private static UncheckedIOException unwritable(Path directory, IOException e) {
    return new UncheckedIOException("The run cannot be saved in " + directory + ": " + e, e);
  }

  /// The directory of a run, given that directory or its checkpoint.
  static Path of(Path run) {
    Path parent = run.toAbsolutePath().getParent();
    return Files.isDirectory(run) || parent == null ? run : parent;
  }

  /// The checkpoint of a run, given its directory or the file itself.
  static Path checkpointOf(Path run) throws IOException {
    Path file = ModelFile.existing(Files.isDirectory(run) ? run.resolve(CHECKPOINT) : run);
    if (!file.endsWith(CHECKPOINT)) {
      throw new IOException(
          run + " is neither a run's directory nor the " + CHECKPOINT + " in it.");
    }
    return file;
  }

  Path checkpoint() {
    return directory.resolve(CHECKPOINT);
  }

  void append(Metrics metrics) {
    Map<String, Double> row = new LinkedHashMap<>();
    for (int i = 0; i < metrics.names().size(); i++) {
      row.put(metrics.names().get(i), metrics.value(i));
    }
    try {
      log.append(row);
    } catch (IOException e) {
      throw unwritable(directory, e);
    }
  }

  /// @param state from [Checkpoint#state]
  void saveCheckpoint(ModelFile.Model model, Map<String, Tensor> state, Progress progress) {
    try {
      long counted = log.force(); // a checkpoint never counts rows that a power failure could take
      Checkpoint.write(checkpoint(), model, state, progress, counted);
    } catch (IOException e) {
      throw unwritable(directory, e);
    }
  }

  void saveBest(ModelFile.Model model) {
    save(model, "best.zip");
  }

  void saveModel(ModelFile.Model model) {
    save(model, MODEL);
    try {
      Files.deleteIfExists(directory.resolve(FAILURE)); // of an earlier session
    } catch (IOException e) {
      throw unwritable(directory, e);
    }
  }

  /// Deletes the final model, because the run continues.
  void dropModel() {
    try {
      Files.deleteIfExists(directory.resolve(MODEL));
    } catch (IOException e) {
      throw unwritable(directory, e);
    }
  }

  private void save(ModelFile.Model model, String name) {
    try {
      ModelFile.write(directory.resolve(name), model);
    } catch (IOException e) {
      throw unwritable(directory, e);
    }
  }

  /// Saves the episode in which an environment failed, so that it can be replayed.
  void keepFailure(EnvFailure failure, FailedEpisode episode) {
    try {
      AtomicFiles.write(directory.resolve(FAILURE), ModelFile.json(episode));
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  @Override
  public void close() {
    try (lock) {
      log.close();
    } catch (IOException e) {
      throw unwritable(directory, e);
    }
  }
}
