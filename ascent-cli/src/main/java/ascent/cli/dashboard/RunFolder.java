package ascent.cli.dashboard;

import ascent.cli.web.Refusal;
import ascent.config.Printable;
import ascent.study.StudyPlan;
import java.io.File;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The runs and studies below a directory. A run is a directory with `config.json` and
/// `metrics.csv`; symbolic links are not followed.
///
/// A run's id is its path below the directory with `/` between names, or `.` for the directory
/// itself. An id is only ever compared with those found, so it cannot lead anywhere else.
final class RunFolder {
  private static final int DEPTH = 4; // such as study/cell/seed
  private static final int MOST = 2_000; // runs
  private static final int MOST_STUDIES = 100;

  private final Path root;

  RunFolder(Path root) {
    this.root = root.toAbsolutePath().normalize();
  }

  /// A run or a study on disk.
  record Entry(String id, Path directory) {
    Path file(String name) {
      return directory.resolve(name);
    }
  }

  Path root() {
    return root;
  }

  /// Whether the directory itself is a run.
  boolean isRun() {
    return isRun(root);
  }

  /// The runs, at most 2,000; empty while the directory does not exist.
  List<Entry> entries() throws IOException {
    List<Entry> found = new ArrayList<>();
    if (Files.isDirectory(root)) {
      walk(new Finder(found));
    }
    return found;
  }

  /// The studies, at most 100; empty while the directory does not exist.
  List<Entry> studies() throws IOException {
    List<Entry> found = new ArrayList<>();
    if (Files.isDirectory(root)) {
      walk(
          new Finder(new ArrayList<>()) {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
              if (StudyPlan.isIn(folder)) {
                found.add(new Entry(id(folder), folder));
              }
              return found.size() < MOST_STUDIES
                  ? super.preVisitDirectory(folder, attributes)
                  : FileVisitResult.TERMINATE;
            }
          });
    }
    return found;
  }

  private void walk(Finder finder) throws IOException {
    Files.walkFileTree(root, EnumSet.noneOf(FileVisitOption.class), DEPTH, finder);
  }

  private class Finder extends SimpleFileVisitor<Path> {
    private final List<Entry> found;

    Finder(List<Entry> found) {
      this.found = found;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
      if (!isRun(directory)) {
        return FileVisitResult.CONTINUE;
      }
      found.add(new Entry(id(directory), directory));
      return found.size() < MOST ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.TERMINATE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) {
      return FileVisitResult.SKIP_SUBTREE; // unreadable, or gone since
    }

    @Override
    public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException e) {
      return FileVisitResult.CONTINUE;
    }
  }

  /// Whether a directory is a run.
  static boolean isRun(Path directory) {
    return Files.isRegularFile(directory.resolve("config.json"))
        && Files.isRegularFile(directory.resolve("metrics.csv"));
  }

  /// The id of a directory at or below the root.
  String id(Path directory) {
    String below = root.relativize(directory.toAbsolutePath().normalize()).toString();
    return below.isEmpty() ? "." : below.replace(File.separatorChar, '/');
  }

  /// The run of an id.
  ///
  /// @throws Refusal if there is none
  Entry find(String id) throws IOException {
    for (Entry entry : entries()) {
      if (entry.id.equals(id)) {
        return entry;
      }
    }
    throw new Refusal(Refusal.NOT_FOUND, "There is no run " + Printable.excerpt(id) + ".");
  }
}
