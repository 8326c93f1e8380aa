package ascent.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ascent.io.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `ascent replay`, of failures that repeat and of some that do not.
class ReplayTest {
  private static final String TRAIN =
      "train ppo %s --steps 512 --envs 1 --set rolloutSteps=64 --set batchSize=64 --quiet --out %s";

  /// The thirtieth hit, where half of the actions are repeated: another step without the wrapper.
  private static final String FRAGILE =
      TRAIN.formatted("Fragile-v0?hits=30", "%s --wrap sticky-actions:0.5");

  @TempDir private Path dir;
  private Path run;

  @BeforeEach
  void name_the_run() {
    run = dir.resolve("run");
  }

  @AfterEach
  void mend_the_environment() {
    System.clearProperty(OddEnvs.BREAK_AT);
  }

  private String failed(String command) {
    return Cli.run(command.split(" ")).failed(1);
  }

  @Test
  void a_failure_repeats_with_its_parameters_and_wrappers() throws IOException {
    String message = failed(FRAGILE.formatted(run));

    assertThat(message)
        .contains("step threw java.lang.AssertionError: in a thousand pieces")
        .endsWith("Play it again with: ascent replay " + run + ".");
    int step = (int) Json.at(kept(), "step");
    String recorded = "step " + step + ": step threw java.lang.AssertionError: in a thousand";
    assertThat(Cli.run("replay", run.toString()).succeeded())
        .startsWith("the episode failed again in the same way, at " + recorded)
        .endsWith(".\n");
    assertThat(Cli.run("replay", run.resolve("failure.json").toString(), "--json").json())
        .containsEntry("env", "Fragile-v0?hits=30")
        .containsEntry("wrappers", "sticky-actions:0.5")
        .containsEntry("stream", "Rng.stream(1, \"env\", 0, 0)")
        .containsEntry("reproduced", true)
        .containsEntry("steps", step);
  }

  private Object kept() throws IOException {
    return Json.parse(Files.readAllBytes(run.resolve("failure.json")));
  }

  @Test
  void a_failure_at_another_step_is_told_apart() throws IOException {
    failed(FRAGILE.formatted(run));
    Path file = run.resolve("failure.json");
    Files.writeString(file, Files.readString(file).replace("sticky-actions:0.5", "none"));

    Cli.Result result = Cli.run("replay", run.toString(), "--json");

    assertThat(result.code()).isEqualTo(1);
    Object object = Json.parse(result.out());
    assertThat(Json.at(object, "reproduced")).isEqualTo(false);
    assertThat(result.err()).contains("recorded was step ");
  }

  @Test
  void an_environment_that_was_mended_does_not_fail_again() {
    failed(FRAGILE.formatted(run));

    assertThat(Cli.run("replay", run.toString(), "--env", "Fragile-v0").failed(1))
        .startsWith("the episode did not fail again; recorded was step ")
        .endsWith(
            "Maybe the environment was mended; or it is not deterministic, which `ascent check`"
                + " finds.");
  }

  /// Its failure depends on all the steps of its life.
  @Test
  void a_failure_that_no_replay_shows_is_no_success() {
    System.setProperty(OddEnvs.BREAK_AT, "300");
    failed(TRAIN.formatted("Breaking-v0", run));

    assertThat(Cli.run("replay", run.toString()).failed(1)).startsWith("the episode did not fail");
  }

  @Test
  void the_stack_trace_is_shown_on_request() {
    failed(FRAGILE.formatted(run));

    Cli.Result result = Cli.run("replay", run.toString(), "--debug");

    assertThat(result.code()).isZero();
    assertThat(result.err()).contains("Caused by: java.lang.AssertionError: in a thousand");
  }

  @Test
  void an_episode_that_fails_in_an_evaluation_is_kept_too() {
    Cli.run((TRAIN + " --eval-episodes 1").formatted("Fragile-v0?hits=100000", run).split(" "))
        .succeeded();

    String message =
        failed("eval %s --stochastic --episodes 1 --env Fragile-v0?hits=30".formatted(run));

    Path file = run.resolve("eval-failure.json");
    assertThat(message).endsWith("Play it again with: ascent replay " + file + ".");
    assertThat(Cli.run("replay", file.toString()).succeeded())
        .contains("failed again in the same way");
  }

  @Test
  void what_cannot_be_replayed_is_named() throws IOException {
    Files.createDirectory(run);
    assertThat(failed("replay " + run)).contains("it has no failure.json: no environment failed");
    assertThat(failed("replay " + dir.resolve("nowhere"))).contains("there is no such");
    Path file = Files.writeString(run.resolve("failure.json"), "{}", UTF_8);
    assertThat(failed("replay " + file)).isEqualTo(file + ": id is missing.");
    Files.writeString(file, nameless(), UTF_8);
    assertThat(Cli.run("replay", file.toString()).failed(2))
        .contains("the environment that failed has no name");
    assertThat(Cli.run("replay", file.toString(), "--env", "Pendulum-v1").failed(2))
        .startsWith("the failed episode has 0 numbers for 1 actions");
  }

  private static String nameless() {
    return """
    {"id":"","wrappers":"none","env":0,"episode":0,"step":1,
     "stream":"Rng.stream(1, \\"env\\", 0, 0)","what":"it fell","actions":[]}
    """;
  }
}
