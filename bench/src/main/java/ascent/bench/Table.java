package ascent.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// A Markdown table; the first column is text, the others are figures.
final class Table {
  private final List<String> lines = new ArrayList<>();

  Table(String... head) {
    row(head);
    List<String> rule = new ArrayList<>(Collections.nCopies(head.length, "---:"));
    rule.set(0, "---");
    row(rule.toArray(String[]::new));
  }

  Table row(String... cells) {
    lines.add("| " + String.join(" | ", cells) + " |");
    return this;
  }

  /// The line added last, for those who watch.
  String last() {
    return lines.getLast();
  }

  @Override
  public String toString() {
    return String.join("\n", lines);
  }
}
