package ascent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ascent.algo.PPOConfig;
import ascent.collect.Episode;
import ascent.io.FolderLock;
import ascent.io.Json;
import ascent.kernel.Kernels;
import ascent.train.Listener;
import ascent.train.Run;
import ascent.train.Trainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Tiny runs, from `train` to `resume` and `eval`.
class TrainTest {
  private static final String[] TRAIN_KEYS = {
    "algorithm",
    "env",
    "seed",
    "steps",
    "wall_seconds",
    "steps_per_second",
    "evaluation",
    "solved_at_step",
    "parameters_sha256",
    "kernels",
    "threads",
    "run"
  };

  @TempDir private Path dir;

  /// 300 steps by rollouts of 64: ends at 320.
  private static final String TINY =
      "train ppo CartPole-v1 --steps 300 --envs 2 --set rolloutSteps=32 --set batchSize=64"
          + " --set epochs=2 --eval-episodes 5 --checkpoint-every 64 --threads 1";

  private Cli.Result tiny(Path out, String... more) {
    return Cli.run(line(TINY + " --out " + out, more));
  }

  private static String[] line(String line, String... more) {
    List<String> words = new ArrayList<>(Arrays.asList(line.split(" ")));
    words.addAll(Arrays.asList(more));
    return words.toArray(String[]::new);
  }

  @Test
  void json_of_train_has_exactly_the_keys_of_the_contract() {
    Path run = dir.resolve("run");

    Cli.Result result = tiny(run, "--seed", "3", "--quiet", "--json");

    Map<String, Object> json = result.json();
    assertThat(json.keySet()).containsExactly(TRAIN_KEYS);
    assertThat(Json.object(json, "evaluation").keySet())
        .containsExactly("mean", "std", "episodes", "deterministic");
    assertThat(json.get("algorithm")).isEqualTo("ppo");
    assertThat(json.get("env")).isEqualTo("CartPole-v1");
    assertThat(json.get("seed")).isEqualTo(3);
    assertThat(json.get("steps")).isEqualTo(320);
    assertThat(Cli.number(json, "wall_seconds")).isPositive();
    assertThat(Cli.number(json, "steps_per_second")).isPositive();
    assertThat(Json.at(json, "evaluation", "episodes")).isEqualTo(5);
    assertThat(Json.at(json, "evaluation", "deterministic")).isEqualTo(true);
    assertThat(json).containsEntry("solved_at_step", null);
    assertThat(json.get("parameters_sha256")).asString().matches("[0-9a-f]{64}");
    assertThat(json.get("kernels")).isEqualTo(Kernels.get().name());
    assertThat(json.get("threads")).isEqualTo(1);
    assertThat(json.get("run")).isEqualTo(run.toString());
    assertThat(result.err()).isEmpty();
  }

  @Test
  void a_run_leaves_its_files_and_a_summary_for_people() {
    Path run = dir.resolve("a").resolve("run");

    String summary = tiny(run).succeeded();

    assertThat(summary.lines())
        .hasSize(3)
        .anyMatch(line -> line.startsWith("ppo on CartPole-v1, seed 1: 320 steps in "))
        .anyMatch(line -> line.matches("return [\\d.]+ ± [\\d.]+ over 5 episodes, deterministic"))
        .anyMatch(line -> line.equals("run " + run));
    for (String file :
        List.of("config.json", "metrics.csv", "episodes.csv", "checkpoint.zip", "model.zip")) {
      assertThat(run.resolve(file)).isNotEmptyFile();
    }
  }

  @Test
  void the_result_does_not_depend_on_threads_checkpoints_evaluations_or_quiet() {
    Map<String, Object> one = tiny(dir.resolve("1"), "--json").json();
    Map<String, Object> two =
        Cli.run(
                line(
                    TINY.replace("--threads 1", "--threads 2").replace("every 64", "every 0")
                        + " --quiet --json --eval-every 64 --out "
                        + dir.resolve("2")))
            .json();

    assertThat(two.get("parameters_sha256")).isEqualTo(one.get("parameters_sha256"));
    assertThat(two.get("threads")).isEqualTo(2);
  }

  @Test
  void a_run_stops_at_the_first_evaluation_that_reaches_the_reward() {
    Map<String, Object> json =
        tiny(dir.resolve("run"), "--stop-at", "1", "--eval-every", "64", "--json").json();

    assertThat(json.get("solved_at_step")).isEqualTo(64);
    assertThat(json.get("steps")).isEqualTo(64);
  }

  /// 4 episodes are at least 32 steps, so the 320 steps cannot make a row for each iteration.
  @Test
  void rows_of_metrics_may_be_counted_in_episodes() throws IOException {
    tiny(dir.resolve("run"), "--log-every", "4ep").succeeded();

    List<String> rows = Files.readAllLines(dir.resolve("run").resolve("metrics.csv"));
    int column = List.of(rows.getFirst().split(",", -1)).indexOf("time/episodes");
    List<Integer> fours =
        rows.stream()
            .skip(1)
            .limit(rows.size() - 2L) // but for the last row, which is always written
            .map(row -> (int) Double.parseDouble(row.split(",", -1)[column]) / 4)
            .toList();
    assertThat(fours).isNotEmpty().doesNotHaveDuplicates().doesNotContain(0);
    assertThat(tiny(dir.resolve("2"), "--log-every", "ep").failed(2))
        .isEqualTo("logEveryEpisodes is \"\"; it must be a whole number of 64 bits.");
    assertThat(tiny(dir.resolve("3"), "--log-every", "-1ep").failed(2))
        .isEqualTo("logEveryEpisodes is -1; it must be at least 0 (0 is off).");
  }

  /// CartPole-v1's returns are at least 1, and at most 500 in any evaluation; ten thousand
  /// evaluations cannot all be better than the ones before.
  @Test
  void a_run_out_of_patience_says_why_it_stopped() {
    Cli.Result result =
        Cli.run(
            line(
                TINY.replace("--steps 300", "--steps 1_000_000")
                    + " --patience 1 --eval-every 64 --out "
                    + dir.resolve("run")));

    result.succeeded();
    assertThat(result.err())
        .containsPattern(
            "the run was stopped: no new best mean return in 1 evaluations\\. Continue with: ascent resume .*run --steps 1000000\n");
    assertThat(tiny(dir.resolve("2"), "--patience", "1", "--eval-every", "0").failed(2))
        .isEqualTo(
            "evalEvery is 0; it must be at least 1 with --patience, which needs evaluations.");
  }

  @Test
  void a_run_that_is_stopped_by_the_clock_is_resumed_to_the_same_bits() {
    Path run = dir.resolve("run");
    Object hash = tiny(dir.resolve("whole"), "--json").json().get("parameters_sha256");

    Cli.Result first = tiny(run, "--stop-after", "0.000001s");
    first.succeeded();
    assertThat(first.err()).contains("the run was stopped: the time limit of ");
    Cli.Result second = Cli.run("resume", run.toString(), "--stop-after", "0.000001s");
    second.succeeded();
    assertThat(second.err()).contains("the run was stopped: the time limit of ");
    assertThat(Cli.run("resume", run.toString(), "--json").json().get("parameters_sha256"))
        .isEqualTo(hash);
    assertThat(tiny(dir.resolve("2"), "--stop-after", "soon").failed(2))
        .isEqualTo("--stop-after is 'soon'; it must be like 30s, 5m or 1h30m.");
    assertThat(tiny(dir.resolve("3"), "--stop-after", "0s").failed(2))
        .isEqualTo("stopAfter is PT0S; it must be longer than 0.");
  }

  @Test
  void checkpoints_are_kept_and_evaluated_like_models() throws IOException {
    Path run = dir.resolve("run");
    tiny(run, "--keep-checkpoints", "2").succeeded();
    try (var kept = Files.list(run.resolve("checkpoints"))) {
      assertThat(kept.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("step-256.zip", "step-320.zip");
    }
    String file = run.resolve("checkpoints").resolve("step-256.zip").toString();
    assertThat(Cli.run("eval", file, "--episodes", "1").succeeded())
        .startsWith("CartPole-v1: return ");
  }

  @Test
  void eval_plays_the_episodes_that_train_reported() {
    Path run = dir.resolve("run");
    Map<String, Object> trained = tiny(run, "--seed", "5", "--json").json();

    String eval = "eval " + run + " --episodes 5 --seed 5 --json";
    Map<String, Object> json = Cli.run(line(eval)).json();

    assertThat(json.keySet())
        .containsExactly("mean", "std", "episodes", "min", "max", "env", "deterministic");
    assertThat(json.get("mean")).isEqualTo(Json.at(trained, "evaluation", "mean"));
    assertThat(json.get("std")).isEqualTo(Json.at(trained, "evaluation", "std"));
    assertThat(json.get("env")).isEqualTo("CartPole-v1");
    assertThat(json.get("deterministic")).isEqualTo(true);
    assertThat(Cli.run("eval", run.resolve("model.zip").toString()).succeeded())
        .startsWith("CartPole-v1: return ");
  }

  @Test
  void the_parameters_of_an_env_stay_with_the_run() {
    Path run = dir.resolve("run");
    String id = "CartPole-v1?maxEpisodeSteps=7";
    String written = "CartPole-v1?maxEpisodeSteps=0_7";
    String train = TINY.replace("CartPole-v1", written) + " --quiet --json --out " + run;
    Map<String, Object> trained = Cli.run(line(train)).json();

    assertThat(trained.get("env")).isEqualTo(id);
    assertThat(Cli.number(trained, "evaluation", "mean")).isLessThanOrEqualTo(7);
    Map<String, Object> resumed =
        Cli.run(line("resume " + run + " --steps 400 --quiet --json")).json();
    assertThat(resumed.get("env")).isEqualTo(id);
    assertThat(Cli.number(resumed, "evaluation", "mean")).isLessThanOrEqualTo(7);
    Map<String, Object> evaluated = Cli.run(line("eval " + run + " --episodes 5 --json")).json();
    assertThat(evaluated.get("env")).isEqualTo(id);
    assertThat(Cli.number(evaluated, "max")).isLessThanOrEqualTo(7);
    Map<String, Object> other =
        Cli.run(line("eval " + run + " --env CartPole-v1 --episodes 5 --json")).json();
    assertThat(Cli.number(other, "max")).isGreaterThan(7);
  }

  @Test
  void eval_can_sample_actions_cut_episodes_and_says_so() {
    Path run = dir.resolve("run");
    tiny(run).succeeded();

    Cli.Result result =
        Cli.run(line("eval " + run + " --episodes 4 --stochastic --max-episode-steps 5 --json"));

    assertThat(result.json().get("deterministic")).isEqualTo(false);
    assertThat(Cli.number(result.json(), "max")).isEqualTo(5); // one reward a step
    assertThat(result.err())
        .isEqualTo(
            "ascent: 4 of 4 evaluated episodes were cut at the step limit"
                + " (--max-episode-steps)\n");
  }

  @Test
  void eval_refuses_an_environment_of_another_shape() {
    Path run = dir.resolve("run");
    tiny(run).succeeded();

    assertThat(Cli.run("eval", run.toString(), "--env", "Pendulum-v1").failed(2))
        .contains("observation space")
        .contains("Maybe the policy was trained on another environment.");
  }

  /// The environment breaks in its 250th step, after the checkpoint at 192 and before that at 256.
  @Test
  void a_resumed_run_has_the_bits_of_one_that_was_never_stopped() throws IOException {
    String line = TINY.replace("CartPole-v1", "Breaking-v0").replace("--envs 2", "--envs 1");
    line = line.replace("rolloutSteps=32", "rolloutSteps=64") + " --json --quiet --out ";
    Path whole = dir.resolve("whole");
    Path stopped = dir.resolve("stopped");
    Map<String, Object> expected = Cli.run(line(line + whole)).json();
    System.setProperty(OddEnvs.BREAK_AT, "250");
    try {
      Cli.run(line(line + stopped)).failed(1);
    } finally {
      System.clearProperty(OddEnvs.BREAK_AT);
    }

    Cli.Result result = Cli.run("resume", stopped.toString(), "--quiet", "--json");

    Map<String, Object> json = result.json();
    List<String> keys = new ArrayList<>(Arrays.asList(TRAIN_KEYS));
    keys.add("resumed_at_step");
    assertThat(json.keySet()).containsExactlyInAnyOrderElementsOf(keys);
    assertThat(json.get("resumed_at_step")).isEqualTo(192);
    assertThat(json.get("steps")).isEqualTo(320);
    assertThat(json.get("parameters_sha256")).isEqualTo(expected.get("parameters_sha256"));
    assertThat(json.get("evaluation")).isEqualTo(expected.get("evaluation"));
    assertThat(result.err()).isEmpty();
    assertThat(withoutTimes(stopped)).isEqualTo(withoutTimes(whole));
  }

  /// `metrics.csv` without the columns that no two runs share.
  private static List<List<String>> withoutTimes(Path run) throws IOException {
    List<String> lines = Files.readAllLines(run.resolve("metrics.csv"));
    List<String> names = Arrays.asList(lines.getFirst().split(",", -1));
    List<List<String>> rows = new ArrayList<>();
    for (String line : lines) {
      List<String> cells = new ArrayList<>(Arrays.asList(line.split(",", -1)));
      cells.set(names.indexOf("time/time_elapsed"), "");
      cells.set(names.indexOf("time/fps"), "");
      rows.add(cells);
    }
    return rows;
  }

  @Test
  void a_longer_total_begins_a_new_phase_and_says_so() {
    Path run = dir.resolve("run");
    tiny(run).succeeded();

    Cli.Result result = Cli.run("resume", run.toString(), "--steps", "600", "--json");

    assertThat(result.json().get("resumed_at_step")).isEqualTo(320);
    assertThat(result.json().get("steps")).isEqualTo(640); // ten rollouts of 64
    assertThat(result.err())
        .isEqualTo(
            "ascent: a new phase begins: schedules span 600 steps from here on, no longer 300\n");
  }

  /// The environment breaks in its 250th step, after the checkpoint at 192.
  @Test
  void a_run_is_finished_at_the_steps_it_has_taken() {
    Path run = dir.resolve("run");
    String line = TINY.replace("CartPole-v1", "Breaking-v0").replace("--envs 2", "--envs 1");
    line = line.replace("rolloutSteps=32", "rolloutSteps=64") + " --json --quiet --out " + run;
    System.setProperty(OddEnvs.BREAK_AT, "250");
    try {
      Cli.run(line(line)).failed(1);
    } finally {
      System.clearProperty(OddEnvs.BREAK_AT);
    }

    Cli.Result result = Cli.run("resume", run.toString(), "--steps", "100", "--json");

    assertThat(result.json().get("steps")).isEqualTo(192);
    assertThat(result.json()).containsKey("evaluation");
    assertThat(result.err())
        .isEqualTo("ascent: the run ends after the 192 steps that it has taken, of 300\n");
    assertThat(run.resolve("model.zip")).exists();
    assertThat(Cli.run("resume", run.toString(), "--steps", "0").failed(2))
        .isEqualTo("--steps is 0; it must be at least 1.");
  }

  @Test
  void a_complete_run_has_nothing_left_to_do() {
    Path run = dir.resolve("run");
    Map<String, Object> trained = tiny(run, "--json").json();

    Cli.Result result = Cli.run("resume", run.toString(), "--json");

    assertThat(result.json().get("parameters_sha256")).isEqualTo(trained.get("parameters_sha256"));
    assertThat(result.err()).contains("nothing was left to do");
  }

  @Test
  void a_terminal_gets_a_bar_on_stderr_only() {
    Cli.Result result = Cli.live(line(TINY + " --out " + dir.resolve("run")));

    assertThat(result.succeeded()).doesNotContain("│");
    assertThat(result.err())
        .contains("\r")
        .contains("100% │")
        .contains("320 steps  return ")
        .contains("steps/s")
        .contains("0:00 left")
        .endsWith("\n");
  }

  @Test
  void quiet_shows_no_bar() {
    assertThat(Cli.live(line(TINY + " --quiet --out " + dir.resolve("run"))).err()).isEmpty();
  }

  @Test
  void stderr_that_is_no_terminal_gets_no_flood() {
    // done in less than a second: nothing is worth a line
    assertThat(tiny(dir.resolve("run")).err().lines().count()).isLessThanOrEqualTo(10);
  }

  /// CartPole has 4 numbers: with the time 5, and three frames of them 15. Without its wrappers the
  /// environment would be refused.
  @Test
  void a_run_keeps_its_wrappers_and_its_scales() throws IOException {
    Path run = dir.resolve("run");
    String[] more = {
      "--wrap", "time-limit:50", "--wrap", "time-aware:50", "--wrap", "frame-stack:3",
      "--set", "normalizeObservations=true", "--set", "normalizeRewards=true", "--quiet", "--json"
    };
    Map<String, Object> trained = tiny(run, more).json();
    assertThat(Files.readString(run.resolve("config.json")))
        .contains("time-limit:50,time-aware:50,frame-stack:3");

    Map<String, Object> evaluated =
        Cli.run(line("eval " + run + " --episodes 5 --seed 1 --json")).json();
    Map<String, Object> resumed = Cli.run(line("resume " + run + " --quiet --json")).json();

    double mean = Cli.number(trained, "evaluation", "mean");
    assertThat(mean).isBetween(1.0, 50.0);
    assertThat(Cli.number(evaluated, "mean")).isEqualTo(mean);
    assertThat(resumed.get("parameters_sha256")).isEqualTo(trained.get("parameters_sha256"));
    assertThat(resumed.get("evaluation")).isEqualTo(trained.get("evaluation"));
  }

  /// A listener in Java stopped it; the command says why there is nothing to do.
  @Test
  void a_run_that_was_stopped_says_why_and_goes_on_to_its_own_or_a_larger_total(
      @TempDir Path folder) {
    Path run = folder.resolve("stopped");
    PPOConfig config = PPOConfig.DEFAULT.withRolloutSteps(64);
    Trainer.of("CartPole-v1")
        .with(config)
        .out(run)
        .listen(
            new Listener() {
              @Override
              public void episode(Run training, Episode episode) {
                training.stop("one episode is enough");
              }
            })
        .train(640);
    Cli.Result quiet = Cli.run("resume", run.toString(), "--quiet");
    quiet.succeeded();
    assertThat(quiet.err()).isEmpty();
    Cli.Result resumed = Cli.run("resume", run.toString());
    resumed.succeeded();
    assertThat(resumed.err())
        .contains("the run was stopped: one episode is enough. --steps 640 continues it");
    Cli.Result whole = Cli.run("resume", run.toString(), "--steps", "640", "--quiet", "--json");
    assertThat(whole.json().get("steps")).isEqualTo(640);
    Cli.Result longer = Cli.run("resume", run.toString(), "--steps", "704", "--quiet", "--json");
    assertThat(longer.json().get("steps")).isEqualTo(704);
  }

  /// A run that another process has begun, or that ended early, and has no checkpoint yet.
  @Test
  void a_run_without_a_checkpoint_is_told_from_one_that_has_begun() throws IOException {
    Path run = dir.resolve("run");
    Files.createDirectory(run);
    Files.writeString(run.resolve("config.json"), "{}");

    assertThat(tiny(run).failed(2))
        .endsWith("It has a run that ended before its first checkpoint. Maybe remove it");
    assertThat(Cli.run("resume", run.toString()).failed(1)).contains("it has no checkpoint.zip");
    try (FolderLock _ = FolderLock.acquire(run)) {
      assertThat(Cli.run("resume", run.toString()).failed(1))
          .isEqualTo(
              "%s: another process (pid %d) is using this run, which has no checkpoint yet"
                  .formatted(run, ProcessHandle.current().pid()));
    }
  }
}
