package ascent.cli.dashboard;

import ascent.io.DamagedFileException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// The list of runs, newest first, and that of studies.
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

  /// Studies, newest first.
  List<StudySummary> studies() throws IOException {
    List<StudySummary> list = new ArrayList<>();
    for (RunFolder.Entry study : folder.studies()) {
      try {
        list.add(StudySummary.of(study, folder));
      } catch (NoSuchFileException | DamagedFileException e) {
        // It was removed since it was found, or its file is something else.
      }
    }
    return list.stream()
        .sorted(Comparator.comparingLong(StudySummary::modified).reversed())
        .toList();
  }
}
