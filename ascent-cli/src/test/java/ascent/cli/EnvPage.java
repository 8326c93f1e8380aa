package ascent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// A page of `docs/envs`, with `-` for the minus sign.
///
/// @param envs that it is about, as its heading has them; the others are variants of the first one
record EnvPage(Path file, String text, List<String> envs) {
  static final Path FOLDER = HelpTest.root().resolve("docs/envs");
  private static final List<String> OTHERS = List.of("README.md", "wrappers.md");

  static List<EnvPage> all() throws IOException {
    List<EnvPage> pages = new ArrayList<>();
    try (Stream<Path> files = Files.walk(FOLDER)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".md")).sorted().toList()) {
        if (!OTHERS.contains(file.getFileName().toString())) {
          pages.add(read(file));
        }
      }
    }
    return pages;
  }

  private static EnvPage read(Path file) throws IOException {
    String text = Files.readString(file).replace('−', '-');
    String heading = text.lines().findFirst().orElseThrow();
    assertThat(heading).startsWith("# ");
    return new EnvPage(file, text, List.of(heading.substring(2).split(", ", -1)));
  }

  /// A table: its head and its rows, cell by cell.
  record Table(List<String> head, List<List<String>> rows) {

    /// The cells of a column.
    List<String> column(String name) {
      int i = head.indexOf(name);
      return rows.stream().map(row -> row.get(i)).toList();
    }
  }

  /// What follows a heading, up to the next one.
  String section(String heading) {
    int start = text.indexOf("\n## " + heading + "\n");
    assertThat(start).as("## %s in %s", heading, file).isNotNegative();
    int end = text.indexOf("\n## ", start + 1);
    return text.substring(start, end < 0 ? text.length() : end);
  }

  /// The cell beside a word of the table at the top.
  String fact(String word) {
    String row = "| " + word + " | ";
    String top = text.substring(0, text.indexOf("\n## "));
    return top.lines()
        .filter(line -> line.startsWith(row) && line.endsWith(" |"))
        .map(line -> line.substring(row.length(), line.length() - 2))
        .findFirst()
        .orElseThrow(() -> new AssertionError(file + " has no row | " + word + " |"));
  }

  /// What a cell says of an env: `500 steps`, or `100 steps; 200 steps in FrozenLake8x8-v1`. A part
  /// that names no env of the page is a remark.
  String saidOf(String env, String cell) {
    List<String> parts = List.of(cell.split("; ", -1));
    String suffix = " in " + env;
    return parts.stream()
        .filter(part -> part.endsWith(suffix))
        .map(part -> part.substring(0, part.length() - suffix.length()))
        .findFirst()
        .orElse(parts.getFirst());
  }

  static List<Table> tables(String section) {
    List<Table> tables = new ArrayList<>();
    List<List<String>> rows = new ArrayList<>();
    for (String line : (section + "\n").split("\n", -1)) {
      if (line.startsWith("|")) {
        String[] cells = line.substring(1).split("\\|", -1);
        rows.add(Arrays.stream(cells).limit(cells.length - 1).map(String::strip).toList());
      } else if (!rows.isEmpty()) {
        tables.add(new Table(rows.getFirst(), List.copyOf(rows.subList(2, rows.size()))));
        rows.clear();
      }
    }
    return tables;
  }
}
