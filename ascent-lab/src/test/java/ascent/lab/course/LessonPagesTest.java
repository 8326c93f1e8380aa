package ascent.lab.course;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ascent.lab.lesson.Lesson;
import ascent.lab.rlhf.algo.PolicyAlgorithms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The pages of lessons show code that is compiled, pictures that exist and commands that run.
class LessonPagesTest {
  private static final Pattern JAVA = Pattern.compile("(?s)\n```java\n(.*?)\n```");
  private static final Pattern IMAGE = Pattern.compile("!\\[[^]]+]\\(([^)]+)\\)");
  private static final Pattern COMMAND = Pattern.compile("ascent lesson ([a-z0-9-]+)");
  private static final long MOST_BYTES = 100_000; // of a picture

  private static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("ascent-lab/pom.xml"))) {
      folder = folder.getParent();
    }
    return folder;
  }

  private static List<Path> pages() throws IOException {
    return pages("docs/lessons");
  }

  /// Those of the algorithms that the laboratory has.
  private static List<Path> algorithms() throws IOException {
    return pages("docs/algorithms/rlhf");
  }

  private static List<Path> pages(String folder) throws IOException {
    try (Stream<Path> files = Files.list(root().resolve(folder))) {
      return files.filter(file -> file.toString().endsWith(".md")).sorted().toList();
    }
  }

  private static List<String> all(Pattern pattern, Path page) throws IOException {
    List<String> found = new ArrayList<>();
    Matcher matcher = pattern.matcher(Files.readString(page, UTF_8));
    while (matcher.find()) {
      found.add(matcher.group(1));
    }
    return found;
  }

  private static String name(Path page) {
    return page.getFileName().toString().replace(".md", "");
  }

  /// Without indentation, which differs between a page and a class.
  private static String flat(String code) {
    return code.lines().map(String::strip).collect(Collectors.joining("\n"));
  }

  private static String sources() throws IOException {
    StringBuilder text = new StringBuilder();
    try (Stream<Path> files = Files.walk(root().resolve("ascent-lab/src/main/java"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
        text.append(Files.readString(file, UTF_8)).append('\n');
      }
    }
    return flat(text.toString());
  }

  @Test
  void every_java_block_is_in_a_compiled_class() throws IOException {
    String sources = sources();
    List<Path> pages = new ArrayList<>(pages());
    pages.addAll(algorithms());
    for (Path page : pages) {
      assertThat(all(JAVA, page))
          .as(page.toString())
          .allSatisfy(block -> assertThat(sources).contains(flat(block)));
    }
  }

  @Test
  void every_algorithm_on_feedback_has_a_page() throws IOException {
    String table = Files.readString(root().resolve("docs/algorithms/rlhf/README.md"), UTF_8);
    StringBuilder all = new StringBuilder();
    for (Path page : algorithms()) {
      all.append(Files.readString(page, UTF_8));
      if (!name(page).equals("README")) {
        assertThat(table).contains("(" + page.getFileName() + ")");
      }
    }
    assertThat(PolicyAlgorithms.NAMES)
        .allSatisfy(name -> assertThat(all).contains("`" + name + "`"));
    assertThat(all).contains("--algorithm reinforce", "--algorithm ppo", "--algorithm rloo");
  }

  @Test
  void every_picture_exists_and_is_small() throws IOException {
    for (Path page : pages()) {
      for (String image : all(IMAGE, page)) {
        assertThat(page.resolveSibling(image)).isRegularFile();
        assertThat(Files.size(page.resolveSibling(image))).as(image).isLessThan(MOST_BYTES);
      }
    }
  }

  @Test
  void every_command_names_a_lesson_and_every_page_shows_the_command_of_its_own()
      throws IOException {
    List<String> names = Course.ALL.lessons().stream().map(Lesson::name).toList();
    for (Path page : pages()) {
      List<String> commands = all(COMMAND, page);
      assertThat(names).as(page.toString()).containsAll(commands);
      if (!name(page).equals("README")) {
        assertThat(commands).as(page.toString()).contains(name(page));
      }
    }
  }

  @Test
  void the_table_of_lessons_links_every_page() throws IOException {
    String table = Files.readString(root().resolve("docs/lessons/README.md"), UTF_8);
    for (Path page : pages()) {
      if (!name(page).equals("README")) {
        assertThat(table).contains("(" + page.getFileName() + ")");
      }
    }
  }
}
