package ascent.collect;

import static org.assertj.core.api.Assertions.assertThat;

import ascent.env.Action;
import ascent.env.Env;
import ascent.env.EpisodeStreams;
import ascent.env.Step;
import ascent.env.SyncVectorEnv;
import ascent.env.VectorEnv;
import ascent.probe.Walk;
import ascent.probe.Warnings;
import ascent.rng.Rng;
import ascent.space.Space;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class EpisodeReplayTest {
  private static final int ENVS = 3;
  private static final EpisodeStreams STREAMS = EpisodeStreams.training(5, 0);

  private final EpisodeWindow window = new EpisodeWindow();
  private final Rng rng = Rng.stream(9, "test");

  private static VectorEnv envs(Supplier<? extends Env> factory) {
    return SyncVectorEnv.of(factory, ENVS, STREAMS);
  }

  /// Steps all environments with random actions, taking them down.
  private void play(VectorEnv env, EpisodeReplay replay, int steps) {
    Space space = env.actionSpace();
    float[] actions = new float[ENVS * space.size()];
    for (int t = 0; t < steps; t++) {
      for (int i = 0; i < ENVS; i++) {
        space.sample(rng, actions, i * space.size());
      }
      env.step(actions, 0, ENVS);
      for (int i = 0; i < ENVS; i++) {
        replay.record(i, actions, i * space.size(), window);
      }
    }
  }

  private static void assertSame(VectorEnv actual, VectorEnv expected) {
    assertThat(actual.observations()).containsExactly(expected.observations());
    assertThat(actual.episodes()).containsExactly(expected.episodes());
  }

  /// Both go on with the same actions.
  private static void assertSameFuture(VectorEnv actual, VectorEnv expected) {
    Space space = expected.actionSpace();
    Rng future = Rng.stream(10, "test");
    float[] actions = new float[ENVS * space.size()];
    for (int t = 0; t < 30; t++) {
      for (int i = 0; i < ENVS; i++) {
        space.sample(future, actions, i * space.size());
      }
      actual.step(actions, 0, ENVS);
      expected.step(actions, 0, ENVS);
      assertSame(actual, expected);
      assertThat(actual.rewards()).containsExactly(expected.rewards());
      assertThat(actual.terminated()).containsExactly(expected.terminated());
    }
  }

  @Test
  void environments_are_brought_back_to_the_middle_of_their_episodes() {
    for (int steps : new int[] {0, 1, 6, 7, 8, 25}) {
      VectorEnv before = envs(Walk.pushed(7));
      EpisodeReplay replay = new EpisodeReplay(before);
      play(before, replay, steps);
      VectorEnv after = envs(Walk.pushed(7));
      EpisodeReplay restored = new EpisodeReplay(after);
      restored.restore(replay.state());
      assertSame(after, before);
      assertThat(restored.state()).usingRecursiveComparison().isEqualTo(replay.state());
      assertSameFuture(after, before);
    }
  }

  /// 300 steps outgrow the first 64, 128 and 256.
  @Test
  void long_episodes_are_remembered_whole() {
    VectorEnv before = envs(Walk.pushed(1000));
    EpisodeReplay replay = new EpisodeReplay(before);
    play(before, replay, 300);
    assertThat(replay.state().lengths()).containsOnly(300);
    assertThat(replay.state().actions()).hasSize(300 * ENVS * 2);
    VectorEnv after = envs(Walk.pushed(1000));
    new EpisodeReplay(after).restore(replay.state());
    assertSameFuture(after, before);
  }

  /// Rewards are places, so the return of an episode is the sum of what was observed.
  @Test
  void an_episode_that_is_over_goes_to_the_window_with_its_whole_return() {
    VectorEnv env = SyncVectorEnv.of(Walk::new, 1, STREAMS);
    EpisodeReplay replay = new EpisodeReplay(env);
    double sum = 0;
    for (int t = 0; t < 7; t++) {
      assertThat(window.episodes()).isZero();
      env.step(new float[] {2}, 0, 1);
      sum += env.rewards()[0];
      replay.record(0, new float[] {2}, 0, window);
    }
    assertThat(window.meanReturn()).isEqualTo(sum);
    assertThat(window.meanLength()).isEqualTo(7);
    assertThat(replay.state().lengths()).containsExactly(0);
    assertThat(replay.state().returns()).containsExactly(0);
  }

  /// Draws from a generator of its own, other than the one of its twin before the restart.
  private static Supplier<Env> ownRandomness(Rng own) {
    return () ->
        new Walk() {
          @Override
          public Step step(Action action, float[] obs) {
            place += own.nextDouble();
            return super.step(action, obs);
          }
        };
  }

  @Test
  void an_episode_that_does_not_repeat_itself_starts_anew_with_a_warning() {
    VectorEnv before = envs(ownRandomness(Rng.stream(1, "own")));
    EpisodeReplay replay = new EpisodeReplay(before);
    play(before, replay, 10);
    VectorEnv after = envs(ownRandomness(Rng.stream(2, "own")));
    EpisodeReplay restored = new EpisodeReplay(after);
    try (Warnings warnings = Warnings.listen()) {
      restored.restore(replay.state());
      assertThat(warnings.messages)
          .hasSize(ENVS)
          .first()
          .isEqualTo(
              "Environment 0 did not repeat its episode 1: its 3 steps did not lead where they led"
                  + " before. The episode starts anew. Maybe it draws randomness of its own.");
    }
    assertThat(restored.state().lengths()).containsOnly(0);
    assertThat(restored.state().returns()).containsOnly(0);
    assertThat(restored.state().actions()).isEmpty();
    assertThat(after.episodes()).containsOnly(1);
    for (int i = 0; i < ENVS; i++) {
      assertThat(after.observations()[2 * i]).isEqualTo((float) Walk.startOf(5, i, 1));
      assertThat(after.observations()[2 * i + 1]).isZero();
    }
  }

  @Test
  void only_the_environment_that_differs_starts_anew() {
    VectorEnv before = envs(Walk::new);
    EpisodeReplay replay = new EpisodeReplay(before);
    play(before, replay, 4);
    EpisodeReplay.State state = replay.state();
    state.observations()[2] = Math.nextUp(state.observations()[2]); // environment 1, the last bit
    VectorEnv after = envs(Walk::new);
    EpisodeReplay restored = new EpisodeReplay(after);
    try (Warnings warnings = Warnings.listen()) {
      restored.restore(state);
      assertThat(warnings.messages).hasSize(1).first().asString().startsWith("Environment 1 ");
    }
    assertThat(restored.state().lengths()).containsExactly(4, 0, 4);
  }

  @Test
  void an_episode_that_ends_too_early_or_fails_at_the_second_time_starts_anew() {
    VectorEnv before = envs(Walk::new);
    EpisodeReplay replay = new EpisodeReplay(before);
    play(before, replay, 5);
    Supplier<Env> failing =
        () ->
            new Walk() {
              @Override
              public Step outcome() {
                if (steps == 2) {
                  throw new IllegalStateException("the licence server is down");
                }
                return super.outcome();
              }
            };
    for (Supplier<Env> factory : List.<Supplier<Env>>of(() -> new Walk(3), failing)) {
      VectorEnv after = envs(factory);
      EpisodeReplay restored = new EpisodeReplay(after);
      try (Warnings warnings = Warnings.listen()) {
        restored.restore(replay.state());
        assertThat(warnings.messages).hasSize(ENVS);
      }
      assertThat(restored.state().lengths()).containsOnly(0);
      assertThat(after.episodes()).containsOnly(0);
      assertThat(after.observations()[0]).isEqualTo((float) Walk.startOf(5, 0, 0));
    }
  }
}
