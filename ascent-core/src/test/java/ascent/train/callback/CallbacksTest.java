package ascent.train.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ascent.agent.Agent;
import ascent.collect.Evaluation;
import ascent.env.Env;
import ascent.env.Step;
import ascent.probe.Walk;
import ascent.train.ListenerException;
import ascent.train.Run;
import ascent.train.Trainer;
import ascent.train.TrainingResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CallbacksTest {
  @TempDir Path folder;

  /// Rollouts of 16 steps of 3 environments, 48 in all; episodes of 7.
  private static Trainer trainer() {
    return Trainer.of(Walk::new).with(Walk.CONFIG).envs(3).threads(1);
  }

  /// Multiples of 100 are passed by the rollouts that end at 144, 240 and 336.
  @Test
  void an_action_follows_the_first_iteration_that_passes_each_multiple() {
    List<Long> steps = new ArrayList<>();
    trainer().listen(Callbacks.everySteps(100, run -> steps.add(run.steps()))).train(8 * 48);
    assertThat(steps).containsExactly(144L, 240L, 336L);
  }

  /// After rollouts 1 to 5 there are 6, 12, 18, 27 and 33 episodes.
  @Test
  void an_action_may_be_counted_in_episodes() {
    List<Long> episodes = new ArrayList<>();
    trainer()
        .listen(Callbacks.everyEpisodes(10, run -> episodes.add(run.episodes())))
        .train(5 * 48);
    assertThat(episodes).containsExactly(12L, 27L, 33L);
  }

  @Test
  void a_resumed_run_acts_where_an_uninterrupted_one_does() throws IOException {
    Path run = folder.resolve("run");
    List<Long> steps = new ArrayList<>();
    trainer()
        .out(run)
        .listen(Callbacks.everySteps(100, r -> steps.add(r.steps())))
        .listen(Callbacks.everySteps(150, r -> r.stop("a break")))
        .train(8 * 48);
    assertThat(steps).containsExactly(144L);
    Trainer.resume(run, Walk::new)
        .listen(Callbacks.everySteps(100, r -> steps.add(r.steps())))
        .train(9 * 48);
    assertThat(steps).containsExactly(144L, 240L, 336L, 432L);
  }

  @Test
  void a_condition_on_metrics_ends_the_run() {
    TrainingResult result =
        trainer()
            .logEvery(1)
            .listen(Callbacks.stopWhen("there were 15 episodes", m -> m.get("time/episodes") >= 15))
            .train(9 * 48);
    assertThat(result.steps()).isEqualTo(3 * 48);
    assertThat(result.stopReason()).isEqualTo("there were 15 episodes");
  }

  @Test
  void numbers_and_reasons_are_checked() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Callbacks.everySteps(0, _ -> {}))
        .withMessage("steps is 0; it must be at least 1.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Callbacks.everyEpisodes(-1, _ -> {}))
        .withMessage("episodes is -1; it must be at least 1.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Callbacks.stopWhen(" ", _ -> true))
        .withMessage("reason is \" \"; it must be a few words.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PeriodicEvaluation("other", Walk::new, 10, 0))
        .withMessage("episodes is 0; it must be at least 1.");
  }

  /// Every step is worth 1, so the return is the length of the episode.
  private static Supplier<Env> lengthy(int length) {
    return () ->
        new Walk(length) {
          @Override
          public Step outcome() {
            return steps == length ? Step.terminal(1) : Step.of(1);
          }
        };
  }

  @Test
  void another_environment_is_evaluated_on_the_way_and_the_first_best_model_is_kept()
      throws IOException {
    Path best = folder.resolve("best-on-other.zip");
    List<String> results = new ArrayList<>();
    List<Long> bests = new ArrayList<>();
    PeriodicEvaluation other =
        new PeriodicEvaluation("other", lengthy(9), 96, 4)
            .saveBest(best)
            .onResult((run, e) -> results.add(run.steps() + ": " + mean(e)))
            .onBest(run -> bests.add(run.steps()));

    trainer().listen(other).train(6 * 48);

    assertThat(results).containsExactly("96: 9.0", "192: 9.0", "288: 9.0");
    assertThat(bests).containsExactly(96L);
    assertThat(Agent.load(best).info().steps()).isEqualTo(96);
    trainer().listen(other).train(2 * 48); // a new run begins without a best
    assertThat(bests).containsExactly(96L, 96L);
  }

  private static double mean(Evaluation e) {
    assertThat(e.episodes()).isEqualTo(4);
    assertThat(e.deterministic()).isTrue();
    return e.meanReturn();
  }

  @Test
  void the_best_is_remembered_when_the_run_is_resumed() throws IOException {
    Path run = folder.resolve("run");
    List<Long> bests = new ArrayList<>();
    trainer().out(run).listen(best(bests)).train(2 * 48);
    Trainer.resume(run, Walk::new).listen(best(bests)).train(6 * 48);
    assertThat(bests).containsExactly(96L);
  }

  private static PeriodicEvaluation best(List<Long> bests) {
    return new PeriodicEvaluation("other", lengthy(9), 96, 1).onBest(r -> bests.add(r.steps()));
  }

  @Test
  void an_evaluation_does_not_change_what_is_learned() {
    String alone = trainer().train(96).agent().parametersSha256();
    String watched = trainer().listen(best(new ArrayList<>())).train(96).agent().parametersSha256();
    assertThat(watched).isEqualTo(alone);
  }

  @Test
  void a_best_model_that_cannot_be_saved_ends_the_run_with_the_name_of_the_evaluation()
      throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    PeriodicEvaluation other =
        new PeriodicEvaluation("other", Walk::new, 96, 1).saveBest(file.resolve("best.zip"));
    Trainer trainer = trainer().listen(other);
    assertThatExceptionOfType(ListenerException.class)
        .isThrownBy(() -> trainer.train(480))
        .withMessageStartingWith("At step 96, the listener other threw ")
        .withMessageContaining("The best model cannot be saved in " + file.resolve("best.zip"));
  }

  @Test
  void actions_may_end_the_run() {
    TrainingResult result =
        trainer().listen(Callbacks.everySteps(96, (Run run) -> run.stop("enough"))).train(480);
    assertThat(result.steps()).isEqualTo(96);
  }
}
