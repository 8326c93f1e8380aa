package ascent.cli.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ascent.cli.HelpTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// The scripts that start the program. `.ci/installed` tries an installation as a whole.
@EnabledOnOs({OS.LINUX, OS.MAC})
class LauncherTest {
  @TempDir Path folder;
  private Path checkout;

  @BeforeEach
  void check_out() throws IOException {
    checkout = Files.createDirectory(folder.resolve("checkout"));
    Path scripts = Files.createDirectory(checkout.resolve(".mvn"));
    for (String file :
        List.of(
            "ascent",
            ".mvn/find-jdk.sh",
            ".mvn/jvm.sh",
            ".mvn/build.sh",
            ".mvn/install",
            ".mvn/installed")) {
      Files.copy(HelpTest.root().resolve(file), checkout.resolve(file));
    }
    assertThat(scripts).isNotEmptyDirectory();
    Files.writeString(checkout.resolve("pom.xml"), "<project/>");
    Files.createDirectories(checkout.resolve("ascent-core/src/main"));
    Files.writeString(checkout.resolve("ascent-core/pom.xml"), "<project/>");
  }

  private record Ended(int code, String out, String err) {}

  private Ended run(String... command) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.redirectOutput(folder.resolve("out").toFile());
    builder.redirectError(folder.resolve("err").toFile());
    int code = builder.start().waitFor();
    return new Ended(
        code,
        Files.readString(folder.resolve("out"), UTF_8),
        Files.readString(folder.resolve("err"), UTF_8));
  }

  /// A file where the folder `target` should be: nobody can write there, not even root.
  @Test
  void an_unbuilt_checkout_that_cannot_be_written_says_so() throws Exception {
    Files.writeString(checkout.resolve("target"), "");

    Ended ended = run(checkout.resolve("ascent").toString(), "envs");

    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.err())
        .isEqualTo(
            """
            ascent: this checkout has to be built, but %s/target/app cannot be written.
            ascent: Build it as a user who may write there, or install Ascent: make install PREFIX=DIR.
            """
                .formatted(checkout.toRealPath()));
  }

  @Test
  void an_installation_needs_an_absolute_prefix() throws Exception {
    Ended ended = run(checkout.resolve(".mvn/install").toString(), "here");

    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.err())
        .isEqualTo("ascent: PREFIX is 'here'; it must be an absolute path, such as /usr/local.\n");
  }
}
