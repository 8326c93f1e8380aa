package ascent.cli.run;

import ascent.cli.args.Arguments;
import ascent.cli.args.OutputFiles;
import ascent.cli.args.UsageException;
import ascent.io.FolderLock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The directory of a new run: the one that was asked for, otherwise the first free one of
/// `runs/ppo-CartPole-v1-1`, `runs/ppo-CartPole-v1-1-2`, …
///
/// A free one is created at once, so that two processes never choose the same. It is removed on
/// closing if it is still empty, because the run did not begin.
public final class NewDirectory implements AutoCloseable {
  private static final Path FOLDER = Path.of("runs");
  private static final String CHECKPOINT = "checkpoint.zip";
  private static final String CONFIG = "config.json"; // the first file of a run
  private static final int ENV_LENGTH = 100; // of an environment's name in a directory's

  private final Path path;
  private final boolean created;

  private NewDirectory(Path path, boolean created) {
    this.path = path;
    this.created = created;
  }

  /// The directory that was asked for, or else a new one.
  ///
  /// @throws UsageException if the one that was asked for has other files
  static NewDirectory of(@Nullable String asked, String name) {
    return asked == null ? create(FOLDER, name) : new NewDirectory(vacant(asked), false);
  }

  /// The same in another folder than `runs`.
  public static NewDirectory in(Path folder, @Nullable String asked, String name) {
    return asked == null ? create(folder, name) : new NewDirectory(vacant(asked), false);
  }

  /// The directory that [#of] would use now.
  static Path preview(@Nullable String asked, String name) {
    if (asked != null) {
      return vacant(asked);
    }
    return IntStream.iterate(1, n -> n + 1)
        .mapToObj(n -> numbered(FOLDER, name, n))
        .filter(Files::notExists)
        .findFirst()
        .orElseThrow();
  }

  /// `ppo-FrozenLake-v1_map_8x8-1`: characters that some file systems or shells do not allow are
  /// replaced, and long names (for example a 16×16 map) are truncated.
  public static String name(String algorithm, String env, long seed) {
    String plain = env.replaceAll("[^A-Za-z0-9._-]", "_");
    String part = plain.substring(0, Math.min(plain.length(), ENV_LENGTH));
    return "%s-%s-%d".formatted(algorithm, part, seed);
  }

  /// Creates the first of `name`, `name-2`, `name-3`, … that does not exist in a folder.
  public static NewDirectory create(Path folder, String name) {
    try {
      Files.createDirectories(folder);
      for (int n = 1; true; n++) {
        try {
          return new NewDirectory(Files.createDirectory(numbered(folder, name, n)), true);
        } catch (FileAlreadyExistsException e) {
          // the name is taken: try the next one
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The run cannot be saved in " + folder + ": " + e, e);
    }
  }

  private static Path numbered(Path folder, String name, int n) {
    return folder.resolve(n == 1 ? name : name + "-" + n);
  }

  private static Path vacant(String asked) {
    Path directory = Arguments.path(asked);
    if (!isVacant(directory)) {
      throw occupied(directory);
    }
    return directory;
  }

  private static UsageException occupied(Path directory) {
    String hint =
        Files.exists(directory.resolve(CHECKPOINT))
            ? " Maybe resume the run in it: ascent resume " + directory
            : Files.exists(directory.resolve(CONFIG))
                ? " It has a run that ended before its first checkpoint. Maybe remove it"
                : "";
    return new UsageException(
        "out is %s; it must be a new or empty directory.%s".formatted(directory, hint));
  }

  private static boolean isVacant(Path directory) {
    try {
      if (!Files.exists(directory)) {
        OutputFiles.requireDirectory("out", directory);
        return true;
      }
      return Files.isDirectory(directory) && FolderLock.isVacant(directory);
    } catch (IOException e) {
      throw new UncheckedIOException("The run cannot be saved in " + directory + ": " + e, e);
    }
  }

  public Path path() {
    return path;
  }

  /// Locks the directory, which is created if it is missing, so that no other process writes to it.
  ///
  /// @throws UsageException if another process has begun to
  FolderLock claim() {
    try {
      Files.createDirectories(path);
      FolderLock lock = FolderLock.acquire(path);
      if (!FolderLock.isVacant(path)) {
        lock.close();
        throw occupied(path);
      }
      return lock;
    } catch (FolderLock.InUseException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw new UncheckedIOException("The run cannot be saved in " + path + ": " + e, e);
    }
  }

  @Override
  public void close() {
    if (!created) {
      return;
    }
    try {
      Files.delete(path);
    } catch (IOException kept) {
      // the run is in it, or was moved
    }
  }
}
