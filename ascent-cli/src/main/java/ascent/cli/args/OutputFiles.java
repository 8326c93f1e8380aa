package ascent.cli.args;

import ascent.io.AtomicFiles;
import ascent.io.FolderLock;
import ascent.io.ZipStore;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/// Files that a command writes where the user says. They are checked before the work begins.
public final class OutputFiles {
  /// The files that a run writes into its directory.
  private static final Set<String> OF_A_RUN =
      Set.of(
          "best.zip",
          "checkpoint.zip",
          "config.json",
          "episodes.csv",
          "eval-failure.json",
          "failure.json",
          "metrics.csv",
          "model.zip",
          "start.zip",
          FolderLock.NAME);

  /// One of these is in the directory of a run from its beginning on.
  private static final List<String> SIGNS = List.of(FolderLock.NAME, "checkpoint.zip", "model.zip");

  private OutputFiles() {}

  /// The path of an output. It may be missing or a regular file, which the command replaces. A
  /// symbolic link counts as what it leads to.
  ///
  /// @param option that names it
  /// @throws UsageException if it is anything else, a file of a run, or a saved model
  /// @throws IOException if its folder cannot be written
  public static Path file(String option, String text) throws IOException {
    Path file = Arguments.path(text);
    Path target;
    try {
      target = AtomicFiles.target(file);
    } catch (FileSystemException e) {
      throw new UsageException("%s is %s; %s.".formatted(option, text, e.getReason()));
    }
    Path folder = target.getParent();
    if (folder != null) {
      requireFolder(option, text, folder);
      refuseFileOfRun(option, text, target, folder);
    }
    if (Files.exists(target) && ZipStore.isStore(target)) {
      throw new UsageException(
          "%s is %s, a saved model; it must be another file.".formatted(option, text));
    }
    return file;
  }

  /// Requires that a directory exists or can be made there.
  ///
  /// @param option that names it
  /// @throws UsageException if a file is in its place, or in that of a directory above it
  /// @throws IOException if it cannot be written
  public static void requireDirectory(String option, Path directory) throws IOException {
    Path whole = directory.toAbsolutePath();
    if (Files.exists(whole) && !Files.isDirectory(whole)) {
      throw new UsageException(
          "%s is %s, a file; it must be a directory.".formatted(option, directory));
    }
    requireFolder(option, directory.toString(), whole);
  }

  private static void refuseFileOfRun(String option, String text, Path target, Path folder) {
    String name = String.valueOf(target.getFileName()).toLowerCase(Locale.ROOT);
    if (OF_A_RUN.contains(name)
        && SIGNS.stream().anyMatch(sign -> Files.exists(folder.resolve(sign)))) {
      throw new UsageException(
          "%s is %s, a file of the run in that directory; it must be another file."
              .formatted(option, text));
    }
  }

  /// Requires that the folder can be written, or made.
  private static void requireFolder(String option, String text, Path folder) throws IOException {
    Path nearest =
        Stream.iterate(folder, parent -> parent != null, Path::getParent)
            .filter(Files::exists)
            .findFirst()
            .orElse(folder);
    if (!Files.isDirectory(nearest)) {
      throw new UsageException(
          "%s is %s, but %s is not a directory.".formatted(option, text, nearest));
    }
    if (!Files.isWritable(nearest)) {
      throw new FileSystemException(nearest.toString(), null, "this directory cannot be written");
    }
  }
}
