package ascent.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/// `docs/in-your-project.md` shows the project that `.ci/consumers` builds and runs.
class ProjectPageTest {
  private static final Path PROJECT = Examples.root().resolve("it/consumers/project");

  private static String page() throws IOException {
    return Files.readString(Examples.root().resolve("docs/in-your-project.md"), UTF_8);
  }

  @Test
  void the_page_shows_every_source_file_in_full() throws IOException {
    Path sources = PROJECT.resolve("src/main");
    for (String file :
        List.of(
            "java/module-info.java",
            "java/com/acme/corridor/Corridor.java",
            "java/com/acme/corridor/CorridorEnvs.java",
            "java/com/acme/corridor/Main.java",
            "resources/META-INF/services/ascent.env.registry.EnvProvider")) {
      String text = Files.readString(sources.resolve(file), UTF_8).strip();
      assertThat(page()).as(file).contains("\n" + text + "\n```");
    }
  }

  @Test
  void the_page_shows_the_pom_in_full() throws IOException {
    String pom = Files.readString(PROJECT.resolve("pom.xml"), UTF_8).strip();
    assertThat(page()).contains("\n```xml\n" + pom + "\n```");
  }
}
