package ascent.cli.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ascent.cli.HelpTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
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
    Files.copy(HelpTest.root().resolve("ascent"), checkout.resolve("ascent"));
    try (Stream<Path> files = Files.list(HelpTest.root().resolve(".mvn"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(file, scripts.resolve(file.getFileName()));
      }
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

  /// The flags of the JVM that do not depend on where things are. Windows has no descriptor 3.
  private static Set<String> flags(String script) {
    Set<String> flags = new TreeSet<>();
    String code = script.replaceAll("(?m)^ *(#|rem ).*$", "");
    Matcher flag =
        Pattern.compile("(?<![\\w-])-(?:X|-add-modules|-enable)[^\\s\"'%$)]+").matcher(code);
    while (flag.find()) {
      flags.add(flag.group());
    }
    flags.removeIf(f -> f.matches(".*(Archive|-Xshare|Use[*\\[]).*"));
    return flags;
  }

  /// It cannot be run here. On Windows the archive of classes is one that the JVM makes itself.
  @Test
  void the_launcher_for_windows_gives_the_flags_of_the_other() throws IOException {
    String windows = Files.readString(HelpTest.root().resolve("ascent.cmd"), UTF_8);
    String other = Files.readString(HelpTest.root().resolve(".mvn/jvm.sh"), UTF_8);

    Set<String> flags = flags(windows);

    assertThat(flags).hasSizeGreaterThan(8).contains("-XX:+UseSerialGC");
    assertThat(flags).isEqualTo(flags(other));
    assertThat(windows.lines().count()).isEqualTo(windows.split("\r\n", -1).length - 1L);
  }

  /// The JVM says nothing of a name that does not exist.
  @Test
  void the_methods_named_to_the_compiler_exist() throws Exception {
    String script = Files.readString(HelpTest.root().resolve(".mvn/jvm.sh"), UTF_8);
    Matcher command =
        Pattern.compile("CompileCommand=dontinline,([\\w.]+)::(\\w+)(\\*?)'").matcher(script);
    int commands = 0;
    while (command.find()) {
      String name = command.group(2);
      boolean prefix = !command.group(3).isEmpty();
      assertThat(Class.forName(command.group(1)).getDeclaredMethods())
          .as(command.group())
          .anyMatch(m -> prefix ? m.getName().startsWith(name) : m.getName().equals(name));
      commands++;
    }
    assertThat(commands).isEqualTo(3);
  }

  @Test
  void an_installation_needs_an_absolute_prefix() throws Exception {
    Ended ended = run(checkout.resolve(".mvn/install").toString(), "here");

    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.err())
        .isEqualTo("ascent: PREFIX is 'here'; it must be an absolute path, such as /usr/local.\n");
  }
}
