package ascent.study;

import static java.nio.charset.StandardCharsets.UTF_8;

import ascent.config.Numbers;
import ascent.io.AtomicFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// The raw results of a study: a row per run. Only the column `seconds` depends on the machine.
final class ResultsTable {
  private static final List<String> COLUMNS =
      List.of(
          "seed",
          "steps",
          "episodes",
          "mean_return",
          "std_return",
          "eval_episodes",
          "solved_at_step",
          "seconds",
          "parameters_sha256",
          "failure");

  private ResultsTable() {}

  static void write(StudyResult result, Path file) throws IOException {
    List<String> lines = new ArrayList<>();
    List<String> head = new ArrayList<>(result.study().factors());
    head.addAll(COLUMNS);
    lines.add(line(head));
    for (Variant variant : result.study().variants()) {
      for (Outcome outcome : result.of(variant)) {
        List<String> row = new ArrayList<>(variant.factors().values());
        row.addAll(cells(outcome));
        lines.add(line(row));
      }
    }
    AtomicFiles.write(file, String.join("", lines).getBytes(UTF_8));
  }

  private static List<String> cells(Outcome o) {
    return List.of(
        Long.toString(o.seed()),
        Long.toString(o.steps()),
        Long.toString(o.episodes()),
        number(o.meanReturn()),
        number(o.stdReturn()),
        Integer.toString(o.evalEpisodes()),
        o.solvedAtStep() < 0 ? "" : Long.toString(o.solvedAtStep()),
        number(o.seconds()),
        o.parametersSha256(),
        o.failure());
  }

  private static String number(double value) {
    return Double.isNaN(value) ? "" : Numbers.text(value);
  }

  private static String line(List<String> cells) {
    return cells.stream().map(ResultsTable::quoted).collect(Collectors.joining(",", "", "\n"));
  }

  /// In quotes where a reader would otherwise misread it (RFC 4180).
  private static String quoted(String cell) {
    boolean plain = cell.chars().noneMatch(c -> c == ',' || c == '"' || c < ' ');
    return plain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
  }
}
