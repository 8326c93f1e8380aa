package ascent.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ascent.agent.Agent;
import ascent.algo.PPOConfig;
import ascent.algo.Schedule;
import ascent.collect.Evaluation;
import ascent.env.Step;
import ascent.env.registry.EnvSpec;
import ascent.probe.Walk;
import ascent.train.callback.Callbacks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingTest {
  /// Two environments, 32 steps an iteration.
  private static Trainer trainer() {
    return Trainer.of(Walk::new).with(Walk.CONFIG).envs(2).threads(1).logEvery(1);
  }

  private final String hash = trainer().train(160).agent().parametersSha256();

  @TempDir Path folder;

  /// Reward 1 a step, whatever is done: every evaluation is exactly 7.
  private static final class Steady extends Walk {
    @Override
    public Step outcome() {
      return steps == length ? Step.terminal(1) : Step.of(1);
    }
  }

  private static final class Events implements Listener {
    final List<Long> updated = new ArrayList<>();
    final List<Long> evaluated = new ArrayList<>();
    final List<Long> checkpointed = new ArrayList<>();
    final List<Double> learningRates = new ArrayList<>();

    @Override
    public void updated(Run run, Metrics metrics) {
      updated.add(metrics.steps());
      learningRates.add(metrics.get("train/learning_rate"));
    }

    @Override
    public void evaluated(Run run, Evaluation evaluation) {
      long steps = run.steps();
      assertThat(evaluation.episodes()).isEqualTo(20);
      assertThat(evaluation.deterministic()).isTrue();
      evaluated.add(steps);
    }

    @Override
    public void checkpointed(Run run, Path file) {
      long steps = run.steps();
      assertThat(file).exists();
      checkpointed.add(steps);
    }
  }

  /// 200,000 steps in rollouts of 2,048 are 97.7 of them: 98, which are 200,704.
  @Test
  void a_run_ends_on_a_whole_rollout() {
    PPOConfig config =
        Walk.CONFIG.withRolloutSteps(2_048).withBatchSize(2_048).withEpochs(1).withGamma(0);
    TrainingResult result = Trainer.of(Walk::new).with(config).train(200_000);
    assertThat(result.steps()).isEqualTo(200_704);
    assertThat(result.sessionSteps()).isEqualTo(200_704);
    assertThat(result.agent().info().steps()).isEqualTo(200_704);
    assertThat(result.resumedAtStep()).isEmpty();
    assertThat(result.solvedAtStep()).isEmpty();
    assertThat(trainer().train(1).steps()).isEqualTo(32);
    assertThat(trainer().train(32).steps()).isEqualTo(32);
    assertThat(trainer().train(33).steps()).isEqualTo(64);
  }

  /// 100 steps: progress after each rollout is 0.32, 0.64, 0.96 and, though 128 steps are done, 1.
  @Test
  void schedules_never_run_past_their_end() {
    Events events = new Events();
    Trainer.of(Walk::new)
        .with(Walk.CONFIG.withLearningRate(Schedule.parse("linear:1")))
        .envs(2)
        .logEvery(1)
        .listen(events)
        .train(100);
    assertThat(events.learningRates)
        .usingElementComparator((a, b) -> Math.abs(a - b) < 1e-6 ? 0 : Double.compare(a, b))
        .containsExactly(0.68, 0.36, 0.04, 0.0);
  }

  @Test
  void the_seed_decides_and_nothing_else_does() throws IOException {
    assertThat(trainer().train(160).agent().parametersSha256()).isEqualTo(hash);
    assertThat(trainer().seed(2).train(160).agent().parametersSha256()).isNotEqualTo(hash);
    assertThat(trainer().threads(3).train(160).agent().parametersSha256()).isEqualTo(hash);
    Path out = folder.resolve("run");
    Agent watched =
        trainer()
            .threads(2)
            .out(out)
            .evaluateEvery(50)
            .checkpointEvery(40)
            .listen(new Events())
            .train(160)
            .agent();
    assertThat(watched.parametersSha256()).isEqualTo(hash);
    assertThat(Agent.load(out).parametersSha256()).isEqualTo(hash);
    assertThat(trainer().evaluateEvery(1).train(160).agent().parametersSha256()).isEqualTo(hash);
  }

  /// After rollouts that end at 32, 64, 96, 128, 160: where a multiple of 50 (of 40) was passed.
  @Test
  void evaluations_and_checkpoints_happen_at_the_first_rollout_past_their_step() {
    Events events = new Events();
    trainer()
        .out(folder.resolve("run"))
        .evaluateEvery(50)
        .checkpointEvery(40)
        .listen(events)
        .train(160);
    assertThat(events.updated).containsExactly(32L, 64L, 96L, 128L, 160L);
    assertThat(events.evaluated).containsExactly(64L, 128L, 160L);
    assertThat(events.checkpointed).containsExactly(64L, 96L, 128L, 160L, 160L); // and at the end
  }

  @Test
  void a_run_stops_at_the_first_evaluation_that_is_good_enough() {
    Events events = new Events();
    TrainingResult result =
        Trainer.of(Steady::new)
            .with(Walk.CONFIG)
            .envs(2)
            .evaluateEvery(96)
            .stopAt(7)
            .listen(events)
            .train(10_000);
    assertThat(result.solvedAtStep()).hasValue(96);
    assertThat(result.steps()).isEqualTo(96);
    assertThat(events.evaluated).containsExactly(96L);
  }

  /// All evaluations of a constant reward are alike, so the first is the best: 32, 64, 96, 128.
  @Test
  void a_run_out_of_patience_ends_and_stays_ended() throws IOException {
    Path run = folder.resolve("run");
    Trainer trainer = Trainer.of(Steady::new).with(Walk.CONFIG).evaluateEvery(32).patience(3);
    TrainingResult result = trainer.out(run).train(10_000);
    assertThat(result.steps()).isEqualTo(128);
    assertThat(result.stopReason()).isEqualTo("no new best mean return in 3 evaluations");

    TrainingResult again = Trainer.resume(run, Steady::new).train();
    assertThat(again.sessionSteps()).isZero();
    assertThat(again.stopReason()).isEqualTo("no new best mean return in 3 evaluations");
    assertThat(Trainer.of(Steady::new).patience(2).settings().evalEvery()).isEqualTo(2_048);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> trainer.patience(-1))
        .withMessage("patience is -1; it must be at least 0 (0 is no limit).");
  }

  /// Broken off after the evaluation at 96, two after the best; one more is needed.
  @Test
  void patience_is_counted_across_sessions() throws IOException {
    Path run = folder.resolve("run");
    Trainer trainer = Trainer.of(Steady::new).with(Walk.CONFIG).evaluateEvery(32).patience(3);
    Listener pause =
        Callbacks.everySteps(
            96,
            _ -> {
              throw new IllegalStateException("a break");
            });
    assertThatExceptionOfType(ListenerException.class)
        .isThrownBy(() -> trainer.out(run).listen(pause).train(10_000));
    TrainingResult resumed = Trainer.resume(run, Steady::new).train();
    assertThat(resumed.resumedAtStep()).hasValue(96);
    assertThat(resumed.steps()).isEqualTo(128);
  }

  @Test
  void a_checkpoint_is_written_when_its_seconds_have_passed() {
    Path run = folder.resolve("run");
    List<Long> saved = new ArrayList<>();
    Listener slow =
        new Listener() {
          @Override
          public void updated(Run r, Metrics metrics) {
            if (r.steps() == 64) {
              LockSupport.parkNanos(1_100_000_000);
            }
          }

          @Override
          public void checkpointed(Run r, Path file) {
            saved.add(r.steps());
          }
        };
    trainer().out(run).checkpointSeconds(1).logEvery(1).listen(slow).train(128);
    assertThat(saved).contains(64L, 128L);
    saved.clear();
    trainer().out(folder.resolve("off")).logEvery(1).listen(slow).train(128);
    assertThat(saved).containsExactly(128L);
  }

  @Test
  void the_latest_checkpoints_are_kept_and_can_be_loaded() throws IOException {
    Path run = folder.resolve("run");
    trainer().out(run).checkpointEvery(32).keepCheckpoints(3).train(160);
    Path kept = run.resolve("checkpoints");
    assertThat(names(kept))
        .containsExactlyInAnyOrder("step-96.zip", "step-128.zip", "step-160.zip");
    assertThat(Agent.load(kept.resolve("step-128.zip")).info().steps()).isEqualTo(128);
    assertThat(kept.resolve("step-160.zip")).hasSameBinaryContentAs(run.resolve("checkpoint.zip"));
  }

  /// The kept checkpoint of step 128 is of the time before the break, at which the run is resumed
  /// at 64.
  @Test
  void kept_checkpoints_of_steps_that_are_done_again_are_dropped() throws IOException {
    Path run = folder.resolve("run");
    trainer().out(run).checkpointEvery(32).keepCheckpoints(9).train(64);
    Path kept = run.resolve("checkpoints");
    Files.copy(kept.resolve("step-64.zip"), kept.resolve("step-128.zip"));
    Files.writeString(kept.resolve("notes.txt"), "mine");
    Trainer.resume(run, Walk::new).train(96);
    assertThat(names(kept))
        .containsExactlyInAnyOrder("step-32.zip", "step-64.zip", "step-96.zip", "notes.txt");
  }

  private static List<String> names(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  @Test
  void a_run_that_never_gets_good_enough_goes_to_its_end() {
    TrainingResult result =
        Trainer.of(Steady::new).with(Walk.CONFIG).evaluateEvery(32).stopAt(7.5).train(96);
    assertThat(result.solvedAtStep()).isEmpty();
    assertThat(result.steps()).isEqualTo(96);
  }

  /// Rollouts of 16 steps; 2,048 of them until the first evaluation.
  @Test
  void whoever_wants_to_stop_is_evaluated_every_2048_steps_by_default() {
    TrainingResult result = Trainer.of(Steady::new).with(Walk.CONFIG).stopAt(7).train(10_000);
    assertThat(result.solvedAtStep()).hasValue(2_048);
    assertThat(result.steps()).isEqualTo(2_048);
  }

  @Test
  void the_threshold_of_a_named_environment_tells_when_it_was_solved_but_does_not_stop() {
    EnvSpec spec = new EnvSpec("Steady-v0", "Always seven.", 7, 7, Steady::new);
    TrainingResult result = Trainer.of(spec).with(Walk.CONFIG).evaluateEvery(32).train(96);
    assertThat(result.settings().env()).isEqualTo("Steady-v0");
    assertThat(result.solvedAtStep()).hasValue(32);
    assertThat(result.steps()).isEqualTo(96);
    EnvSpec open = new EnvSpec("Open-v0", "No threshold.", 0, Double.NaN, Steady::new);
    assertThat(Trainer.of(open).with(Walk.CONFIG).evaluateEvery(32).train(96).solvedAtStep())
        .isEmpty();
  }

  /// Every evaluation is equal, so the first one stays the best.
  @Test
  void the_best_model_is_the_first_of_the_best() throws IOException {
    Path run = folder.resolve("run");
    Trainer.of(Steady::new).with(Walk.CONFIG).evaluateEvery(32).out(run).train(96);
    assertThat(Agent.load(run.resolve("best.zip")).info().steps()).isEqualTo(32);
  }

  @Test
  void a_run_directory_holds_settings_metrics_checkpoint_best_and_final_model() throws IOException {
    Path run = folder.resolve("some/new/run");
    Events events = new Events();
    trainer().out(run).evaluateEvery(64).listen(events).train(160);
    try (var files = Files.list(run)) {
      assertThat(files.map(f -> f.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "config.json",
              "metrics.csv",
              "episodes.csv",
              "checkpoint.zip",
              "best.zip",
              "model.zip",
              "run.lock");
    }
    List<String> rows = Files.readAllLines(run.resolve("metrics.csv"));
    assertThat(rows).hasSize(1 + 5);
    assertThat(rows.get(0)).startsWith("time/total_timesteps,time/iterations,");
    assertThat(rows.get(5)).startsWith("160,5,");
    assertThat(Files.readString(run.resolve("config.json")))
        .contains("\"algorithm\": \"ppo\"")
        .contains("\"seed\": \"1\"")
        .contains("\"rolloutSteps\": \"16\"")
        .doesNotContain("steps_trained");
    assertThat(events.checkpointed).containsExactly(160L);
  }

  @Test
  void a_directory_with_something_in_it_is_refused_and_left_as_it_is() throws IOException {
    Path run = folder.resolve("run");
    Files.createDirectories(run);
    Files.writeString(run.resolve("thesis.txt"), "six years of work");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> trainer().out(run).train(32).agent())
        .withMessage(
            "out is %s; it must be new or an empty directory. Maybe you want to resume the run in"
                    .formatted(run)
                + " it.");
    try (var files = Files.list(run)) {
      assertThat(files).containsExactly(run.resolve("thesis.txt"));
    }
    Path file = run.resolve("thesis.txt");
    assertThatIllegalArgumentException().isThrownBy(() -> trainer().out(file).train(32).agent());
    assertThat(file).hasContent("six years of work");
  }

  @Test
  void an_empty_directory_will_do() throws IOException {
    Path run = Files.createDirectories(folder.resolve("empty"));
    assertThat(trainer().out(run).train(160).agent().parametersSha256()).isEqualTo(hash);
  }

  @Test
  void settings_out_of_range_are_named_with_value_and_range() {
    assertThatThrownBy(() -> trainer().threads(0))
        .hasMessage("threads is 0; it must be in [1, 1024].");
    assertThatThrownBy(() -> trainer().envs(0))
        .hasMessage("envs is 0; it must be in [1, 1048576].");
    assertThatThrownBy(() -> trainer().train(0).agent())
        .hasMessage("steps is 0; it must be at least 1.");
    assertThatThrownBy(() -> trainer().stopAt(Double.NaN))
        .hasMessage("rewardThreshold is nan; it must be a number.");
    assertThatThrownBy(() -> trainer().checkpointSeconds(-1))
        .hasMessageStartingWith("checkpointSeconds is -1; it must be at least 0");
    assertThatThrownBy(() -> trainer().checkpointEvery(-1))
        .hasMessageStartingWith("checkpointEvery is -1; it must be at least 0");
  }
}
