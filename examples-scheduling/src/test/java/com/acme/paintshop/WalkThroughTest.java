package com.acme.paintshop;

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

/// The walk-through shows the sources of this module, and nothing else.
class WalkThroughTest {
  private static final Pattern REGION =
      Pattern.compile("(?s)// @start region=\"[a-z]+\"\n(.*?)\n *// @end");
  private static final Pattern JAVA = Pattern.compile("(?s)\n```java\n(.*?)\n```");

  private static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("examples-scheduling/pom.xml"))) {
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
    try (Stream<Path> files =
        Files.list(root().resolve("examples-scheduling/src/main/java/com/acme/paintshop"))) {
      for (Path file : files.sorted().toList()) {
        regions.addAll(find(REGION, file));
      }
    }
    List<String> blocks = find(JAVA, root().resolve("docs/your-own-simulator.md"));

    assertThat(blocks).hasSizeGreaterThan(5).containsExactlyInAnyOrderElementsOf(regions);
  }

  @Test
  void every_link_leads_to_a_file() throws IOException {
    Path doc = root().resolve("docs/your-own-simulator.md");
    List<String> links = find(Pattern.compile("]\\(([^)#:]+)\\)"), doc);

    assertThat(links).isNotEmpty();
    for (String link : links) {
      assertThat(doc.resolveSibling(link)).exists();
    }
  }

  @Test
  void every_program_that_is_run_is_there() throws Exception {
    Path doc = root().resolve("docs/your-own-simulator.md");
    List<String> programs = find(Pattern.compile("\nexamples-scheduling/run (\\w+) "), doc);

    assertThat(programs).contains("TrainDispatcher", "DispatchToday");
    for (String program : programs) {
      Class<?> shown = Class.forName("com.acme.paintshop." + program);
      assertThat(shown.getDeclaredMethod("main", String[].class)).isNotNull();
    }
  }

  /// The class path of the commands is what the build leaves behind.
  @Test
  void the_class_path_of_the_commands_is_said_once_and_used() throws IOException {
    Path doc = root().resolve("docs/your-own-simulator.md");

    assertThat(find(Pattern.compile("\nSHOP='([^']+)'\n"), doc))
        .containsExactly("examples-scheduling/target/*:examples-scheduling/target/lib/*");
    assertThat(Files.readString(root().resolve("examples-scheduling/pom.xml"), UTF_8))
        .contains("<outputDirectory>${project.build.directory}/lib</outputDirectory>");
  }
}
