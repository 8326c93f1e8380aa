package ascent.train;

import ascent.config.Numbers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The `metrics.csv` of a run, to hold a replay of the run against it.
final class RecordedMetrics implements Listener {
  private static final String STEPS = "time/total_timesteps";

  /// Depends on the machine and its load.
  private static final Set<String> CLOCK = Set.of("time/time_elapsed", "time/fps");

  private static final String EVALUATION = "eval/"; // which a replay leaves out

  private final List<String> columns;
  private final Map<Long, String[]> rows; // cells by step
  private int equal;
  private String difference = ""; // the first one

  private RecordedMetrics(List<String> columns, Map<Long, String[]> rows) {
    this.columns = columns;
    this.rows = rows;
  }

  /// Reads the rows; none if there is no file.
  static RecordedMetrics read(Path run) throws IOException {
    Path file = run.resolve("metrics.csv");
    List<String> lines = Files.exists(file) ? Files.readAllLines(file) : List.of();
    List<String> columns = lines.isEmpty() ? List.of() : List.of(lines.getFirst().split(",", -1));
    Map<Long, String[]> rows = new HashMap<>();
    int at = columns.indexOf(STEPS);
    for (int i = 1; i < lines.size() && at >= 0; i++) {
      String[] cells = lines.get(i).split(",", -1);
      if (cells.length == columns.size() && !cells[at].isEmpty()) { // the last may be cut short
        rows.put((long) number(cells[at]), cells);
      }
    }
    return new RecordedMetrics(columns, rows);
  }

  private static double number(String cell) {
    try {
      return cell.isEmpty() ? Double.NaN : Numbers.parseDouble(cell);
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  /// Compares an iteration with its row, if it has one, and ends the session at the first
  /// difference.
  @Override
  public void updated(Run run, Metrics metrics) {
    String[] row = rows.get(metrics.steps());
    if (row == null || !difference.isEmpty()) {
      return;
    }
    for (int i = 0; i < row.length; i++) {
      String name = columns.get(i);
      if (CLOCK.contains(name) || name.startsWith(EVALUATION)) {
        continue;
      }
      double recorded = number(row[i]);
      if (Double.compare(recorded, metrics.get(name)) != 0) {
        difference =
            "the replay differs from the run: at step %d %s is %s, and %s in its metrics.csv."
                .formatted(
                    metrics.steps(), name, Numbers.text(metrics.get(name)), Numbers.text(recorded));
        run.pause("it differs");
        return;
      }
    }
    equal++;
  }

  /// Requires that no metric differed.
  ///
  /// @throws ReplayDiffersException where one did
  void requireEqual() {
    if (!difference.isEmpty()) {
      throw new ReplayDiffersException(difference);
    }
  }

  /// The rows that were found equal.
  int equal() {
    return equal;
  }
}
