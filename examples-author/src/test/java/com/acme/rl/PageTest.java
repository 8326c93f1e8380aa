package com.acme.rl;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// `docs/your-own-algorithm.md` shows lines of this module's sources.
class PageTest {
  static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("examples-author/pom.xml"))) {
      folder = folder.getParent();
    }
    return folder;
  }

  private static Path page() {
    return root().resolve("docs/your-own-algorithm.md");
  }

  /// What a pattern's group holds, wherever it matches on the page.
  static List<String> find(String pattern) throws IOException {
    List<String> found = new ArrayList<>();
    String text = Files.readString(page(), UTF_8);
    for (MatchResult match : Pattern.compile(pattern).matcher(text).results().toList()) {
      found.add(match.group(1));
    }
    return found;
  }

  @Test
  void every_java_block_is_a_part_of_a_source() throws IOException {
    List<String> sources = new ArrayList<>();
    try (Stream<Path> files = Files.walk(root().resolve("examples-author/src"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
        sources.add(Files.readString(file, UTF_8));
      }
    }
    List<String> blocks = find("(?s)\n```java\n(.*?)\n```");
    assertThat(blocks)
        .hasSizeGreaterThan(8)
        .allSatisfy(
            block -> assertThat(sources).anyMatch(source -> holds(source.lines().toList(), block)));
  }

  /// Whether the block is some consecutive lines, all indented by a few spaces more.
  private static boolean holds(List<String> source, String block) {
    List<String> lines = block.lines().toList();
    for (String indent : List.of("", "  ", "    ", "      ")) {
      for (int at = 0; at + lines.size() <= source.size(); at++) {
        int k = 0;
        while (k < lines.size() && source.get(at + k).equals(indented(indent, lines.get(k)))) {
          k++;
        }
        if (k == lines.size()) {
          return true;
        }
      }
    }
    return false;
  }

  private static String indented(String indent, String line) {
    return line.isEmpty() ? line : indent + line;
  }

  @Test
  void every_link_leads_to_a_file() throws IOException {
    List<String> links = find("]\\(([^)#:]+)(?:#[^)]*)?\\)");
    assertThat(links).hasSizeGreaterThan(8);
    for (String link : links) {
      assertThat(page().resolveSibling(link)).exists();
    }
  }
}
