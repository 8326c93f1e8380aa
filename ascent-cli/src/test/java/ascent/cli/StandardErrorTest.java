package ascent.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the launcher does with stderr: the JVM's announcement of its vector module goes, and
/// nothing else does.
class StandardErrorTest {
  /// The launchers' two functions, then the JVM as the launcher starts it; `$1` are options.
  private static final String LAUNCH =
      """
      set -eu
      eval "$(sed -n '/^pass_on() {/,/^}/p; /^quiet_stderr() {/,/^}/p' "$LAUNCHER")"
      launch() (
        quiet_stderr
        [ "$stderr" = 2 ] || set -- -Dascent.stderr=$stderr --add-opens=java.base/java.io=ALL-UNNAMED "$@"
        exec "$JAVA" -XX:+UseSerialGC --add-modules=jdk.incubator.vector -cp "$CLASS_PATH" "$@"
      )
      """;

  private static final String WRONG =
      "ascent: there is no option --jsn. Did you mean --json? See: ascent envs --help\n";

  @TempDir Path folder;

  private record Ended(int code, String err) {}

  private Ended run(String script) throws IOException, InterruptedException {
    Path err = folder.resolve("err");
    ProcessBuilder builder = new ProcessBuilder(List.of("sh", "-c", LAUNCH + script));
    builder.environment().put("LAUNCHER", launcher().toString());
    builder
        .environment()
        .put("JAVA", Path.of(System.getProperty("java.home"), "bin/java").toString());
    builder.environment().put("CLASS_PATH", System.getProperty("java.class.path"));
    builder.redirectError(err.toFile());
    builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    int code = builder.start().waitFor();
    return new Ended(code, Files.readString(err, UTF_8));
  }

  private static Path launcher() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.isRegularFile(folder.resolve("ascent"))) {
      folder = folder.getParent();
    }
    return folder.resolve(".mvn/jvm.sh");
  }

  @Test
  void the_command_s_words_alone_are_on_stderr_with_its_exit_code() throws Exception {
    assertThat(run("launch ascent.cli.Main envs --jsn")).isEqualTo(new Ended(2, WRONG));
    assertThat(run("launch ascent.cli.Main envs")).isEqualTo(new Ended(0, ""));
  }

  @Test
  void what_others_write_to_the_same_file_is_kept() throws Exception {
    String script = "echo before >&2; launch ascent.cli.Main envs --jsn || echo after $? >&2";
    assertThat(run(script).err()).isEqualTo("before\n" + WRONG + "after 2\n");
  }

  @Test
  void where_stderr_is_a_pipe_its_reader_gets_all_before_its_end() throws Exception {
    String script =
        "{ launch ascent.cli.Main envs --jsn 2>&1 >/dev/null; echo code $? >&2; } | sed 's/^/> /' >&2";
    assertThat(run(script).err()).contains("> " + WRONG).doesNotContain("incubator");
  }

  @Test
  void a_closed_stderr_loses_the_words_and_keeps_the_exit_code() throws Exception {
    assertThat(run("launch ascent.cli.Main envs --jsn 2>&-")).isEqualTo(new Ended(2, ""));
  }

  @Test
  void what_the_jvm_itself_has_to_say_is_passed_on() throws Exception {
    Ended ended = run("launch -Xmx1x ascent.cli.Main envs || code=$?; sleep 1; exit $code");
    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.err())
        .startsWith("Invalid maximum heap size: -Xmx1x\n")
        .contains("Could not create the Java Virtual Machine.");
  }
}
