package com.acme.formation;

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

/// `docs/simulators/orekit.md` shows the sources of this module.
class DocsTest {
  private static final Pattern REGION =
      Pattern.compile("(?s)// @start region=\"[a-z]+\"\n(.*?)\n *// @end");
  private static final Pattern JAVA = Pattern.compile("(?s)\n```java\n(.*?)\n```");

  private static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("examples-orekit/pom.xml"))) {
      folder = folder.getParent();
    }
    return folder;
  }

  private static List<String> find(Pattern pattern, Path file) throws IOException {
    List<String> found = new ArrayList<>();
    for (MatchResult match : pattern.matcher(Files.readString(file, UTF_8)).results().toList()) {
      found.add(match.group(1).stripTrailing().stripIndent().strip());
    }
    return found;
  }

  @Test
  void every_java_block_is_a_region_of_a_source_and_every_region_is_shown() throws IOException {
    List<String> regions = new ArrayList<>();
    Path sources = root().resolve("examples-orekit/src/main/java/com/acme/formation");
    try (Stream<Path> files = Files.list(sources)) {
      for (Path file : files.sorted().toList()) {
        regions.addAll(find(REGION, file));
      }
    }

    assertThat(find(JAVA, root().resolve("docs/simulators/orekit.md")))
        .hasSizeGreaterThan(3)
        .containsExactlyInAnyOrderElementsOf(regions);
  }

  @Test
  void every_link_leads_to_a_file() throws IOException {
    Path doc = root().resolve("docs/simulators/orekit.md");
    List<String> links = find(Pattern.compile("]\\(([^)#:]+)\\)"), doc);

    assertThat(links).isNotEmpty();
    for (String link : links) {
      assertThat(doc.resolveSibling(link)).exists();
    }
  }

  @Test
  void the_adapter_is_short() throws IOException {
    Path adapter =
        root().resolve("examples-orekit/src/main/java/com/acme/formation/FormationEnv.java");

    assertThat(Files.readAllLines(adapter, UTF_8)).hasSizeLessThan(60);
  }
}
