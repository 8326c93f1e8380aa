package ascent.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ascent.collect.Episode;
import ascent.config.Help;
import ascent.env.registry.Curriculum;
import ascent.env.registry.EnvConfig;
import ascent.env.registry.EnvSpec;
import ascent.probe.Walk;
import ascent.space.Space;
import ascent.train.callback.Callbacks;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Runs whose environment changes on the way.
class CurriculumRunTest {
  /// Rollouts of 16 steps of 3 environments.
  private static final long ROLLOUT = 48;

  private static final Curriculum LONGER = Curriculum.parse("length=5@0,9@100");

  @TempDir Path folder;

  private record Config(
      @Help("steps of an episode") int length,
      @Help("how many actions there are") int actions,
      @Help("not used") int maxEpisodeSteps)
      implements EnvConfig {}

  private static final EnvSpec WALK =
      EnvSpec.of(
              "Walk-v0",
              "A walk.",
              new Config(7, 3, 0),
              config -> new Walk(config.length, Space.discrete(config.actions)))
          .solvedAt(3);

  private static Trainer trainer() {
    return Trainer.of(WALK).with(Walk.CONFIG).envs(3).seed(2).threads(1).curriculum(LONGER);
  }

  private static Listener episodes(List<Episode> into) {
    return new Listener() {
      @Override
      public void episode(Run run, Episode episode) {
        into.add(episode);
      }
    };
  }

  /// Step 100 is passed by the third rollout, so the fourth, from step 144, has the new length. In
  /// 48 steps of its own each environment ends nine episodes of 5 and abandons one. In the next 32
  /// it ends three of 9.
  @Test
  void a_change_takes_effect_with_the_next_iteration_and_a_new_episode() {
    List<Episode> all = new ArrayList<>();
    trainer().listen(episodes(all)).train(5 * ROLLOUT);
    List<Episode> before = all.stream().filter(e -> e.step() <= 3 * ROLLOUT).toList();
    List<Episode> after = all.stream().filter(e -> e.step() > 3 * ROLLOUT).toList();
    assertThat(before).hasSize(3 * 9).allMatch(e -> e.length() == 5);
    assertThat(after).hasSize(3 * 3).allMatch(e -> e.length() == 9);
    // the first to end is that of environment 0: nine steps of three after step 144
    assertThat(after.getFirst().step()).isEqualTo(144 + 8 * 3 + 1);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void a_run_resumed_around_a_change_leads_to_the_same_bits(int threads) throws IOException {
    List<Episode> whole = new ArrayList<>();
    String hash = trainer().listen(episodes(whole)).train(6 * ROLLOUT).agent().parametersSha256();
    for (int pause = 1; pause <= 4; pause++) { // the change is after the third iteration
      Path run = folder.resolve(threads + "-" + pause);
      List<Episode> parts = new ArrayList<>();
      trainer()
          .threads(threads)
          .out(run)
          .listen(episodes(parts))
          .listen(Callbacks.everySteps(pause * ROLLOUT, r -> r.pause("a break")))
          .train(6 * ROLLOUT);
      TrainingResult result =
          Trainer.resume(run, WALK).threads(threads).listen(episodes(parts)).train();
      assertThat(result.resumedAtStep()).hasValue(pause * ROLLOUT);
      assertThat(result.agent().parametersSha256()).isEqualTo(hash);
      assertThat(parts).isEqualTo(whole);
    }
  }

  @Test
  void the_runs_environment_is_that_of_the_end() {
    TrainingResult result = trainer().evaluateEvery(ROLLOUT).train(ROLLOUT);
    assertThat(result.settings().env()).isEqualTo("Walk-v0?length=9");
    assertThat(result.settings().rewardThreshold()).as("another task").isInfinite();

    Curriculum home = Curriculum.parse("length=5@0,7@100");
    TrainingResult solvable = trainer().curriculum(home).train(ROLLOUT);
    assertThat(solvable.settings().env()).isEqualTo("Walk-v0");
    assertThat(solvable.settings().rewardThreshold()).isEqualTo(3);
    assertThat(trainer().curriculum(home).stopAt(9).train(ROLLOUT).settings().rewardThreshold())
        .as("the user's own")
        .isEqualTo(9);
  }

  @Test
  void a_curriculum_that_changes_nothing_leads_to_the_bits_of_none() {
    Curriculum same = Curriculum.parse("length=7@0,7@100");
    assertThat(trainer().curriculum(same).train(5 * ROLLOUT).agent().parametersSha256())
        .isEqualTo(
            Trainer.of(WALK)
                .with(Walk.CONFIG)
                .envs(3)
                .seed(2)
                .threads(1)
                .train(5 * ROLLOUT)
                .agent()
                .parametersSha256());
  }

  @Test
  void stages_have_the_spaces_of_the_last_one() {
    Trainer trainer = trainer().curriculum(Curriculum.parse("actions=2@0,3@50,2@99,3@200"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> trainer.train(ROLLOUT))
        .withMessage(
            "From step 0 of the curriculum on, the action space of Walk-v0?actions=2 is Discrete(2); it must be that of its last stage, Discrete(3).");
  }

  @Test
  void parameters_are_checked_before_the_run() {
    Trainer unknown = trainer().out(folder.resolve("run")).curriculum(Curriculum.parse("wind=1@0"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> unknown.train(ROLLOUT))
        .withMessageStartingWith("Walk-v0 has no parameter 'wind'.");
    Trainer nameless = Trainer.of(Walk::new).with(Walk.CONFIG).curriculum(LONGER);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> nameless.train(ROLLOUT))
        .withMessageStartingWith("curriculum is length=5@0,9@100; it must be none");
    assertThat(folder.resolve("run")).doesNotExist();
  }
}
