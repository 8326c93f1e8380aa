package ascent.cli.dashboard;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;

/// The list of runs, newest first.
final class RunList {
  private final RunFolder folder;
  private final OwnedRuns owned;

  RunList(RunFolder folder, OwnedRuns owned) {
    this.folder = folder;
    this.owned = owned;
  }

  List<RunSummary> summaries() throws IOException {
    List<RunSummary> list = new ArrayList<>();
    for (RunFolder.Entry run : folder.entries()) {
      try {
        list.add(RunSummary.of(run, owned.status(run.directory())));
      } catch (NoSuchFileException | UncheckedIOException e) {
        // It was removed since it was found.
      }
    }
    return RunSummary.sorted(list);
  }
}
