package ascent.study;

import ascent.io.DamagedFileException;
import ascent.io.FolderLock;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/// Checks that a folder is free for a study or has runs of it, so that the results of another study
/// are never overwritten.
final class StudyFolder {
  private static final String SEED = "seed-";
  private static final String CONFIG = "config.json";

  private StudyFolder() {}

  /// Requires that the folder is missing or empty, or has runs of the study's variants and no
  /// others.
  ///
  /// @throws IllegalArgumentException if it does not
  static void check(Study study, Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    Set<String> own = new HashSet<>();
    study.variants().forEach(variant -> own.add(variant.folder()));
    boolean begun = false;
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, Files::isDirectory)) {
      for (Path entry : entries) {
        String name = String.valueOf(entry.getFileName());
        boolean isOwn = own.contains(name.startsWith(SEED) ? "" : name);
        begun |= isOwn;
        if (!isOwn && hasRuns(entry)) {
          throw new IllegalArgumentException(
              "out is %s, which has runs in %s that are not of this study. Maybe use another folder."
                  .formatted(folder, name));
        }
      }
    }
    if (!begun && !isVacant(folder)) {
      throw new IllegalArgumentException(
          "out is %s, which has other files; it must be new, empty or this study's."
              .formatted(folder));
    }
  }

  /// Whether it has nothing but perhaps the plan of a study that was killed before its first run.
  private static boolean isVacant(Path folder) throws IOException {
    if (!StudyPlan.isIn(folder)) {
      return FolderLock.isVacant(folder);
    }
    try {
      StudyPlan.read(folder);
    } catch (DamagedFileException e) {
      return false;
    }
    return FolderLock.isVacant(folder, StudyPlan.FILE);
  }

  private static boolean hasRuns(Path entry) throws IOException {
    if (Files.exists(entry.resolve(CONFIG))) {
      return true;
    }
    try (DirectoryStream<Path> runs = Files.newDirectoryStream(entry, SEED + "*")) {
      return runs.iterator().hasNext();
    }
  }
}
