package ascent.study.record;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Finds directories of runs.
public final class RunFolders {
  private static final int DEPTH = 4; // of a study's runs there are two: setting and seed

  private static final Pattern DIGITS = Pattern.compile("[0-9]+");
  private static final int WIDTH = 20;

  private RunFolders() {}

  /// The runs in these places, each once and in order: a place is a run's directory, or a folder of
  /// runs, such as a study's.
  ///
  /// @throws NoSuchFileException if a place does not exist, or there is no run in it
  public static List<RunRecord> read(Collection<Path> places) throws IOException {
    List<Path> directories = new ArrayList<>();
    for (Path place : places) {
      List<Path> found = find(place);
      if (found.isEmpty()) {
        throw new NoSuchFileException(place.toString(), null, reason(place));
      }
      directories.addAll(found);
    }
    List<RunRecord> runs = new ArrayList<>();
    for (Path directory : directories.stream().distinct().toList()) {
      runs.add(RunRecord.read(directory));
    }
    return runs;
  }

  private static String reason(Path place) {
    if (!Files.exists(place)) {
      return "there is no such directory";
    }
    return Files.isDirectory(place) ? "there is no run in it" : "it is not the directory of a run";
  }

  private static List<Path> find(Path place) throws IOException {
    if (!Files.isDirectory(place)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(place, DEPTH)) {
      return files
          .filter(file -> file.endsWith(RunRecord.METRICS))
          .map(Path::getParent)
          .sorted(RunFolders::compare)
          .toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /// By names, numbers in them by value: `seed-2` is before `seed-10`.
  private static int compare(Path a, Path b) {
    return key(a).compareTo(key(b));
  }

  private static String key(Path path) {
    var key = new StringBuilder();
    var matcher = DIGITS.matcher(path.toString());
    while (matcher.find()) {
      String digits = matcher.group();
      String padded = "0".repeat(Math.max(0, WIDTH - digits.length())) + digits;
      matcher.appendReplacement(key, padded);
    }
    return matcher.appendTail(key).toString();
  }
}
