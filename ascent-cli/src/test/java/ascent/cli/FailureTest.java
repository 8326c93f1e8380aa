package ascent.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ascent.cli.text.Output;
import ascent.io.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What goes wrong while a command is at work ends with exit code 1 and a sentence.
class FailureTest {
  @TempDir private Path dir;

  @AfterEach
  void mendTheEnvironment() {
    System.clearProperty(OddEnvs.BREAK_AT);
  }

  @Test
  void a_run_that_is_not_there_is_named() {
    String nothing = dir.resolve("nothing").toString();

    assertThat(Cli.run("eval", nothing).failed(1)).contains(nothing).contains("there is no such");
    assertThat(Cli.run("resume", nothing).failed(1)).contains(nothing).contains("there is no such");
  }

  @Test
  void a_directory_that_is_no_run_is_named() {
    assertThat(Cli.run("eval", dir.toString()).failed(1)).contains(dir.toString());
    assertThat(Cli.run("resume", dir.toString()).failed(1))
        .contains(dir.toString())
        .contains("it has no checkpoint.zip");
  }

  @Test
  void a_file_of_another_program_is_refused() throws IOException {
    Path file = Files.writeString(dir.resolve("foreign.zip"), "not a model at all", UTF_8);

    assertThat(Cli.run("eval", file.toString()).failed(1)).startsWith(file + " cannot be used: ");
  }

  @Test
  void a_damaged_model_is_refused() throws IOException {
    Path run = trained();
    Path model = run.resolve("model.zip");
    byte[] bytes = Files.readAllBytes(model);
    bytes[bytes.length / 2] ^= 1;
    Files.write(model, bytes);

    assertThat(Cli.run("eval", run.toString()).failed(1)).startsWith(model + " cannot be used: ");
  }

  @Test
  void a_checkpoint_that_was_cut_short_is_refused() throws IOException {
    Path run = trained();
    Path checkpoint = run.resolve("checkpoint.zip");
    byte[] bytes = Files.readAllBytes(checkpoint);
    Files.write(checkpoint, Arrays.copyOf(bytes, bytes.length / 2));

    assertThat(Cli.run("resume", run.toString()).failed(1))
        .startsWith(checkpoint + " cannot be used: ");
  }

  private Path trained() {
    Path run = dir.resolve("run");
    Cli.run(
            ("train ppo CartPole-v1 --steps 64 --envs 1 --set rolloutSteps=64 --set batchSize=64"
                    + " --eval-episodes 1 --out "
                    + run)
                .split(" "))
        .succeeded();
    return run;
  }

  @Test
  void an_out_that_cannot_be_written_is_named() throws IOException {
    Path file = Files.writeString(dir.resolve("file"), "", UTF_8);
    String below = file.resolve("run").toString();

    String message = Cli.run("train", "ppo", "CartPole-v1", "--out", below).failed(2);

    assertThat(message).contains(below).doesNotContain("java.");
  }

  /// Rollouts of 512 steps: the environment breaks in the second one.
  @Test
  void an_environment_that_breaks_ends_the_run_and_leaves_the_checkpoint() {
    Path run = dir.resolve("run");
    System.setProperty(OddEnvs.BREAK_AT, "700");

    String message =
        Cli.run(
                ("train ppo Breaking-v0 --steps 2048 --set rolloutSteps=512 --checkpoint-every 512"
                        + " --quiet --out "
                        + run)
                    .split(" "))
            .failed(1);

    assertThat(message)
        .containsPattern("env 0, episode [0-9]+, step [0-9]+: ")
        .containsPattern("reset an env with Rng.stream\\(1, \"env\", 0, [0-9]+\\) and repeat")
        .contains("The episode is in " + run.resolve("failure.json") + ".")
        .contains("Play it again with: ascent replay " + run + ".")
        .contains("The last checkpoint is in " + run + ".");
    assertThat(run.resolve("checkpoint.zip")).isNotEmptyFile();
    assertThat(run.resolve("failure.json")).content().contains("\"actions\"");
    assertThat(run.resolve("model.zip")).doesNotExist();
  }

  /// Such as one of a listener or an algorithm from elsewhere.
  @Test
  void an_exception_that_cannot_describe_itself_is_named_by_its_class() {
    class Mute extends RuntimeException {
      private static final long serialVersionUID = 1;

      @Override
      public String getMessage() {
        throw new IllegalStateException("no message");
      }
    }
    var err = new ByteArrayOutputStream();
    try (var stream = new PrintStream(err, true, UTF_8)) {
      assertThat(new Failures(new Output(stream, stream, false, 0), true).failed(new Mute()))
          .isOne();
    }
    assertThat(err.toString(UTF_8))
        .contains("(the rest is missing: a method of the exception threw java.lang.IllegalState")
        .contains("ascent: Mute (whose getMessage threw IllegalStateException)");
  }

  private String train(String env) {
    return Cli.run(
            ("train ppo %s --steps 512 --envs 1 --set rolloutSteps=64 --set batchSize=64"
                    + " --checkpoint-every 64 --quiet --out %s")
                .formatted(env, dir.resolve("run"))
                .split(" "))
        .failed(1);
  }

  /// The evaluation at the end would need another one, which would be too late to hear of it.
  @Test
  void an_environment_whose_spaces_change_is_named_before_training() {
    assertThat(train("ascent.cli.OddEnvs$Shifty")).endsWith(": all must be equal.");
    assertThat(dir.resolve("run")).doesNotExist();
    Cli.Result check = Cli.run("check", "ascent.cli.OddEnvs$Shifty");
    assertThat(check.code()).isEqualTo(1);
    assertThat(check.out()).contains("observationSpace() is Box(").contains(" of another env");
  }

  /// Java closes the files that an interrupted thread writes; here a checkpoint and the failure.
  @Test
  void an_environment_that_interrupts_its_thread_is_named_and_loses_no_file() {
    assertThat(train("ascent.cli.OddEnvs$Impatient"))
        .startsWith("env 0, episode 0, step 100: step left its thread interrupted")
        .contains("Play it again with: ascent replay ")
        .endsWith(" The last checkpoint is in " + dir.resolve("run") + ".");
    assertThat(Thread.interrupted()).isFalse();
    assertThat(Cli.run("replay", dir.resolve("run").toString()).succeeded())
        .startsWith("the episode failed again in the same way, at step 100: step left its thread");
    assertThat(Cli.run("resume", dir.resolve("run").toString()).failed(1)).contains("step left");
  }

  /// The JVM tells the cause only at the first use of a class.
  @Test
  void a_class_that_cannot_be_initialised_is_named_with_its_cause_each_time() {
    String cause = "the factory threw java.lang.AssertionError: levels.txt is missing at ";
    assertThat(train("ascent.cli.OddEnvs$Uninitialised")).startsWith(cause);
    assertThat(train("ascent.cli.OddEnvs$Uninitialised")).startsWith(cause);
    assertThat(Cli.run("check", "ascent.cli.OddEnvs$Uninitialised").out())
        .startsWith("1. " + cause);
  }

  @Test
  void hints_of_check_are_no_failure() {
    String env = "ascent.cli.OddEnvs$Timed";
    String out = Cli.run("check", env).succeeded();
    assertThat(out.lines())
        .hasSize(5)
        .startsWith(env + ": no problems were found.")
        .anyMatch(line -> line.startsWith("Hint: component 0 of the action lies in [0.0, 500.0]"))
        .anyMatch(line -> line.startsWith("Hint: no episode ended within "))
        .anyMatch(line -> line.startsWith("Hint: " + env + ".reset(OddEnvs.java:"))
        .anyMatch(line -> line.startsWith("Hint: " + env + ".step(OddEnvs.java:"));
    assertThat(Json.list(Cli.run("check", env, "--json").json().get("hints"))).hasSize(4);
  }

  @Test
  void learning_that_diverges_ends_the_run() {
    String message =
        Cli.run(
                ("train ppo Endless-v0 --steps 512 --set rolloutSteps=64 --quiet"
                        + " --set learningRate=1e30 --set maxGradNorm=inf --out "
                        + dir.resolve("run"))
                    .split(" "))
            .failed(1);

    assertThat(message).contains("no longer finite").contains("learningRate");
  }

  @Test
  void debug_shows_where_it_went_wrong() {
    Cli.Result result = Cli.run("eval", dir.toString(), "--debug");

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).contains("\tat ascent.");
  }

  @Test
  void an_endless_episode_is_cut_and_counted() {
    Cli.Result result =
        Cli.run(
            ("train ppo Endless-v0 --steps 64 --set rolloutSteps=64 --eval-episodes 2"
                    + " --max-episode-steps 30 --quiet --json --out "
                    + dir.resolve("run"))
                .split(" "));

    assertThat(Cli.number(result.json(), "evaluation", "mean")).isEqualTo(30);
    assertThat(result.err()).contains("2 of 2 evaluated episodes were cut at the step limit");
  }
}
