package ascent.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `ascent` as a process of its own: exit codes and streams as a shell sees them.
class ProcessTest {

  private record Ended(int code, String out, String err) {}

  private static List<String> command(String... args) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path")));
    command.add(Main.class.getName());
    command.addAll(Arrays.asList(args));
    return command;
  }

  private static Ended run(List<String> command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).start();
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes(), UTF_8);
    String err = new String(process.getErrorStream().readAllBytes(), UTF_8);
    return new Ended(process.waitFor(), out, err);
  }

  @Test
  void results_go_to_stdout_and_the_exit_code_is_0() throws Exception {
    Ended ended = run(command("envs"));

    assertThat(ended.code()).as(ended.err()).isZero();
    assertThat(ended.out()).contains("CartPole-v1").contains("–"); // UTF-8 whatever the locale
    assertThat(ended.err()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"train --help", "algos", "envs"})
  void lines_are_as_wide_as_columns_says(String line) throws Exception {
    List<Long> lines = new ArrayList<>();
    for (String columns : List.of("60", "0", "160")) { // 0 is none: 80 of help, 100 of a table
      var builder = new ProcessBuilder(command(line.split(" ")));
      builder.environment().put("COLUMNS", columns);
      Process process = builder.redirectErrorStream(true).start();
      String out = new String(process.getInputStream().readAllBytes(), UTF_8);
      assertThat(process.waitFor()).as(out).isZero();
      lines.add(out.lines().count());
    }
    assertThat(lines).isSortedAccordingTo(Comparator.reverseOrder());
    assertThat(lines.get(0)).as("of 60, 0 and 160: %s", lines).isGreaterThan(lines.get(2));
  }

  @Test
  void wrong_use_goes_to_stderr_and_the_exit_code_is_2() throws Exception {
    Ended ended = run(command("envs", "--jsn"));

    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.err())
        .isEqualTo(
            "ascent: there is no option --jsn. Did you mean --json? See: ascent envs --help\n");
  }

  @Test
  void a_failure_goes_to_stderr_and_the_exit_code_is_1() throws Exception {
    assertThat(run(command("eval", "no-such-run")).code()).isEqualTo(1);
  }

  @Test
  void a_jvm_without_hardware_fma_is_noted_before_training(@TempDir Path dir) throws Exception {
    List<String> command =
        command(
            ("train ppo CartPole-v1 --steps 8 --envs 1 --set rolloutSteps=8 --set batchSize=8"
                    + " --set epochs=1 --set policyLayers=2 --set valueLayers=2"
                    + " --eval-episodes 1 --max-episode-steps 2 --quiet --out "
                    + dir.resolve("run"))
                .split(" "));
    command.addAll(1, List.of("-XX:-UseFMA", "-Dascent.kernels=scalar"));

    Ended ended = run(command);

    assertThat(ended.code()).as(ended.err()).isZero();
    assertThat(ended.err()).startsWith("ascent: this JVM has no hardware fma");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "check ascent.cli.OddEnvs$Spiteful",
        "train ppo ascent.cli.OddEnvs$Spiteful --quiet --out DIR/run",
        "train ppo ascent.cli.OddEnvs$Spiteful --quiet --threads 2 --envs 2 --out DIR/run",
      })
  void an_exception_of_any_kind_becomes_one_printable_line(String line, @TempDir Path dir)
      throws Exception {
    Ended ended = run(command(line.replace("DIR", dir.toString()).split(" ")));

    assertThat(ended.code()).as(ended.err()).isEqualTo(1);
    String said = ended.out() + ended.err();
    assertThat(said)
        .contains("step threw java.io.IOException: \\u001b[2J\\nno ore xxx")
        .contains(" characters) at ascent.cli.OddEnvs$Spiteful.step(OddEnvs.java:")
        .doesNotContain("\u001b")
        .hasSizeLessThan(3_000);
  }

  /// Ctrl-C or a polite kill; and then the bits of a run that was left alone.
  @Test
  void an_interrupted_run_says_how_to_go_on(@TempDir Path dir) throws Exception {
    String train =
        "train ppo CartPole-v1 --steps 60_000 --envs 4 --set rolloutSteps=64 --set batchSize=256"
            + " --set epochs=2 --set policyLayers=8 --set valueLayers=8 --eval-episodes 1"
            + " --checkpoint-every 2000 --quiet --json --out ";
    Path whole = dir.resolve("whole");
    Path killed = dir.resolve("killed");
    Map<String, Object> expected = Cli.run((train + whole).split(" ")).json();

    Path err = dir.resolve("err");
    Process first = start(err, (train + killed).split(" "));
    awaitCheckpoint(first, killed);
    first.destroy();
    assertThat(first.waitFor()).isNotZero();
    assertThat(err).content().contains("interrupted; continue with: ascent resume " + killed);

    Map<String, Object> resumed = Cli.run("resume", killed.toString(), "--quiet", "--json").json();
    assertThat((int) resumed.get("resumed_at_step")).isBetween(2_000, 59_999);
    assertThat(resumed.get("parameters_sha256")).isEqualTo(expected.get("parameters_sha256"));
  }

  @Test
  void an_interrupted_film_leaves_nothing_behind(@TempDir Path dir) throws Exception {
    Path err = dir.resolve("err");
    Path films = Files.createDirectory(dir.resolve("films"));
    Path film = Files.writeString(films.resolve("a.gif"), "the old one");
    String line = "render Pendulum-v1 --episodes 1_000 --max-frames 1_000_000 -o " + film;
    Process process = start(err, line.split(" "));
    while (films.toFile().list().length < 2) {
      assertThat(process.isAlive()).as("it must not end before it is killed").isTrue();
      Thread.sleep(2);
    }
    Thread.sleep(200); // somewhere in the middle
    process.destroy();

    assertThat(process.waitFor()).isNotZero();
    assertThat(err).content().contains("ascent: interrupted; no film was written\n");
    assertThat(film).hasContent("the old one");
    assertThat(films.toFile().list()).containsExactly("a.gif");
  }

  @Test
  void what_an_environment_prints_is_not_part_of_the_result() throws Exception {
    Ended ended = run(command("check", "ascent.cli.OddEnvs$Rude", "--json"));

    assertThat(ended.code()).as(ended.err()).isZero();
    assertThat(ended.out())
        .startsWith("{\"env\":\"ascent.cli.OddEnvs$Rude\",\"problems\":[],\"hints\":[\"no episode ")
        .doesNotContain("a new episode");
    assertThat(ended.err()).contains("a new episode\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "check ascent.cli.OddEnvs$Rude",
        "train ppo ascent.cli.OddEnvs$Rude --quiet --out DIR/run",
        "train ppo ascent.cli.OddEnvs$Rude --quiet --threads 2 --envs 2 --out DIR/run"
      })
  void an_environment_that_ends_the_jvm_is_a_failure(String line, @TempDir Path dir)
      throws Exception {
    List<String> command = command(line.replace("DIR", dir.toString()).split(" "));
    command.add(1, "-D" + OddEnvs.BREAK_AT + "=7");

    Ended ended = run(command);

    assertThat(ended.code()).as(ended.err()).isEqualTo(1);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.err())
        .containsPattern("OddEnvs\\$Rude.step\\(OddEnvs.java:[0-9]+\\) called System.exit, which")
        .doesNotContain("interrupted");
    assertThat(ended.err().contains("there was no checkpoint yet")).isEqualTo(line.contains("run"));
  }

  private static Process start(Path err, String... args) throws IOException {
    return new ProcessBuilder(command(args))
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(err.toFile())
        .start();
  }

  private static void awaitCheckpoint(Process process, Path run) throws InterruptedException {
    while (!Files.exists(run.resolve("checkpoint.zip"))) {
      assertThat(process.isAlive()).as("it must not end before it is killed").isTrue();
      Thread.sleep(2);
    }
  }

  @Test
  void a_reader_that_goes_away_is_no_failure() throws Exception {
    List<String> shell =
        new ArrayList<>(List.of("sh", "-c", "{ \"$@\"; echo \"code $?\" >&2; } | true", "sh"));
    shell.addAll(command("envs"));

    Ended ended = run(shell);

    assertThat(ended.err()).isEqualTo("code 0\n");
  }
}
