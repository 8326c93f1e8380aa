package ascent.cli.dashboard;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;

/// The list of runs, newest first.
final class RunList {
  private final RunFolder folder;

  RunList(RunFolder folder) {
    this.folder = folder;
  }

  List<RunSummary> summaries() throws IOException {
    List<RunSummary> list = new ArrayList<>();
    for (RunFolder.Entry run : folder.entries()) {
      try {
        list.add(RunSummary.of(run));
      } catch (NoSuchFileException | UncheckedIOException e) {
        // It was removed since it was found.
      }
    }
    return RunSummary.sorted(list);
  }
}
