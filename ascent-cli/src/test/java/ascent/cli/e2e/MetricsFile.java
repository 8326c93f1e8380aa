package ascent.cli.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The rows of `metrics.csv` or `episodes.csv`, header first, without the columns that no two runs
/// share.
final class MetricsFile {
  private MetricsFile() {}

  static List<List<String>> of(Path run) throws IOException {
    return rows(run.resolve("metrics.csv"), List.of("time/time_elapsed", "time/fps"));
  }

  static List<List<String>> episodes(Path run) throws IOException {
    return rows(run.resolve("episodes.csv"), List.of("seconds"));
  }

  private static List<List<String>> rows(Path file, List<String> without) throws IOException {
    List<List<String>> rows = new ArrayList<>();
    List<String> names = List.of();
    for (String line : Files.readAllLines(file)) {
      List<String> cells = new ArrayList<>(Arrays.asList(line.split(",", -1)));
      names = rows.isEmpty() ? List.copyOf(cells) : names;
      for (String name : without) {
        cells.set(names.indexOf(name), "");
      }
      rows.add(cells);
    }
    return rows;
  }
}
