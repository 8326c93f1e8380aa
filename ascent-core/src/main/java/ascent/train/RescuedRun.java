package ascent.train;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;

/// Saves a run whose directory was removed or moved while it was in use: in a new directory at the
/// same place, `NAME-rescued`, or `NAME-rescued-2` and so on if there is one.
final class RescuedRun {
  private RescuedRun() {}

  @FunctionalInterface
  interface Content {
    /// Writes the files of the run into a new folder.
    void writeTo(Path folder) throws IOException;
  }

  /// Saves the run.
  ///
  /// @return what to throw: the run cannot go on, and the message says where it is
  static UncheckedIOException save(Path lost, Content content) {
    String problem =
        "The directory of the run, %s, was removed, moved or replaced during the run."
            .formatted(lost);
    String remedy;
    IOException cause = new NoSuchFileException(lost.toString());
    try {
      Path folder = create(lost.toAbsolutePath().normalize());
      content.writeTo(folder);
      remedy = "The run was saved in %s and can be resumed there.".formatted(folder);
    } catch (IOException e) {
      cause = e;
      remedy = "It could not be saved in another one: " + e;
    }
    return new UncheckedIOException(problem + " " + remedy, cause);
  }

  private static Path create(Path lost) throws IOException {
    Path parent = Objects.requireNonNull(lost.getParent(), "the root is not removed");
    Files.createDirectories(parent);
    for (int n = 1; true; n++) {
      String name = lost.getFileName() + "-rescued" + (n == 1 ? "" : "-" + n);
      try {
        return Files.createDirectory(parent.resolve(name));
      } catch (FileAlreadyExistsException e) {
        // the name is taken: try the next one
      }
    }
  }
}
