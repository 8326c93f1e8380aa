package ascent.cli.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A table, in plain text or in Markdown.
public final class Table {
  static final int WIDTH = 100;
  private static final int LEAST_LAST = 30;
  private static final String GAP = "  ";

  private final List<String> head;
  private final List<List<String>> rows = new ArrayList<>();

  /// A table of these columns.
  public Table(String... columns) {
    head = List.of(columns);
  }

  /// Adds a row, a cell per column.
  public void row(String... cells) {
    rows.add(List.of(cells));
  }

  /// In Markdown, the first column as text and the others as numbers.
  public String markdown() {
    List<String> lines = new ArrayList<>();
    lines.add(line(head));
    lines.add("| ---" + " | ---:".repeat(head.size() - 1) + " |");
    rows.forEach(row -> lines.add(line(row)));
    return String.join("\n", lines);
  }

  /// The row added last, in Markdown.
  public String last() {
    return line(rows.getLast());
  }

  private static String line(List<String> cells) {
    return "| " + String.join(" | ", cells) + " |";
  }

  /// In plain text, the last column wrapped at 100 characters.
  @Override
  public String toString() {
    return text(WIDTH);
  }

  /// In plain text: columns as wide as their widest cell, the last one wrapped.
  ///
  /// @param width of a line, in characters, which is exceeded where a word is longer
  public String text(int width) {
    int last = head.size() - 1;
    int[] widths = new int[last];
    List<List<String>> all = new ArrayList<>(rows);
    all.addFirst(head.stream().map(c -> c.toUpperCase(Locale.ROOT)).toList());
    for (List<String> row : all) {
      for (int c = 0; c < last; c++) {
        widths[c] = Math.max(widths[c], row.get(c).length());
      }
    }
    List<String> lines = new ArrayList<>();
    for (List<String> row : all) {
      StringBuilder line = new StringBuilder();
      for (int c = 0; c < last; c++) {
        line.append(row.get(c)).repeat(' ', widths[c] - row.get(c).length()).append(GAP);
      }
      int indent = line.length();
      for (String part : wrap(row.get(last), Math.max(LEAST_LAST, width - indent))) {
        lines.add(line.append(part).toString().stripTrailing());
        line = new StringBuilder().repeat(' ', indent);
      }
    }
    return String.join("\n", lines);
  }

  /// Breaks a text at spaces into lines of at most `width` characters; longer words are not broken.
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
