package ascent.train;

import ascent.agent.ModelFile;
import ascent.agent.ModelInfo;
import ascent.collect.Episode;
import ascent.collect.FailedEpisode;
import ascent.env.EnvFailure;
import ascent.io.AtomicFiles;
import ascent.io.FolderLock;
import ascent.io.InputFiles;
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
  /// @param info the run's settings
  /// @throws IllegalArgumentException when there are files in it already
  /// @throws UncheckedIOException when it is in use, or cannot be written
  static RunDirectory create(Path directory, RunLogs.Columns columns, ModelInfo info) {
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
    return open(
        lock(directory),
        info,
        () -> {
          if (!FolderLock.isVacant(directory)) {
            throw taken(directory);
          }
          return RunLogs.create(directory, columns);
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
  /// @param lock of the directory, which this object releases
  /// @param info the run's settings
  /// @param lengths of the logs, which the checkpoint counts
  /// @throws UncheckedIOException when it cannot be written
  static RunDirectory reopen(
      FolderLock lock, RunLogs.Columns columns, ModelInfo info, RunLogs.Lengths lengths) {
    return open(lock, info, () -> RunLogs.reopen(lock.folder(), columns, lengths));
  }

  /// Locks a run's directory.
  ///
  /// @throws UncheckedIOException when it is in use, or cannot be written
  static FolderLock lock(Path directory) {
    try {
      return FolderLock.acquire(directory);
    } catch (FolderLock.InUseException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    } catch (IOException e) {
      throw unwritable(directory, e);
    }
  }

  /// Deletes what killed processes left, opens the logs and writes the settings.
  private static RunDirectory open(FolderLock lock, ModelInfo info, Opening opening) {
    Path directory = lock.folder();
    try {
      AtomicFiles.sweep(directory);
      RunLogs logs = opening.open();
      try {
        writeConfig(directory, info);
        return new RunDirectory(directory, lock, logs);
      } catch (IOException | RuntimeException | Error e) {
        logs.close();
        throw e;
      }
    } catch (IOException e) {
      close(lock, e);
      throw unwritable(directory, e);
    } catch (RuntimeException | Error e) {
      close(lock, e);
      throw e;
    }
  }

  private static void close(FolderLock lock, Throwable failure) {
    try {
      lock.close();
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  static void writeConfig(Path directory, ModelInfo info) throws IOException {
    Map<String, Object> written = ModelFile.config(info);
    written.remove("steps_trained");
    AtomicFiles.writeInExistingFolder(directory.resolve("config.json"), ModelFile.json(written));
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
    Path file = InputFiles.regular(Files.isDirectory(run) ? run.resolve(CHECKPOINT) : run);
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

  /// Whether the directory is still where it was. If not, nothing but a checkpoint is saved any
  /// more.
  boolean isInPlace() {
    return lock.isInPlace();
  }

  /// Saves a checkpoint.
  ///
  /// @param state from [Checkpoint#state]
  /// @throws UncheckedIOException when it cannot be written. If the directory was removed or moved,
  ///   the run has been saved in a new one beside it.
  void saveCheckpoint(ModelFile.Model model, Map<String, Tensor> state, Progress progress) {
    save(() -> {
      // a power failure never takes rows that a checkpoint counts
      Checkpoint.write(checkpoint(), model, state, progress, logs.force());
    });
    if (!isInPlace()) {
      throw RescuedRun.save(
          directory,
          folder -> {
            RunLogs.Lengths lengths = logs.copyTo(folder);
            writeConfig(folder, model.info());
            Checkpoint.write(folder.resolve(CHECKPOINT), model, state, progress, lengths);
          });
    }
  }

  /// Saves the checkpoint that the run starts from.
  ///
  /// @return this
  RunDirectory started(Checkpoint start) {
    try {
      start.write(directory.resolve(ReplayStart.FILE));
      return this;
    } catch (IOException e) {
      close();
      throw unwritable(directory, e);
    }
  }

  /// Keeps a copy of the checkpoint that was just saved, and of the `count − 1` before it.
  void keepCheckpoint(long step, int count) {
    save(() -> new CheckpointHistory(directory).keep(checkpoint(), step, count));
  }

  void saveBest(ModelFile.Model model) {
    save(() -> ModelFile.writeInExistingFolder(directory.resolve("best.zip"), model));
  }

  void saveModel(ModelFile.Model model) {
    save(() -> {
      ModelFile.writeInExistingFolder(directory.resolve(MODEL), model);
      Files.deleteIfExists(directory.resolve(FAILURE)); // of an earlier session
    });
  }

  /// Deletes the final model, because the run continues.
  void dropModel() {
    save(() -> Files.deleteIfExists(directory.resolve(MODEL)));
  }

  @FunctionalInterface
  private interface Saving {
    void run() throws IOException;
  }

  /// Changes files of the directory as long as it is in place.
  private void save(Saving saving) {
    if (!isInPlace()) {
      return;
    }
    try {
      saving.run();
    } catch (IOException e) {
      if (isInPlace()) {
        throw unwritable(directory, e);
      }
    }
  }

  /// Saves the episode in which an environment failed, so that it can be replayed.
  void keepFailure(EnvFailure failure, FailedEpisode episode) {
    byte[] json = ModelFile.json(episode);
    try {
      save(() -> AtomicFiles.writeInExistingFolder(directory.resolve(FAILURE), json));
    } catch (UncheckedIOException e) {
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
