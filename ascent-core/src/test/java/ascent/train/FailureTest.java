package ascent.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ascent.agent.Agent;
import ascent.agent.RunSettings;
import ascent.algo.DivergedException;
import ascent.collect.FailedEpisode;
import ascent.env.Action;
import ascent.env.Env;
import ascent.env.EnvFailure;
import ascent.env.Step;
import ascent.env.wrap.Wrappers;
import ascent.io.DamagedFileException;
import ascent.io.Json;
import ascent.probe.Walk;
import ascent.rng.Rng;
import ascent.space.Space;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Training in a world where things go wrong: environments, disks, learning rates.
class FailureTest {
  private static final int ENVS = 3;

  /// Environment 2 in its episode 9, of 7 steps each: at 66 to 72 of 16 · 5 = 80 steps.
  private static final double WHERE = Walk.startOf(1, 2, 9);

  private static final String STREAM = "Rng.stream(1, \"env\", 2, 9)";

  @TempDir Path folder;
  private Path run;

  @BeforeEach
  void name_the_run() {
    run = folder.resolve("run");
  }

  private Trainer trainer(Supplier<? extends Env> env) {
    return Trainer.of(env)
        .with(Walk.CONFIG)
        .envs(ENVS)
        .threads(2)
        .logEvery(1)
        .checkpointEvery(100)
        .out(run);
  }

  private static String what(Walk.Fault fault) {
    return switch (fault) {
      case THROWS ->
          "step threw java.lang.IllegalStateException: out of cheese at ascent.probe.Walk";
      case FAILS_AN_ASSERTION ->
          "step threw java.lang.AssertionError: cheese is positive at ascent.probe.Walk";
      case NAN_OBSERVATION -> "the observation's component 1 is NaN";
      case INFINITE_OBSERVATION -> "the observation's component 0 is -Infinity";
      case NAN_REWARD -> "the reward is NaN";
      case INFINITE_REWARD -> "the reward is Infinity";
      case NO_STEP -> "step gave null, it must give a Step";
    };
  }

  /// The checkpoint of the second rollout stays, and the run can go on from it once the environment
  /// is mended: to the bits of a run in which nothing ever failed.
  @ParameterizedTest
  @EnumSource
  void a_fault_stops_the_run_says_where_and_leaves_checkpoint_and_actions(Walk.Fault fault)
      throws IOException {
    Supplier<Env> broken = Walk.broken(fault, WHERE, 4);
    EnvFailure failure =
        catchThrowableOfType(EnvFailure.class, () -> trainer(broken).train(480).agent());
    assertThat(failure)
        .hasMessageStartingWith("env 2, episode 9, step 4: " + what(fault))
        .hasMessageEndingWith(
            ". To reproduce it: reset an env with %s and repeat the episode's 4 actions."
                .formatted(STREAM));

    FailedEpisode kept = FailedEpisode.read(run.resolve("failure.json"));
    assertThat(kept.actions()).hasSize(4);
    assertThat(kept)
        .isEqualTo(new FailedEpisode("", "none", 2, 9, 4, STREAM, failure.what(), kept.actions()));
    assertThat(catchThrowableOfType(EnvFailure.class, () -> kept.replay(broken)))
        .hasMessage(failure.getMessage())
        .matches(kept::isRepeatedBy);
    assertThat(kept.replay(Walk::new)).isEqualTo(4); // mended

    TrainingResult result = Trainer.resume(run, Walk::new).train();
    assertThat(result.resumedAtStep()).hasValue(144); // 48 · 3, the first past 100
    Agent never = Trainer.of(Walk::new).with(Walk.CONFIG).envs(ENVS).train(480).agent();
    assertThat(result.agent().parametersSha256()).isEqualTo(never.parametersSha256());
  }

  /// What failure.json holds is enough without our help: a stream and actions.
  @Test
  void a_failed_episode_can_be_played_by_hand() throws IOException {
    Supplier<Env> broken =
        () ->
            new Walk(9, Space.box(-1, 1, 2)) {
              @Override
              public void observe(float[] obs) {
                super.observe(obs);
                if (place > 2 && steps > 3) {
                  throw new IllegalStateException("fell off at " + place);
                }
              }
            };
    EnvFailure failure =
        catchThrowableOfType(EnvFailure.class, () -> trainer(broken).train(100_000).agent());
    assertThat(failure.getCause()).hasMessageStartingWith("fell off at ");
    FailedEpisode kept = FailedEpisode.read(run.resolve("failure.json"));
    assertThat(kept.actions()).hasSize(2 * failure.step());

    Env env = broken.get();
    float[] obs = new float[2];
    env.reset(Rng.stream(1, "env", failure.env(), failure.episode()), obs);
    float[] actions = new float[kept.actions().size()];
    for (int i = 0; i < actions.length; i++) {
      actions[i] = kept.actions().get(i);
    }
    for (int step = 1; step < failure.step(); step++) {
      env.step(Action.of(env.actionSpace(), actions, 2 * step - 2), obs);
    }
    assertThatThrownBy(
            () -> env.step(Action.of(env.actionSpace(), actions, actions.length - 2), obs))
        .hasMessage(failure.getCause().getMessage());
    assertThatThrownBy(() -> kept.replay(broken)).hasMessage(failure.getMessage());
  }

  /// A reset has no actions; those of the episode before do not belong to it.
  @Test
  void a_reset_that_fails_needs_no_actions() throws IOException {
    Supplier<Env> broken = Walk.broken(Walk.Fault.THROWS, WHERE, 0);
    assertThatExceptionOfType(EnvFailure.class)
        .isThrownBy(() -> trainer(broken).train(480).agent())
        .withMessageStartingWith("env 2, episode 9, step 0: reset threw java.lang.IllegalState")
        .withMessageEndingWith(". To reproduce it: reset an env with %s.".formatted(STREAM));
    FailedEpisode kept = FailedEpisode.read(run.resolve("failure.json"));
    assertThat(kept.actions()).isEmpty();
    assertThatExceptionOfType(EnvFailure.class).isThrownBy(() -> kept.replay(broken));
  }

  @Test
  void an_environment_that_cannot_even_start_leaves_nothing_behind() {
    Supplier<Env> broken = Walk.broken(Walk.Fault.NAN_OBSERVATION, Walk.startOf(1, 1, 0), 0);
    assertThatExceptionOfType(EnvFailure.class)
        .isThrownBy(() -> trainer(broken).train(480).agent())
        .withMessageStartingWith("env 1, episode 0, step 0: the observation's component 1 is NaN.");
    assertThat(run).doesNotExist();
  }

  /// The evaluation plays up to 20 environments, training only three: its failures are its own.
  @ParameterizedTest
  @ValueSource(ints = {0, 3})
  void a_fault_in_an_evaluation_is_kept_like_any_other(int step) throws IOException {
    double where = Rng.stream(1, "eval", 17).uniform(-1, 1);
    Supplier<Env> broken = Walk.broken(Walk.Fault.THROWS, where, step);
    EnvFailure failure =
        catchThrowableOfType(
            EnvFailure.class, () -> trainer(broken).evaluateEvery(96).train(480).agent());
    assertThat(failure)
        .hasMessageStartingWith("env 17, episode 0, step " + step + ": ")
        .hasMessageContaining("reset an env with Rng.stream(1, \"eval\", 17)");
    FailedEpisode kept = FailedEpisode.read(run.resolve("failure.json"));
    assertThat(kept.actions()).hasSize(step);
    assertThatExceptionOfType(EnvFailure.class)
        .isThrownBy(() -> kept.replay(broken))
        .withMessageContaining("out of cheese");
  }

  @Test
  void without_a_directory_the_message_still_says_how_to_see_it_again() {
    assertThatExceptionOfType(EnvFailure.class)
        .isThrownBy(() ->
            Trainer.of(Walk.broken(Walk.Fault.NAN_REWARD, WHERE, 7))
                .with(Walk.CONFIG)
                .envs(ENVS)
                .train(480)
                .agent())
        .withMessageContaining("env 2, episode 9, step 7: the reward is NaN")
        .withMessageContaining(STREAM);
  }

  @Test
  void what_is_no_failed_episode_is_refused() throws IOException {
    Path file = folder.resolve("failure.json");
    Files.writeString(file, "{\"env\": 2");
    assertThatExceptionOfType(DamagedFileException.class)
        .isThrownBy(() -> FailedEpisode.read(file));
    refused(file, "Rng.stream(1, \\\"env\\\", 2, 9)", "System.exit(1)", "stream is System.exit(1)");
    refused(file, "none", "cellophane", "no wrapper is named 'cellophane'");
    refused(file, "\"step\":4", "\"step\":-4", "step is -4; it must be at least 0");
    refused(file, "\"env\":2", "\"env\":-1", "env is -1; it must be at least 0");
    refused(file, "\"episode\":9", "\"episode\":-5", "episode is -5; it must be at least 0");
    refused(file, "\"it fell\"", "null", file + ": what is null; it must be a string.");
    refused(
        file, "\"it fell\"", "NaN", file + ": This is not JSON: Non-standard token 'NaN' (line 1");
  }

  private static void refused(Path file, String part, String by, String message)
      throws IOException {
    String good =
        Json.compact(new FailedEpisode("", "none", 2, 9, 4, STREAM, "it fell", List.of()));
    String bad = good.replace(part, by);
    Files.writeString(file, bad);
    assertThat(bad).isNotEqualTo(good);
    assertThatExceptionOfType(DamagedFileException.class)
        .isThrownBy(() -> FailedEpisode.read(file))
        .withMessageContaining(message);
  }

  /// A wrapper that draws sees to it that the env gets other actions than the policy's, so the
  /// episode repeats only with the same wrappers.
  @Test
  void a_wrapped_environment_is_replayed_with_its_wrappers() throws IOException {
    Supplier<Env> broken =
        () ->
            new Walk(50) {
              private int right;

              @Override
              public void reset(Rng rng, float[] obs) {
                right = 0;
                super.reset(rng, obs);
              }

              @Override
              public Step step(Action action, float[] obs) {
                right += action.index() == 2 ? 1 : 0;
                if (right == 20) {
                  throw new IllegalStateException("against the wall");
                }
                return super.step(action, obs);
              }
            };
    RunSettings sticky =
        RunSettings.DEFAULT.withSteps(480).withWrappers(Wrappers.parse("sticky-actions:0.5"));
    EnvFailure failure =
        catchThrowableOfType(
            EnvFailure.class,
            () -> Trainer.of(broken).with(Walk.CONFIG).with(sticky).out(run).train());
    FailedEpisode kept = FailedEpisode.read(run.resolve("failure.json"));
    assertThat(kept.wrappers()).isEqualTo("sticky-actions:0.5");
    assertThat(catchThrowableOfType(EnvFailure.class, () -> kept.replay(broken)))
        .hasMessage(failure.getMessage())
        .matches(kept::isRepeatedBy);
    var bare =
        new FailedEpisode(
            "",
            "none",
            kept.env(),
            kept.episode(),
            kept.step(),
            kept.stream(),
            kept.what(),
            kept.actions());
    assertThat(catchThrowable(() -> bare.replay(broken)))
        .satisfiesAnyOf(
            none -> assertThat(none).isNull(),
            other -> assertThat(bare.isRepeatedBy((EnvFailure) other)).isFalse());
  }

  @Test
  void a_failure_is_the_same_whatever_its_line_number_but_not_at_another_step() {
    String what =
        "step threw java.lang.IllegalStateException: cheese@1f2e at a.Dairy.step(Dairy.java:%d)";
    var episode = new FailedEpisode("", "none", 2, 9, 4, STREAM, what.formatted(40), List.of());
    assertThat(episode.isRepeatedBy(new EnvFailure(2, 9, 4, STREAM, what.formatted(41), null)))
        .isTrue();
    assertThat(
            episode.isRepeatedBy(
                new EnvFailure(2, 9, 4, STREAM, what.formatted(40).replace("1f2e", "ab"), null)))
        .isTrue();
    assertThat(episode.isRepeatedBy(new EnvFailure(2, 9, 5, STREAM, what.formatted(40), null)))
        .isFalse();
    assertThat(
            episode.isRepeatedBy(
                new EnvFailure(2, 9, 4, STREAM, what.formatted(40).replace("cheese", "ham"), null)))
        .isFalse();
    String other = STREAM.replace("9", "0"); // such as the episode that a new env starts with
    assertThat(episode.isRepeatedBy(new EnvFailure(2, 0, 4, other, what.formatted(40), null)))
        .isFalse();
  }

  @Test
  void a_replay_ends_with_the_episode_and_refuses_actions_that_do_not_fit() {
    List<Float> nine = Collections.nCopies(9, 1f);
    var episode = new FailedEpisode("", "none", 2, 9, 9, STREAM, "it fell", nine);
    assertThat(episode.replay(Walk::new)).isEqualTo(7); // the length of a walk
    assertThatIllegalArgumentException()
        .isThrownBy(() -> episode.replay(Walk.pushed(7)))
        .withMessageStartingWith(
            "the failed episode has 9 numbers for 9 actions; an action of the environment has 2.");
  }

  /// Adam's first step moves each parameter by the learning rate, here beyond what a float holds.
  @Test
  void training_that_diverges_stops_with_one_sentence_and_keeps_its_checkpoint()
      throws IOException {
    assertThatExceptionOfType(DivergedException.class)
        .isThrownBy(() ->
            Trainer.of(Walk.pushed(7))
                .with(Walk.CONFIG.withLearningRate(1e10f))
                .envs(ENVS)
                .out(run)
                .checkpointEvery(1)
                .train(480_000)
                .agent())
        .withMessageMatching(
            "The (parameters|policy's outputs|norm of the gradient) (are|is) no longer finite.*\\. Maybe learningRate is too"
                + " high, or rewards are huge\\.");
    assertThat(run.resolve("model.zip")).doesNotExist();
    if (Files.exists(run.resolve("checkpoint.zip"))) { // it may have lived for a rollout or two
      for (float parameter : Agent.load(run).parameters()) {
        assertThat(parameter).isFinite();
      }
    }
  }

  /// Rewards of 10³⁰ diverge after a good start, so that there is a checkpoint to be kept.
  @Test
  void the_checkpoint_before_a_divergence_is_whole() throws IOException {
    int[] sane = {96};
    Supplier<Env> huge =
        () ->
            new Walk() {
              @Override
              public Step outcome() {
                return Step.of(sane[0]-- > 0 ? place : 1e30);
              }
            };
    assertThatExceptionOfType(DivergedException.class)
        .isThrownBy(() ->
            Trainer.of(huge)
                .with(Walk.CONFIG)
                .logEvery(1)
                .checkpointEvery(16)
                .threads(1)
                .out(run)
                .train(480)
                .agent())
        .withMessage(
            "The norm of the gradient is no longer finite after 112 steps, with rewards of up to"
                + " 1.0E30 in size. Maybe learningRate is too high, or rewards are huge.");
    assertThat(Agent.load(run).info().steps()).isEqualTo(96);
    assertThat(Files.readAllLines(run.resolve("metrics.csv"))).hasSize(1 + 6);
  }

  @Test
  void an_error_of_a_listener_stops_the_run_at_once_but_not_its_checkpoints() throws IOException {
    assertThatThrownBy(() ->
            trainer(Walk::new)
                .onUpdate(metrics -> {
                  if (metrics.steps() > 200) {
                    throw new AssertionError("the dashboard is gone");
                  }
                })
                .train(480))
        .hasMessage("the dashboard is gone");
    assertThat(Agent.load(run).info().steps()).isEqualTo(144);
  }

  @Test
  void a_file_in_the_way_of_the_directory_is_reported_in_one_sentence() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    run = file.resolve("run");
    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(() -> trainer(Walk::new).train(480).agent())
        .withMessageStartingWith("The run cannot be saved in " + run + ": ")
        .withMessageContaining(file.toString());
  }
}
