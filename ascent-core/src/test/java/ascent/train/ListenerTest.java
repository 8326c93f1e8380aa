package ascent.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ascent.agent.Agent;
import ascent.agent.RunSettings;
import ascent.collect.Episode;
import ascent.collect.Evaluation;
import ascent.env.VectorEnv;
import ascent.env.wrap.Wrappers;
import ascent.probe.Walk;
import ascent.probe.Warnings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What listeners hear, how they end a run, and how a trainer is put together.
class ListenerTest {
  /// Rollouts of 16 steps of 3 environments.
  private static final long ROLLOUT = 48;

  @TempDir Path folder;

  private static Trainer trainer() {
    return Trainer.of(Walk::new).with(Walk.CONFIG).envs(3).seed(2).threads(1);
  }

  private static Listener onEpisode(java.util.function.BiConsumer<Run, Episode> consumer) {
    return new Listener() {
      @Override
      public void episode(Run run, Episode episode) {
        consumer.accept(run, episode);
      }
    };
  }

  /// Episodes have 7 steps, so environment i of 3 ends its k-th at step 7k of its own, which is
  /// step 3·(7k − 1) + i + 1 of all.
  @Test
  void every_episode_is_heard_of_with_its_step_return_and_length() {
    List<Episode> episodes = new ArrayList<>();
    TrainingResult result = trainer().listen(onEpisode((run, e) -> episodes.add(e))).train(96);
    assertThat(result.episodes()).isEqualTo(12);
    assertThat(episodes).hasSize(12);
    for (int j = 0; j < 12; j++) {
      Episode e = episodes.get(j);
      int k = j / 3 + 1;
      assertThat(e.env()).isEqualTo(j % 3);
      assertThat(e.step()).isEqualTo(3 * (7 * k - 1) + j % 3 + 1);
      assertThat(e.length()).isEqualTo(7);
      assertThat(e.metrics()).isEmpty();
      assertThat(e.reportsSuccess()).isFalse();
    }
  }

  @Test
  void a_listener_ends_the_run_with_the_iteration_and_the_end_is_on_record() throws IOException {
    Path run = folder.resolve("run");
    Listener third =
        onEpisode((r, e) -> {
          if (e.step() >= 60) {
            r.stop("sixty steps are enough");
            r.stop("a later reason");
          }
        });
    TrainingResult result = trainer().out(run).listen(third).train(960);
    assertThat(result.steps()).isEqualTo(2 * ROLLOUT);
    assertThat(result.stopReason()).isEqualTo("sixty steps are enough");

    TrainingResult again = Trainer.resume(run, Walk::new).train();
    assertThat(again.sessionSteps()).isZero();
    assertThat(again.stopReason()).isEqualTo("sixty steps are enough");
    assertThat(again.agent().parametersSha256()).isEqualTo(result.agent().parametersSha256());

    TrainingResult whole = Trainer.resume(run, Walk::new).train(960);
    assertThat(whole.steps()).isEqualTo(960);
    assertThat(whole.stopReason()).isEmpty();
    assertThat(whole.agent().parametersSha256())
        .as("as if nobody had stopped it")
        .isEqualTo(trainer().train(960).agent().parametersSha256());

    TrainingResult longer = Trainer.resume(run, Walk::new).train(1_920);
    assertThat(longer.steps()).isEqualTo(1_920);
    assertThat(longer.stopReason()).isEmpty();
  }

  /// The checkpoint of the continued run is written before it has done anything.
  @Test
  void a_stopped_run_that_was_continued_and_then_killed_goes_on() throws IOException {
    Path run = folder.resolve("run");
    trainer().out(run).listen(onEpisode((r, _) -> r.stop("enough"))).train(960);
    var killed =
        Trainer.resume(run, Walk::new)
            .listen(
                onEpisode((r, _) -> {
                  throw new AssertionError("killed"); // at once, without a checkpoint
                }));
    assertThatThrownBy(() -> killed.train(960)).hasMessage("killed");
    assertThat(Trainer.resume(run, Walk::new).train().steps()).isEqualTo(960);
  }

  @Test
  void a_stop_by_the_last_checkpoint_is_on_record() throws IOException {
    Path run = folder.resolve("run");
    List<Path> heard = new ArrayList<>();
    Listener last =
        new Listener() {
          @Override
          public void checkpointed(Run r, Path file) {
            heard.add(file);
            r.stop("it is saved");
          }
        };
    TrainingResult result = trainer().out(run).listen(last).train(96);
    assertThat(result.stopReason()).isEqualTo("it is saved");
    assertThat(heard).hasSize(1);
    TrainingResult again = Trainer.resume(run, Walk::new).train();
    assertThat(again.stopReason()).isEqualTo("it is saved");
    assertThat(again.sessionSteps()).isZero();
  }

  @Test
  void a_reason_must_be_given() {
    assertThatThrownBy(() -> trainer().listen(onEpisode((run, e) -> run.stop(" "))).train(96))
        .hasRootCauseMessage("reason is \" \"; it must be a few words.");
  }

  /// What a listener may hear of.
  enum Event {
    EPISODE,
    UPDATED,
    ITERATED,
    EVALUATED,
    CHECKPOINTED
  }

  /// Throws at the first event of one kind from step 96 on.
  private record Fragile(Event event, AtomicInteger calls) implements Listener {
    private void at(Run run, Event now) {
      if (now == event && run.steps() >= 2 * ROLLOUT) {
        calls.incrementAndGet();
        throw new IllegalStateException("glass");
      }
    }

    @Override
    public String name() {
      return "fragile";
    }

    @Override
    public void episode(Run run, Episode episode) {
      at(run, Event.EPISODE);
    }

    @Override
    public void updated(Run run, Metrics metrics) {
      at(run, Event.UPDATED);
    }

    @Override
    public void iterated(Run run) {
      at(run, Event.ITERATED);
    }

    @Override
    public void evaluated(Run run, Evaluation evaluation) {
      at(run, Event.EVALUATED);
    }

    @Override
    public void checkpointed(Run run, Path file) {
      at(run, Event.CHECKPOINTED);
    }
  }

  /// Episodes are heard of before their steps are counted, so there the step is that before the
  /// rollout, 96, and the checkpoint is at 144.
  @ParameterizedTest
  @EnumSource
  void a_listener_that_throws_ends_the_run_with_its_name_after_a_checkpoint(Event event)
      throws IOException {
    Trainer trainer = trainer().evaluateEvery(ROLLOUT).checkpointEvery(2 * ROLLOUT);
    String whole = trainer.train(8 * ROLLOUT).agent().parametersSha256();
    Path run = folder.resolve("run");
    AtomicInteger calls = new AtomicInteger();
    AtomicInteger others = new AtomicInteger();
    Trainer failing =
        trainer.out(run).listen(new Fragile(event, calls)).onUpdate(_ -> others.incrementAndGet());

    assertThatExceptionOfType(ListenerException.class)
        .isThrownBy(() -> failing.train(8 * ROLLOUT))
        .withMessageStartingWith(
            "At step 96, the listener fragile threw java.lang.IllegalStateException: glass at"
                + " ascent.train.ListenerTest$Fragile.at(")
        .withRootCauseExactlyInstanceOf(IllegalStateException.class);

    assertThat(calls).hasValue(1);
    long steps = event == Event.EPISODE ? 3 * ROLLOUT : 2 * ROLLOUT;
    assertThat(others).hasValue((int) (steps / ROLLOUT)); // other listeners hear everything
    TrainingResult resumed = Trainer.resume(run, Walk::new).train();
    assertThat(resumed.resumedAtStep()).hasValue(steps);
    assertThat(resumed.agent().parametersSha256()).isEqualTo(whole);
  }

  @Test
  void a_listener_that_throws_at_the_start_ends_the_run_before_its_first_step() {
    Listener first =
        new Listener() {
          @Override
          public void started(Run run) {
            throw new IllegalStateException("not today");
          }
        };
    assertThatExceptionOfType(ListenerException.class)
        .isThrownBy(() -> trainer().listen(first).train(96))
        .withMessageStartingWith("At step 0, the listener ListenerTest$")
        .withMessageContaining(": not today at ");
  }

  /// Remembers how many iterations it has seen, and where each session began.
  private static final class Counter implements Listener {
    private final double[] iterations = {0};
    private final List<Long> starts = new ArrayList<>();

    @Override
    public double[] state() {
      return iterations;
    }

    @Override
    public void started(Run run) {
      starts.add(run.steps());
    }

    @Override
    public void iterated(Run run) {
      iterations[0]++;
    }
  }

  @Test
  void the_state_of_a_listener_is_part_of_a_checkpoint() throws IOException {
    Path run = folder.resolve("run");
    trainer().out(run).listen(new Counter()).listen(new Counter()).train(2 * ROLLOUT);
    Counter first = new Counter();
    Counter second = new Counter();
    Counter third = new Counter();
    Trainer.resume(run, Walk::new)
        .listen(first)
        .listen(second)
        .listen(third) // it was not there before
        .train(5 * ROLLOUT);
    assertThat(first.iterations).containsExactly(5);
    assertThat(second.iterations).containsExactly(5);
    assertThat(third.iterations).containsExactly(3);
    assertThat(first.starts).containsExactly(2 * ROLLOUT);
  }

  /// A nanosecond is over after the first iteration, of every session.
  @Test
  void a_session_that_ran_out_of_time_goes_on_to_the_bits_of_an_uninterrupted_run()
      throws IOException {
    String whole = trainer().train(4 * ROLLOUT).agent().parametersSha256();
    Path run = folder.resolve("run");
    TrainingResult first = trainer().out(run).stopAfter(Duration.ofNanos(1)).train(4 * ROLLOUT);
    assertThat(first.steps()).isEqualTo(ROLLOUT);
    assertThat(first.stopReason()).isEqualTo("the time limit of 1e-9 s was reached");
    TrainingResult second = Trainer.resume(run, Walk::new).stopAfter(Duration.ofNanos(1)).train();
    assertThat(second.steps()).isEqualTo(2 * ROLLOUT);
    TrainingResult last = Trainer.resume(run, Walk::new).train();
    assertThat(last.resumedAtStep()).hasValue(2 * ROLLOUT);
    assertThat(last.stopReason()).isEmpty();
    assertThat(last.agent().parametersSha256()).isEqualTo(whole);
    assertThat(Agent.load(run).parametersSha256()).isEqualTo(whole);
  }

  /// More nanoseconds than a long holds.
  @Test
  void a_limit_of_centuries_is_a_limit() {
    assertThat(trainer().stopAfter(Duration.ofSeconds(Long.MAX_VALUE)).train(2 * ROLLOUT).steps())
        .isEqualTo(2 * ROLLOUT);
  }

  @Test
  void an_episode_succeeds_only_where_the_environment_says_1() {
    assertThat(success(1)).isTrue();
    assertThat(success(0)).isFalse();
    assertThat(success(Double.NaN)).isFalse();
    assertThat(new Episode(1, 0, 0, 1, Map.of()).success()).isFalse();
  }

  private static boolean success(double value) {
    return new Episode(1, 0, 0, 1, Map.of(Episode.IS_SUCCESS, value)).success();
  }

  @Test
  void the_order_of_a_trainers_verbs_does_not_matter_and_a_trainer_does_not_change() {
    RunSettings settings = RunSettings.DEFAULT.withLogEvery(7).withSteps(480);
    Trainer base = Trainer.of(Walk::new);
    Trainer one = base.seed(5).envs(3).with(settings).with(Walk.CONFIG);
    Trainer two = base.with(Walk.CONFIG).with(settings).envs(3).seed(5);
    assertThat(one.settings()).isEqualTo(two.settings());
    assertThat(one.settings().seed()).isEqualTo(5);
    assertThat(one.settings().logEvery()).isEqualTo(7);
    assertThat(one.config()).isEqualTo(two.config());
    assertThat(base.settings()).isEqualTo(RunSettings.DEFAULT);
  }

  @Test
  void a_vectorised_simulator_trains_like_single_environments() throws IOException {
    String single = trainer().train(96).agent().parametersSha256();
    Path run = folder.resolve("run");
    Trainer vector =
        Trainer.ofVector((n, streams) -> VectorEnv.of(Walk::new, n, streams))
            .with(Walk.CONFIG)
            .envs(3)
            .seed(2)
            .evaluateEvery(48)
            .out(run);
    assertThat(vector.train(96).agent().parametersSha256()).isEqualTo(single);
    assertThat(Trainer.resumeVector(run, (n, s) -> VectorEnv.of(Walk::new, n, s)).train(96).steps())
        .isEqualTo(96);
    assertThatThrownBy(() ->
            vector
                .with(RunSettings.DEFAULT.withWrappers(Wrappers.parse("time-limit:5")))
                .out(folder.resolve("wrapped"))
                .train(96))
        .hasMessageStartingWith("wrappers is time-limit:5; it must be none for a VectorEnv");
  }

  @Test
  void what_a_vector_shows_is_closed_also_where_the_run_fails() {
    List<String> closed = new ArrayList<>();
    Trainer failing =
        Trainer.ofVector((n, streams) -> new Closing(VectorEnv.of(Walk::new, n, streams), closed))
            .with(Walk.CONFIG)
            .listen(
                onEpisode((run, e) -> {
                  throw new IllegalStateException("no more");
                }));
    assertThatThrownBy(() -> failing.train(96)).hasRootCauseMessage("no more");
    assertThat(closed).containsExactly("closed");
  }

  /// Fails to close.
  private static final class Unclosable extends Walk {
    @Override
    public void close() {
      throw new IllegalStateException("stuck");
    }
  }

  private static Trainer unclosable() {
    return Trainer.of(Unclosable::new).with(Walk.CONFIG).envs(2);
  }

  @Test
  void an_environment_that_fails_to_close_does_not_cost_an_evaluation() {
    Agent agent = Trainer.of(Walk::new).with(Walk.CONFIG).envs(2).train(64).agent();
    assertThat(agent.evaluate(Unclosable::new, 3).episodes()).isEqualTo(3);
  }

  @Test
  void an_environment_that_fails_to_close_does_not_cost_the_result() {
    try (Warnings warnings = Warnings.listen()) {
      assertThat(unclosable().train(64).steps()).isEqualTo(64);
      assertThat(warnings.messages).hasSize(1);
      assertThat(warnings.messages.getFirst())
          .startsWith("The training is complete, but something could not be closed after it: ")
          .contains("close threw java.lang.IllegalStateException: stuck");
    }
  }

  @Test
  void an_environment_that_fails_to_close_does_not_hide_why_the_run_failed() {
    Trainer failing =
        unclosable()
            .listen(
                onEpisode((run, e) -> {
                  throw new IllegalStateException("no more");
                }));
    assertThatThrownBy(() -> failing.train(96))
        .hasRootCauseMessage("no more")
        .satisfies(e ->
            assertThat(e.getSuppressed()[0])
                .hasMessageStartingWith("close threw java.lang.IllegalStateException: stuck"));
  }

  /// Tells when it is closed.
  private record Closing(VectorEnv inner, List<String> closed) implements VectorEnv {
    @Override
    public int numEnvs() {
      return inner.numEnvs();
    }

    @Override
    public ascent.space.Space observationSpace() {
      return inner.observationSpace();
    }

    @Override
    public ascent.space.Space actionSpace() {
      return inner.actionSpace();
    }

    @Override
    public void reset(int env, int episode) {
      inner.reset(env, episode);
    }

    @Override
    public void step(float[] actions, int from, int to) {
      inner.step(actions, from, to);
    }

    @Override
    public float[] observations() {
      return inner.observations();
    }

    @Override
    public float[] finalObservations() {
      return inner.finalObservations();
    }

    @Override
    public double[] rewards() {
      return inner.rewards();
    }

    @Override
    public boolean[] terminated() {
      return inner.terminated();
    }

    @Override
    public boolean[] truncated() {
      return inner.truncated();
    }

    @Override
    public int[] episodes() {
      return inner.episodes();
    }

    @Override
    public void close() {
      closed.add("closed");
      inner.close();
    }
  }

  @Test
  void a_paused_run_is_resumed_to_the_parameters_of_one_that_never_stopped() throws IOException {
    Path run = folder.resolve("paused");
    Listener second =
        onEpisode((r, e) -> {
          if (e.step() > ROLLOUT) {
            r.pause("somebody pressed a button");
            r.pause("a later reason");
          }
        });
    TrainingResult first = trainer().out(run).listen(second).train(4 * ROLLOUT);
    assertThat(first.steps()).isEqualTo(2 * ROLLOUT);
    assertThat(first.stopReason()).isEqualTo("somebody pressed a button");

    TrainingResult rest = Trainer.resume(run, Walk::new).train();

    assertThat(rest.resumedAtStep()).hasValue(2 * ROLLOUT);
    assertThat(rest.stopReason()).isEmpty();
    assertThat(rest.agent().parametersSha256())
        .isEqualTo(trainer().train(4 * ROLLOUT).agent().parametersSha256());
  }

  @Test
  void a_checkpoint_that_a_listener_asks_for_is_written_and_changes_no_parameter() {
    Path run = folder.resolve("run");
    List<Long> written = new ArrayList<>();
    Listener asking =
        new Listener() {
          @Override
          public void episode(Run r, Episode episode) {
            if (episode.step() > ROLLOUT && written.isEmpty()) {
              r.requestCheckpoint();
            }
          }

          @Override
          public void updated(Run r, Metrics metrics) {
            if (r.steps() == 3 * ROLLOUT) {
              r.requestCheckpoint();
            }
          }

          @Override
          public void checkpointed(Run r, Path file) {
            written.add(r.steps());
          }
        };
    TrainingResult asked =
        trainer().out(run).logEvery(1).checkpointEvery(0).listen(asking).train(5 * ROLLOUT);

    // Asked for during the second rollout and after the third; the last one is the end's.
    assertThat(written).containsExactly(2 * ROLLOUT, 3 * ROLLOUT, 5 * ROLLOUT);
    assertThat(asked.agent().parametersSha256())
        .isEqualTo(trainer().train(5 * ROLLOUT).agent().parametersSha256());
    trainer().listen(asking).train(2 * ROLLOUT); // without a directory, nothing is written
    assertThat(written).hasSize(3);
  }

  /// Notes how each session ends, and perhaps fails at that.
  private record Endings(List<Ending> heard, boolean fails) implements Listener {
    @Override
    public void ended(Run run, Ending ending) {
      heard.add(ending);
      if (fails) {
        throw new IllegalStateException("cannot close");
      }
    }
  }

  @Test
  void every_session_that_began_ends_once() throws IOException {
    List<Ending> heard = new ArrayList<>();
    Path run = folder.resolve("run");
    trainer()
        .out(run)
        .listen(new Endings(heard, false))
        .listen(onEpisode((r, _) -> r.pause("a break")))
        .train(3 * ROLLOUT);
    assertThat(heard).containsExactly(Ending.PAUSED);
    assertThatThrownBy(() ->
            Trainer.resume(run, Walk::new)
                .listen(new Endings(heard, true))
                .listen(
                    onEpisode((_, _) -> {
                      throw new IllegalStateException("no more");
                    }))
                .train())
        .hasMessageContaining("no more")
        .satisfies(e -> assertThat(e.getSuppressed()).hasSize(1));
    assertThat(heard).containsExactly(Ending.PAUSED, Ending.FAILED);
    Trainer.resume(run, Walk::new).listen(new Endings(heard, false)).train();
    assertThat(heard).containsExactly(Ending.PAUSED, Ending.FAILED, Ending.FINISHED);
  }

  @Test
  void a_listener_that_fails_at_the_end_is_named_and_costs_no_model() {
    Path run = folder.resolve("run");
    Trainer trainer = trainer().out(run).listen(new Endings(new ArrayList<>(), true));
    assertThatExceptionOfType(ListenerException.class)
        .isThrownBy(() -> trainer.train(ROLLOUT))
        .withMessageContaining("the listener ListenerTest$Endings");
    assertThat(run.resolve("model.zip")).exists();
  }

  @Test
  void the_actions_of_a_rollout_are_those_that_were_taken() {
    List<float[]> actions = new ArrayList<>();
    Listener listener =
        new Listener() {
          @Override
          public void started(Run run) {
            assertThat(run.actions()).isEmpty();
          }

          @Override
          public void iterated(Run run) {
            actions.add(run.actions());
          }
        };
    trainer().listen(listener).train(ROLLOUT);
    assertThat(actions).hasSize(1);
    assertThat(actions.getFirst()).hasSize(48);
    for (float action : actions.getFirst()) {
      assertThat(action).isIn(0f, 1f, 2f);
    }
  }
}
