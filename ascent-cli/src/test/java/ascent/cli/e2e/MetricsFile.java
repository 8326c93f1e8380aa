package ascent.cli.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The rows of `metrics.csv`, header first, without the columns that no two runs share.
final class MetricsFile {
  private MetricsFile() {}

  static List<List<String>> of(Path run) throws IOException {
    List<List<String>> rows = new ArrayList<>();
    List<String> names = null;
    for (String line : Files.readAllLines(run.resolve("metrics.csv"))) {
      List<String> cells = new ArrayList<>(Arrays.asList(line.split(",", -1)));
      names = names == null ? List.copyOf(cells) : names;
      cells.set(names.indexOf("time/time_elapsed"), "");
      cells.set(names.indexOf("time/fps"), "");
      rows.add(cells);
    }
    return rows;
  }
}
