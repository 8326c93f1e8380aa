package ascent.train;

import ascent.io.AtomicFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The kept checkpoints of a run: `checkpoints/step-2048.zip`, `checkpoints/step-4096.zip`, ….
final class CheckpointHistory {
  private static final Pattern NAME = Pattern.compile("step-([0-9]{1,18})\\.zip");

  private final Path folder;

  /// @param directory of the run
  CheckpointHistory(Path directory) {
    folder = directory.resolve("checkpoints");
  }

  /// Keeps a copy of a checkpoint, and deletes all but the latest `count`. Those of later steps,
  /// left by a session that was killed, are deleted too.
  void keep(Path checkpoint, long step, int count) throws IOException {
    AtomicFiles.write(folder.resolve("step-" + step + ".zip"), out -> Files.copy(checkpoint, out));
    List<Path> kept = files();
    List<Path> upTo = kept.stream().filter(file -> step(file) <= step).toList();
    List<Path> latest = upTo.subList(Math.max(0, upTo.size() - count), upTo.size());
    for (Path file : kept) {
      if (!latest.contains(file)) {
        Files.delete(file);
      }
    }
  }

  /// The kept checkpoints by step.
  NavigableMap<Long, Path> kept() throws IOException {
    NavigableMap<Long, Path> kept = new TreeMap<>();
    if (Files.isDirectory(folder)) {
      files().forEach(file -> kept.put(step(file), file));
    }
    return kept;
  }

  /// By step.
  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> step(file) >= 0)
          .sorted(Comparator.comparingLong(CheckpointHistory::step))
          .toList();
    }
  }

  /// The step in a file's name; −1 if it is not a kept checkpoint's.
  private static long step(Path file) {
    Matcher name = NAME.matcher(String.valueOf(file.getFileName()));
    return name.matches() ? Long.parseLong(name.group(1)) : -1;
  }
}
