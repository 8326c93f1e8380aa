package ascent.cli.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A table in plain text: columns as wide as their widest cell, the last one wrapped at 100
/// columns.
public final class Table {
  private static final int WIDTH = 100;
  private static final int LEAST_LAST = 30;
  private static final String GAP = "  ";

  private final List<List<String>> rows = new ArrayList<>();

  /// A table of these columns.
  public Table(String... columns) {
    rows.add(List.of(columns).stream().map(c -> c.toUpperCase(Locale.ROOT)).toList());
  }

  /// Adds a row, a cell per column.
  public void row(String... cells) {
    rows.add(List.of(cells));
  }

  /// The lines, each ended by a line break but the last.
  @Override
  public String toString() {
    int last = rows.getFirst().size() - 1;
    int[] widths = new int[last];
    for (List<String> row : rows) {
      for (int c = 0; c < last; c++) {
        widths[c] = Math.max(widths[c], row.get(c).length());
      }
    }
    List<String> lines = new ArrayList<>();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int c = 0; c < last; c++) {
        line.append(row.get(c)).repeat(' ', widths[c] - row.get(c).length()).append(GAP);
      }
      int indent = line.length();
      for (String part : wrap(row.get(last), Math.max(LEAST_LAST, WIDTH - indent))) {
        lines.add(line.append(part).toString().stripTrailing());
        line = new StringBuilder().repeat(' ', indent);
      }
    }
    return String.join("\n", lines);
  }

  /// Breaks a text at spaces into lines of at most so many characters, where words allow it.
  private static List<String> wrap(String text, int width) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.split(" ", -1)) {
      if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }
}
