package ascent.train;

import ascent.agent.ModelFile;
import ascent.agent.ModelInfo;
import ascent.agent.Provenance;
import ascent.agent.RunSettings;
import ascent.algo.AlgorithmConfig;
import ascent.collect.Episode;
import ascent.collect.FailedEpisode;
import ascent.env.EnvFailure;
import ascent.io.AtomicFiles;
import ascent.io.FolderLock;
import ascent.io.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// The files of a run: `config.json`, `metrics.csv`, `episodes.csv`, `checkpoint.zip`, `best.zip`,
/// and at the end `model.zip`. Everything but the logs is written atomically, so a killed run
/// leaves its last complete files behind.
final class RunDirectory implements AutoCloseable {
  private static final String CHECKPOINT = ModelFile.CHECKPOINT;
  private static final String MODEL = ModelFile.MODEL;
  private static final String FAILURE = "failure.json";

  private final Path directory;
  private final FolderLock lock;
  private final RunLogs logs;

  private RunDirectory(Path directory, FolderLock lock, RunLogs logs) {
    this.directory = directory;
    this.lock = lock;
    this.logs = logs;
  }

  @FunctionalInterface
  private interface Opening {
    RunLogs open() throws IOException;
  }

  /// A new run's directory.
  ///
  /// @throws IllegalArgumentException when there are files in it already
  /// @throws UncheckedIOException when it is in use, or cannot be written
  static RunDirectory create(
      Path directory, RunLogs.Columns columns, AlgorithmConfig config, RunSettings settings) {
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
          return configured(directory, config, settings, RunLogs.create(directory, columns));
        });
  }

  private static IllegalArgumentException taken(Path directory) {
    return new IllegalArgumentException(
        "out is "
            + directory
            + "; it must be new or an empty directory. Maybe you want to resume the run in it.");
  }

  /// A resumed run's directory; its logs are truncated to those of the checkpoint.
  ///
  /// @param lengths of the logs, which the checkpoint counts
  /// @throws UncheckedIOException when it is in use, or cannot be written
  static RunDirectory reopen(
      Path directory,
      RunLogs.Columns columns,
      AlgorithmConfig config,
      RunSettings settings,
      RunLogs.Lengths lengths) {
    return locked(
        directory,
        () -> {
          RunLogs logs = RunLogs.reopen(directory, columns, lengths);
          return configured(directory, config, settings, logs);
        });
  }

  /// Locks the directory, deletes what killed processes left, and opens the logs under the lock.
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

  /// Writes `config.json` beside open logs; closes the logs where that fails.
  private static RunLogs configured(
      Path directory, AlgorithmConfig config, RunSettings settings, RunLogs logs)
      throws IOException {
    var info = new ModelInfo(config, settings, 0, Provenance.current());
    Map<String, Object> written = ModelFile.config(info);
    written.remove("steps_trained");
    try {
      AtomicFiles.write(directory.resolve("config.json"), ModelFile.json(written));
      return logs;
    } catch (IOException | RuntimeException | Error e) {
      logs.close();
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
    try {
      logs.append(metrics);
    } catch (IOException e) {
      throw unwritable(directory, e);
    }
  }

  /// @param seconds in the loop when the episode's rollout was collected
  void append(Episode episode, double seconds) {
    try {
      logs.add(episode, seconds);
    } catch (IOException e) {
      throw unwritable(directory, e);
    }
  }

  /// @param state from [Checkpoint#state]
  void saveCheckpoint(ModelFile.Model model, Map<String, Tensor> state, Progress progress) {
    try {
      // a checkpoint never counts rows that a power failure could take
      Checkpoint.write(checkpoint(), model, state, progress, logs.force());
    } catch (IOException e) {
      throw unwritable(directory, e);
    }
  }

  /// Keeps a copy of the checkpoint that was just saved, and of the `count − 1` before it.
  void keepCheckpoint(long step, int count) {
    try {
      new CheckpointHistory(directory).keep(checkpoint(), step, count);
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
      logs.close();
    } catch (IOException e) {
      throw unwritable(directory, e);
    }
  }
}
