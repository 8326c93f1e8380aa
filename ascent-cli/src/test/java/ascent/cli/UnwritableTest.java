package ascent.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Outputs where nothing can be created. An administrator may write in any directory whatever its
/// mode, so most of these are below a regular file, or in `/proc`.
class UnwritableTest {
  private static final String TRAIN = "train ppo CartPole-v1 --steps 64 --quiet --out";
  private static final String STUDY = "study ppo CartPole-v1 --steps 64 --seeds 1 --quiet --out";
  private static final String TUNE = "tune ppo CartPole-v1 --steps 64 --trials 2 --quiet --out";
  private static final String COMPARE =
      "compare ppo:default ppo:tuned --env CartPole-v1 --steps 64 --quiet --out";

  @TempDir static Path folder;
  private static Path run;

  @BeforeAll
  static void train() {
    run = folder.resolve("run");
    Cli.run("train", "ppo", "CartPole-v1", "--steps", "64", "--quiet", "--out", run.toString())
        .succeeded();
  }

  private static Cli.Result run(String command, String... more) {
    return Cli.run(
        Stream.concat(Stream.of(command.split(" ", -1)), Stream.of(more)).toArray(String[]::new));
  }

  @ParameterizedTest
  @ValueSource(strings = {TRAIN, STUDY, TUNE, COMPARE})
  void a_directory_below_a_file_cannot_be_made(String command) throws IOException {
    Path file = Files.writeString(folder.resolve("notes"), "mine");

    assertThat(run(command, file.resolve("new/runs").toString()).failed(2))
        .isEqualTo("out is %1$s/new/runs, but %1$s is not a directory.".formatted(file));
    assertThat(file).hasContent("mine");
  }

  @ParameterizedTest
  @ValueSource(strings = {TRAIN, STUDY, TUNE, COMPARE})
  void a_file_is_not_replaced_by_a_directory(String command) throws IOException {
    Path file = Files.writeString(folder.resolve("notes"), "mine");

    assertThat(run(command, file.toString()).failed(2))
        .startsWith("out is " + file)
        .containsPattern("it must be a (new or empty )?directory\\.$");
    assertThat(file).hasContent("mine");
  }

  @ParameterizedTest
  @ValueSource(strings = {TRAIN, STUDY, TUNE, COMPARE})
  @EnabledOnOs(OS.LINUX)
  void a_file_system_without_new_directories_is_named(String command) {
    assertThat(run(command, "/proc/ascent/runs").failed(1))
        .contains("/proc/ascent")
        .hasLineCount(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {TRAIN, STUDY, TUNE, COMPARE})
  void a_directory_without_the_right_to_write_is_named(String command) throws IOException {
    Path locked = Files.createDirectories(folder.resolve("locked"));
    assertThat(locked.toFile().setWritable(false)).isTrue();
    try {
      assumeFalse(Files.isWritable(locked), "an administrator may write anywhere");

      assertThat(run(command, locked.resolve("runs").toString()).failed(1))
          .contains(locked + ": this directory cannot be written");
      assertThat(locked).isEmptyDirectory();
    } finally {
      assertThat(locked.toFile().setWritable(true)).isTrue();
    }
  }

  @Test
  void a_plot_below_a_file_is_not_drawn() throws IOException {
    Path file = Files.writeString(folder.resolve("notes"), "mine");
    for (String option : List.of("--json", "--actions")) {
      assertThat(Cli.run("plot", run.toString(), option, "-o", file + "/curve.png").failed(2))
          .isEqualTo("-o is %1$s/curve.png, but %1$s is not a directory.".formatted(file));
    }
    assertThat(file).hasContent("mine");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void a_plot_that_cannot_be_created_is_named() {
    assertThat(Cli.run("plot", run.toString(), "-o", "/proc/curve.svg").failed(1))
        .isEqualTo("/proc/curve.svg: it cannot be created there");
  }

  @Test
  void the_dashboard_of_a_file_or_of_what_is_below_one_is_refused() throws IOException {
    Path file = Files.writeString(folder.resolve("notes"), "mine");

    assertThat(Cli.run("dashboard", file.toString()).failed(1))
        .isEqualTo(file + ": it is not a directory");
    assertThat(Cli.run("dashboard", file + "/runs").failed(1))
        .isEqualTo(file + "/runs: there is no such directory");
    assertThat(file).hasContent("mine");
  }
}
