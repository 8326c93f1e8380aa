package ascent.cli.text;

import ascent.config.Numbers;
import ascent.train.Metrics;
import ascent.train.Run;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;

/// Shows each row of metrics as a table in a box, as Stable-Baselines3 does: a section for each
/// prefix, and in it the metrics that were measured.
final class ProgressTables implements Progress {
  private static final MathContext THREE_DIGITS = new MathContext(3);
  private static final double WHOLE = 1e15; // below this, whole numbers are printed as such
  private static final double LARGE = 1_000; // from here on, digits behind the point say nothing
  private static final String INDENT = "   ";

  private final Output output;

  ProgressTables(Output output) {
    this.output = output;
  }

  @Override
  public void updated(Run run, Metrics metrics) {
    output.err().print(text(metrics.names(), metrics::get));
    output.err().flush();
  }

  @FunctionalInterface
  interface Values {
    double get(String name);
  }

  /// The table.
  ///
  /// @param names such as `train/loss`
  /// @param values NaN where one was not measured
  static String text(List<String> names, Values values) {
    List<String> keys = new ArrayList<>();
    List<String> cells = new ArrayList<>();
    String section = "";
    for (String name : names) {
      double value = values.get(name);
      if (Double.isNaN(value)) {
        continue;
      }
      int slash = name.indexOf('/') + 1;
      String of = name.substring(0, slash);
      if (!of.equals(section)) {
        section = of;
        keys.add(section);
        cells.add("");
      }
      keys.add((section.isEmpty() ? "" : INDENT) + name.substring(slash));
      cells.add(cell(value));
    }
    return boxed(keys, cells);
  }

  private static String boxed(List<String> keys, List<String> cells) {
    int left = keys.stream().mapToInt(String::length).max().orElse(0);
    int right = cells.stream().mapToInt(String::length).max().orElse(0);
    String rule = "-".repeat(left + right + 7) + "\n"; // the frame and its spaces
    StringBuilder box = new StringBuilder(rule);
    for (int i = 0; i < keys.size(); i++) {
      box.append("| ").append(padded(keys.get(i), left)).append(" | ");
      box.append(padded(cells.get(i), right)).append(" |\n");
    }
    return box.append(rule).toString();
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(width - text.length());
  }

  private static String cell(double value) {
    if (!Double.isFinite(value)) {
      return Numbers.text(value);
    }
    if (Math.abs(value) < WHOLE && (value == Math.rint(value) || Math.abs(value) >= LARGE)) {
      return Long.toString(Math.round(value));
    }
    return Numbers.text(new BigDecimal(value).round(THREE_DIGITS).doubleValue());
  }
}
