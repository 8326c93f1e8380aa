package ascent.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ascent.agent.Agent;
import ascent.agent.RunSettings;
import ascent.algo.A2CConfig;
import ascent.algo.AlgorithmConfig;
import ascent.algo.Schedule;
import ascent.env.Action;
import ascent.env.Env;
import ascent.env.Step;
import ascent.probe.Walk;
import ascent.probe.Warnings;
import ascent.rng.Rng;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Runs that break off and are taken up again. Here they break off by an exception; that a killed
/// process leaves nothing worse behind is tested with the command line.
class ResumeTest {
  /// Three environments in the middle of episodes of 37 steps, whenever a rollout of 48 steps ends.
  /// The learning rate is a schedule, so that progress counts.
  private static final Supplier<Env> WALK = Walk.pushed(37);

  private static final long TOTAL = 480; // ten rollouts

  @TempDir Path folder;
  private Path run;
  private Path whole;
  private String hash;

  private static Trainer trainer(Supplier<Env> env) {
    return Trainer.of(env)
        .with(Walk.CONFIG.withLearningRate(Schedule.parse("linear:0.02")))
        .envs(3)
        .threads(1)
        .logEvery(1)
        .evaluateEvery(96)
        .checkpointEvery(96);
  }

  @BeforeEach
  void train_without_a_break() {
    run = folder.resolve("run");
    whole = folder.resolve("whole");
    hash = trainer(WALK).out(whole).train(TOTAL).agent().parametersSha256();
  }

  private static final class Break extends Error {
    private static final long serialVersionUID = 1;
  }

  /// Breaks off once this many steps are done, before their checkpoint.
  private static Trainer breakingAt(Trainer trainer, long steps) {
    return trainer.onUpdate(metrics -> {
      if (metrics.steps() == steps) {
        throw new Break();
      }
    });
  }

  private static ResumedTrainer breakingAt(ResumedTrainer trainer, long steps) {
    return trainer.onUpdate(metrics -> {
      if (metrics.steps() == steps) {
        throw new Break();
      }
    });
  }

  private void trainUntil(long steps) {
    assertThatExceptionOfType(Break.class)
        .isThrownBy(() -> breakingAt(trainer(WALK), steps).out(run).train(TOTAL).agent());
  }

  /// What metrics.csv holds beside times: those of two sittings differ.
  private static List<List<String>> metrics(Path run) throws IOException {
    return rows(run.resolve("metrics.csv"), List.of("time/time_elapsed", "time/fps"));
  }

  private static List<List<String>> episodes(Path run) throws IOException {
    return rows(run.resolve("episodes.csv"), List.of("seconds"));
  }

  private static List<List<String>> rows(Path file, List<String> without) throws IOException {
    List<List<String>> rows = new ArrayList<>();
    List<String> lines = Files.readAllLines(file);
    List<String> names = Arrays.asList(lines.getFirst().split(",", -1));
    for (String line : lines) {
      List<String> cells = new ArrayList<>(Arrays.asList(line.split(",", -1)));
      without.forEach(name -> cells.set(names.indexOf(name), ""));
      rows.add(cells);
    }
    return rows;
  }

  /// Checkpoints are at 96, 192, 288, 384 and 480.
  @ParameterizedTest
  @CsvSource({"144,96", "192,96", "240,192", "432,384", "480,384"})
  void a_run_that_broke_off_comes_to_the_bits_of_one_that_did_not(long broken, long resumed)
      throws IOException {
    trainUntil(broken);
    assertThat(run.resolve("model.zip")).doesNotExist();
    TrainingResult result = Trainer.resume(run, WALK).threads(2).train();
    assertThat(result.agent().parametersSha256()).isEqualTo(hash);
    assertThat(result.resumedAtStep()).hasValue(resumed);
    assertThat(result.steps()).isEqualTo(TOTAL);
    assertThat(result.sessionSteps()).isEqualTo(TOTAL - resumed);
    assertThat(result.wallSeconds()).isGreaterThan(result.sessionSeconds());
    assertThat(metrics(run)).isEqualTo(metrics(whole)).hasSize(11);
    assertThat(episodes(run)).isEqualTo(episodes(whole)).hasSize(1 + 3 * (160 / 37));
    assertThat(Agent.load(run).parametersSha256()).isEqualTo(hash);
    assertThat(Agent.load(run.resolve("best.zip")).parameters())
        .containsExactly(Agent.load(whole.resolve("best.zip")).parameters());
  }

  @Test
  void a_run_may_break_off_again_and_again_also_at_the_same_step() throws IOException {
    trainUntil(144);
    for (long broken : new long[] {144, 192, 240, 240, 384}) {
      assertThatExceptionOfType(Break.class)
          .isThrownBy(() -> breakingAt(Trainer.resume(run, WALK), broken).train());
    }
    TrainingResult result = Trainer.resume(run, WALK).train();
    assertThat(result.resumedAtStep()).hasValue(288); // 384 was reached, but not saved
    assertThat(result.agent().parametersSha256()).isEqualTo(hash);
    assertThat(metrics(run)).isEqualTo(metrics(whole));
    assertThat(episodes(run)).isEqualTo(episodes(whole));
  }

  @Test
  void the_checkpoint_itself_stands_for_its_run() throws IOException {
    trainUntil(144);
    Path checkpoint = run.resolve("checkpoint.zip");
    assertThat(Trainer.resume(checkpoint, WALK).train(TOTAL).agent().parametersSha256())
        .isEqualTo(hash);
    assertThat(metrics(run)).isEqualTo(metrics(whole));
  }

  @Test
  void a_copy_of_the_checkpoint_alone_continues_elsewhere() throws IOException {
    trainUntil(144);
    Path other = Files.createDirectories(folder.resolve("other"));
    Files.copy(run.resolve("checkpoint.zip"), other.resolve("checkpoint.zip"));
    try (Warnings warnings = Warnings.listen()) {
      assertThat(Trainer.resume(other, WALK).train(TOTAL).agent().parametersSha256())
          .isEqualTo(hash);
      assertThat(warnings.messages)
          .containsExactly(
              "There is no " + other.resolve("metrics.csv") + "; a new one is started.",
              "There is no " + other.resolve("episodes.csv") + "; a new one is started.");
    }
    List<List<String>> rows = metrics(whole);
    assertThat(metrics(other).subList(1, 9)).isEqualTo(rows.subList(3, 11));
  }

  @Test
  void a_half_written_checkpoint_and_a_half_written_row_are_no_trouble() throws IOException {
    trainUntil(240);
    Path half = run.resolve("checkpoint.zip.999999999-1f.ascent-tmp");
    Files.write(half, new byte[] {'P', 'K', 3, 4, 0, 0, 1});
    Path film = Files.writeString(run.resolve("film.gif.999999999-1f.ascent-tmp"), "GIF89a");
    Path metrics = run.resolve("metrics.csv");
    Files.writeString(metrics, Files.readString(metrics) + "288,6,0.0");
    Path episodes = run.resolve("episodes.csv");
    Files.writeString(episodes, Files.readString(episodes) + "333,0,-1");
    assertThat(Trainer.resume(run, WALK).train(TOTAL).agent().parametersSha256()).isEqualTo(hash);
    assertThat(metrics(run)).isEqualTo(metrics(whole));
    assertThat(half).doesNotExist();
    assertThat(film).doesNotExist();
    assertThat(episodes(run)).isEqualTo(episodes(whole));
  }

  @Test
  void a_finished_run_has_nothing_left_to_do() throws IOException {
    List<List<String>> before = metrics(whole);
    TrainingResult result = Trainer.resume(whole, WALK).train();
    assertThat(result.resumedAtStep()).hasValue(TOTAL);
    assertThat(result.sessionSteps()).isZero();
    assertThat(result.agent().parametersSha256()).isEqualTo(hash);
    assertThat(metrics(whole)).isEqualTo(before);
    assertThat(Agent.load(whole).parametersSha256()).isEqualTo(hash);
  }

  /// The new total is part of the run from its first moment on: a break does not bring the old
  /// back.
  @Test
  void a_larger_total_begins_a_new_phase_that_may_break_off_too() throws IOException {
    Path copy = Files.createDirectories(folder.resolve("copy"));
    for (String file :
        List.of("checkpoint.zip", "metrics.csv", "episodes.csv", "model.zip", "config.json")) {
      Files.copy(whole.resolve(file), copy.resolve(file));
    }
    TrainingResult longer = Trainer.resume(whole, WALK).train(960);
    assertThat(longer.steps()).isEqualTo(960);
    assertThat(longer.resumedAtStep()).hasValue(TOTAL);

    assertThatExceptionOfType(Break.class)
        .isThrownBy(() -> breakingAt(Trainer.resume(copy, WALK), 528).train(960));
    assertThat(copy.resolve("model.zip")).doesNotExist(); // it was of the first phase
    assertThat(Agent.load(copy).parametersSha256()).isEqualTo(hash);
    TrainingResult resumed = Trainer.resume(copy, WALK).train();
    assertThat(resumed.settings().steps()).isEqualTo(960);
    assertThat(resumed.resumedAtStep()).hasValue(TOTAL);
    assertThat(resumed.agent().parametersSha256())
        .isEqualTo(longer.agent().parametersSha256())
        .isNotEqualTo(hash);
    assertThat(metrics(copy)).isEqualTo(metrics(whole)).hasSize(21);
    assertThat(episodes(copy)).isEqualTo(episodes(whole));
  }

  @Test
  void a_run_that_was_solved_stays_solved() throws IOException {
    assertThatExceptionOfType(Break.class)
        .isThrownBy(() ->
            breakingAt(trainer(WALK), 144)
                .with(solvedAt(-1e9, false))
                .out(run)
                .train(TOTAL)
                .agent());
    TrainingResult result = Trainer.resume(run, WALK).train();
    assertThat(result.solvedAtStep()).hasValue(96);
    assertThat(result.agent().parametersSha256()).isEqualTo(hash);

    Path stopped = folder.resolve("stopped");
    trainer(WALK).with(solvedAt(-1e9, true)).out(stopped).train(TOTAL);
    TrainingResult again = Trainer.resume(stopped, WALK).train();
    assertThat(again.solvedAtStep()).hasValue(96);
    assertThat(again.steps()).isEqualTo(96);
    assertThat(again.sessionSteps()).isZero();
  }

  private static RunSettings solvedAt(double reward, boolean stop) {
    return trainer(WALK).settings().withRewardThreshold(reward).withStopWhenSolved(stop);
  }

  /// The environment draws from a generator of its own, so that its episodes cannot be repeated.
  @Test
  void an_environment_with_randomness_of_its_own_goes_on_with_a_warning() throws IOException {
    Rng own = Rng.stream(1, "own");
    Supplier<Env> random =
        () ->
            new Walk(37, WALK.get().actionSpace()) {
              @Override
              public Step step(Action action, float[] obs) {
                place += own.nextDouble();
                return super.step(action, obs);
              }
            };
    assertThatExceptionOfType(Break.class)
        .isThrownBy(() -> breakingAt(trainer(random), 144).out(run).train(TOTAL).agent());
    try (Warnings warnings = Warnings.listen()) {
      TrainingResult result = Trainer.resume(run, random).train();
      assertThat(result.steps()).isEqualTo(TOTAL);
      assertThat(warnings.messages).hasSize(3);
      assertThat(warnings.messages.get(2))
          .startsWith("Environment 2 did not repeat its episode 0: its 32 steps")
          .endsWith("Maybe the environment uses a random generator of its own.");
    }
    assertThat(metrics(run)).hasSize(11);
  }

  @Test
  void another_environment_is_refused_before_anything_is_touched() throws IOException {
    trainUntil(144);
    String metrics = Files.readString(run.resolve("metrics.csv"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Trainer.resume(run, Walk::new).train())
        .withMessageStartingWith("The policy's action space is Box")
        .withMessageEndingWith("Maybe the policy was trained on another environment.");
    assertThat(run.resolve("metrics.csv")).hasContent(metrics);
    assertThat(Trainer.resume(run, WALK).train(TOTAL).agent().parametersSha256()).isEqualTo(hash);
  }

  @Test
  void metrics_that_were_cut_are_refused_until_they_are_removed() throws IOException {
    trainUntil(240);
    Path metrics = run.resolve("metrics.csv");
    String rows = Files.readString(metrics);
    Files.writeString(metrics, rows.substring(0, rows.indexOf('\n', 400) + 1));
    long length = Files.size(metrics);
    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(() -> Trainer.resume(run, WALK).train())
        .withMessageStartingWith("The run cannot be saved in " + run + ": ")
        .withMessageContaining(metrics + " has " + length + " bytes, fewer than the ")
        .withMessageEndingWith(
            "Maybe it was edited or replaced. Remove it to continue without the earlier rows.");
    assertThat(Files.size(metrics)).isEqualTo(length);
    Files.writeString(metrics, "x" + rows.substring(1));
    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(() -> Trainer.resume(run, WALK).train())
        .withMessageContaining("begins with other columns than this run's");
    Files.delete(metrics);
    try (Warnings warnings = Warnings.listen()) {
      assertThat(Trainer.resume(run, WALK).train(TOTAL).agent().parametersSha256()).isEqualTo(hash);
      assertThat(warnings.messages).hasSize(1);
    }
  }

  @Test
  void episodes_that_were_cut_are_refused_until_they_are_removed() throws IOException {
    trainUntil(240);
    Path episodes = run.resolve("episodes.csv");
    Files.writeString(episodes, "step,env,return,length,seconds,success\n");
    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(() -> Trainer.resume(run, WALK).train())
        .withMessageContaining(episodes + " has 39 bytes, fewer than the ")
        .withMessageEndingWith("Remove it to continue without the earlier rows.");
    Files.delete(episodes);
    assertThat(Trainer.resume(run, WALK).train(TOTAL).agent().parametersSha256()).isEqualTo(hash);
    // Checkpoints are at 96 and 192, where one episode of each environment had ended.
    assertThat(episodes(run).subList(1, 10)).isEqualTo(episodes(whole).subList(4, 13));
  }

  @Test
  void what_is_no_run_is_refused() throws IOException {
    assertThatExceptionOfType(NoSuchFileException.class)
        .isThrownBy(() -> Trainer.resume(folder.resolve("nowhere"), WALK));
    assertThatExceptionOfType(NoSuchFileException.class)
        .isThrownBy(() -> Trainer.resume(folder, WALK))
        .withMessageStartingWith(folder.resolve("checkpoint.zip").toString());
    Path model = whole.resolve("model.zip");
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> Trainer.resume(model, WALK))
        .withMessage(model + " is neither a run's directory nor the checkpoint.zip in it.");
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> Trainer.resume(whole))
        .withMessage(
            "The run in %s is on an environment without a name. Maybe resume it from Java, with"
                    .formatted(whole)
                + " Trainer.resume(run, factory).");
  }

  @Test
  void a_resumed_run_keeps_its_settings() throws IOException {
    trainUntil(144);
    ResumedTrainer resumed = Trainer.resume(run, WALK);
    assertThat(resumed.settings()).isEqualTo(trainer(WALK).settings().withSteps(TOTAL));
    assertThat(resumed.config()).isEqualTo(trainer(WALK).config());
    assertThat(resumed.train(TOTAL).agent().parametersSha256()).isEqualTo(hash);
  }

  @Test
  void a_run_that_was_stopped_when_solved_goes_on_to_a_larger_total() throws IOException {
    // Walk's returns are finite, so the first evaluation, at step 96, is at least −1e9.
    trainer(WALK).out(run).stopAt(-1e9).train(TOTAL).agent();
    assertThat(Agent.load(run).info().steps()).isEqualTo(96);

    TrainingResult result = Trainer.resume(run, WALK).train(2 * TOTAL);

    assertThat(result.steps()).isEqualTo(2 * TOTAL);
    assertThat(result.solvedAtStep()).hasValue(96);
  }

  /// Broken off after 240 of 480 steps, with a checkpoint at 192.
  @Test
  void a_run_that_has_taken_the_steps_asked_for_ends_there() throws IOException {
    trainUntil(240);
    String atCheckpoint = Agent.load(run).parametersSha256();
    ResumedTrainer resumed = Trainer.resume(run, WALK);
    assertThat(resumed.steps()).isEqualTo(192);

    TrainingResult ended = resumed.train(100);

    assertThat(ended.steps()).isEqualTo(192);
    assertThat(ended.sessionSteps()).isZero();
    assertThat(ended.settings().steps()).isEqualTo(192);
    assertThat(run.resolve("model.zip")).exists();
    assertThat(Agent.load(run).parametersSha256()).isEqualTo(atCheckpoint);
    assertThat(Trainer.resume(run, WALK).train().sessionSteps()).isZero();
    // And on to the old total: the schedule spans it again, as if nothing had been.
    assertThat(Trainer.resume(run, WALK).train(TOTAL).agent().parametersSha256()).isEqualTo(hash);
    assertThat(metrics(run)).isEqualTo(metrics(whole));
  }

  @Test
  void a_smaller_total_that_is_still_ahead_is_trained_to() throws IOException {
    trainUntil(240);
    TrainingResult shorter = Trainer.resume(run, WALK).train(300); // 300 / 48 = 6.25 rollouts

    assertThat(shorter.steps()).isEqualTo(336);
    assertThat(shorter.resumedAtStep()).hasValue(192);
    assertThat(shorter.settings().steps()).isEqualTo(300);
    assertThat(run.resolve("model.zip")).exists();
  }

  @Test
  void a_finished_run_keeps_its_total_when_asked_for_less() throws IOException {
    TrainingResult result = Trainer.resume(whole, WALK).train(TOTAL - 1);

    assertThat(result.sessionSteps()).isZero();
    assertThat(result.settings().steps()).isEqualTo(TOTAL);
    assertThat(result.agent().parametersSha256()).isEqualTo(hash);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Trainer.resume(whole, WALK).train(0))
        .withMessage("steps is 0; it must be at least 1.");
  }

  /// Between reading a run and training it, somebody else has trained it further.
  @Test
  void what_counts_is_the_checkpoint_under_the_lock() throws IOException {
    ResumedTrainer early = Trainer.resume(whole, WALK);
    String further = Trainer.resume(whole, WALK).train(960).agent().parametersSha256();

    TrainingResult late = early.train();

    assertThat(late.resumedAtStep()).hasValue(960);
    assertThat(late.sessionSteps()).isZero();
    assertThat(late.agent().parametersSha256()).isEqualTo(further);
  }

  /// The same of every algorithm, and of what an algorithm carries from update to update.
  static List<AlgorithmConfig> algorithms() {
    return List.of(
        Walk.CONFIG.withDesiredKl(0.01f).withRecomputeAdvantages(true),
        A2CConfig.DEFAULT
            .withRolloutSteps(16)
            .withLearningRate(Schedule.parse("warmup:0.5:linear:0.02"))
            .withNetwork(Walk.CONFIG.network()));
  }

  @ParameterizedTest
  @MethodSource("algorithms")
  void every_algorithm_is_resumed_to_the_same_bits(AlgorithmConfig config) throws IOException {
    String expected = trainer(WALK).with(config).train(TOTAL).agent().parametersSha256();
    assertThatExceptionOfType(Break.class)
        .isThrownBy(
            () -> breakingAt(trainer(WALK).with(config), 240).out(run).train(TOTAL).agent());

    TrainingResult result = Trainer.resume(run, WALK).threads(2).train();

    assertThat(result.resumedAtStep()).hasValue(192);
    assertThat(result.agent().parametersSha256()).isEqualTo(expected).isNotEqualTo(hash);
  }
}
