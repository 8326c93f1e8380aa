package ascent.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the README shows is what the examples run.
class ReadmeTest {
  private static final Pattern JAVA = Pattern.compile("(?s)\n```java\n(.*?)\n```");

  private static List<String> blocks() throws IOException {
    return blocks("README.md");
  }

  private static List<String> blocks(String page) throws IOException {
    String readme = Files.readString(Examples.root().resolve(page), UTF_8);
    List<String> blocks = new ArrayList<>();
    Matcher matcher = JAVA.matcher(readme);
    while (matcher.find()) {
      blocks.add(matcher.group(1));
    }
    return blocks;
  }

  @Test
  void every_java_block_is_a_region_of_an_example() throws IOException {
    List<String> blocks = blocks();

    assertThat(blocks).isNotEmpty();
    assertThat(Examples.regions().values())
        .as("regions of examples/src/main/java, imports left out")
        .containsAll(blocks.stream().map(ReadmeTest::withoutImports).toList());
  }

  @Test
  void every_java_block_of_the_guide_is_a_region_of_an_example() throws IOException {
    assertThat(Examples.regions().values()).containsAll(blocks("docs/java.md"));
  }

  /// The README imports whole modules; the examples, compiled on a class path, name each class.
  private static String withoutImports(String block) {
    return block.replaceAll("(?m)^import .*\n", "").strip();
  }

  /// On a module path, as a user of the libraries has it; the classes in the program's file.
  @Test
  void every_program_compiles_as_it_is_printed(@TempDir Path dir) throws IOException {
    List<String> programs = blocks().stream().filter(b -> b.contains("import module ")).toList();
    List<String> classes = blocks().stream().filter(b -> b.contains("final class ")).toList();

    assertThat(programs).isNotEmpty();
    assertThat(classes).isNotEmpty();
    for (String program : programs) {
      String text = program + "\n\n" + String.join("\n\n", classes);
      Path source = Files.writeString(dir.resolve("Program.java"), text, UTF_8);
      var messages = new ByteArrayOutputStream();
      int code =
          ToolProvider.getSystemJavaCompiler()
              .run(
                  null,
                  null,
                  messages,
                  "--module-path",
                  System.getProperty("java.class.path"),
                  "--add-modules",
                  "ascent.core,ascent.envs",
                  "-proc:none",
                  "-d",
                  dir.toString(),
                  source.toString());
      assertThat(code).as(messages.toString(UTF_8)).isZero();
    }
  }
}
