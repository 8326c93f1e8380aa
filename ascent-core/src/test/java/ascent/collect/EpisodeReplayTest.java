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

  private final Rng rng = Rng.stream(9, "test");

  private static VectorEnv envs(Supplier<? extends Env> factory) {
    return SyncVectorEnv.of(factory, ENVS, STREAMS);
  }

  private static Carry carry(EpisodeReplay replay) {
    return replay.carry(new double[0], new float[0]);
  }

  /// Steps all environments with random actions, recording them.
  private void play(VectorEnv env, EpisodeReplay replay, int steps) {
    Space space = env.actionSpace();
    float[] actions = new float[ENVS * space.size()];
    for (int t = 0; t < steps; t++) {
      for (int i = 0; i < ENVS; i++) {
        space.sample(rng, actions, i * space.size());
      }
      env.step(actions, 0, ENVS);
      for (int i = 0; i < ENVS; i++) {
        replay.record(i, actions, i * space.size(), env.rewards()[i]);
        if (env.terminated()[i] || env.truncated()[i]) {
          replay.startAnew(i);
        }
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
      EpisodeReplay replay = new EpisodeReplay(before, 0, before.numEnvs());
      play(before, replay, steps);
      VectorEnv after = envs(Walk.pushed(7));
      EpisodeReplay restored = new EpisodeReplay(after, 0, after.numEnvs());
      restored.restore(carry(replay));
      assertSame(after, before);
      assertThat(carry(restored)).usingRecursiveComparison().isEqualTo(carry(replay));
      assertSameFuture(after, before);
    }
  }

  /// 300 steps outgrow the first 64, 128 and 256.
  @Test
  void long_episodes_are_remembered_whole() {
    VectorEnv before = envs(Walk.pushed(1000));
    EpisodeReplay replay = new EpisodeReplay(before, 0, before.numEnvs());
    play(before, replay, 300);
    assertThat(carry(replay).lengths()).containsOnly(300);
    assertThat(carry(replay).actions()).hasSize(300 * ENVS * 2);
    VectorEnv after = envs(Walk.pushed(1000));
    new EpisodeReplay(after, 0, after.numEnvs()).restore(carry(replay));
    assertSameFuture(after, before);
  }

  /// Rewards are places, so the return so far is the sum of what was observed.
  @Test
  void the_return_and_length_of_the_running_episode_are_known_until_it_is_over() {
    VectorEnv env = SyncVectorEnv.of(Walk::new, 1, STREAMS);
    EpisodeReplay replay = new EpisodeReplay(env, 0, 1);
    double sum = 0;
    for (int t = 1; t <= 7; t++) {
      env.step(new float[] {2}, 0, 1);
      sum += env.rewards()[0];
      replay.record(0, new float[] {2}, 0, env.rewards()[0]);
      assertThat(replay.episodeReturn(0)).isEqualTo(sum);
      assertThat(replay.length(0)).isEqualTo(t);
    }
    replay.startAnew(0);
    assertThat(carry(replay).lengths()).containsExactly(0);
    assertThat(carry(replay).returns()).containsExactly(0);
  }

  /// Two ranges record and restore what one does for all.
  @Test
  void a_range_keeps_its_own_environments_only() {
    VectorEnv before = envs(Walk.pushed(7));
    EpisodeReplay whole = new EpisodeReplay(before, 0, ENVS);
    play(before, whole, 10);
    Carry carry = carry(whole);
    VectorEnv after = envs(Walk.pushed(7));
    EpisodeReplay first = new EpisodeReplay(after, 0, 1);
    EpisodeReplay rest = new EpisodeReplay(after, 1, ENVS);
    first.restore(carry.slice(0, 1));
    rest.restore(carry.slice(1, ENVS));
    assertSame(after, before);
    assertThat(Carry.concat(List.of(carry(first), carry(rest))))
        .usingRecursiveComparison()
        .isEqualTo(carry);
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
    EpisodeReplay replay = new EpisodeReplay(before, 0, before.numEnvs());
    play(before, replay, 10);
    VectorEnv after = envs(ownRandomness(Rng.stream(2, "own")));
    EpisodeReplay restored = new EpisodeReplay(after, 0, after.numEnvs());
    try (Warnings warnings = Warnings.listen()) {
      restored.restore(carry(replay));
      assertThat(warnings.messages)
          .hasSize(ENVS)
          .first()
          .isEqualTo(
              "Environment 0 did not repeat its episode 1: its 3 steps led to another observation than before. The episode is restarted. Maybe the environment uses a random generator of its own.");
    }
    assertThat(carry(restored).lengths()).containsOnly(0);
    assertThat(carry(restored).returns()).containsOnly(0);
    assertThat(carry(restored).actions()).isEmpty();
    assertThat(after.episodes()).containsOnly(1);
    for (int i = 0; i < ENVS; i++) {
      assertThat(after.observations()[2 * i]).isEqualTo((float) Walk.startOf(5, i, 1));
      assertThat(after.observations()[2 * i + 1]).isZero();
    }
  }

  @Test
  void only_the_environment_that_differs_starts_anew() {
    VectorEnv before = envs(Walk::new);
    EpisodeReplay replay = new EpisodeReplay(before, 0, before.numEnvs());
    play(before, replay, 4);
    Carry state = carry(replay);
    state.observations()[2] = Math.nextUp(state.observations()[2]); // environment 1, the last bit
    VectorEnv after = envs(Walk::new);
    EpisodeReplay restored = new EpisodeReplay(after, 0, after.numEnvs());
    try (Warnings warnings = Warnings.listen()) {
      restored.restore(state);
      assertThat(warnings.messages).hasSize(1).first().asString().startsWith("Environment 1 ");
    }
    assertThat(carry(restored).lengths()).containsExactly(4, 0, 4);
  }

  @Test
  void an_episode_that_ends_too_early_or_fails_at_the_second_time_starts_anew() {
    VectorEnv before = envs(Walk::new);
    EpisodeReplay replay = new EpisodeReplay(before, 0, before.numEnvs());
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
      EpisodeReplay restored = new EpisodeReplay(after, 0, after.numEnvs());
      try (Warnings warnings = Warnings.listen()) {
        restored.restore(carry(replay));
        assertThat(warnings.messages).hasSize(ENVS);
      }
      assertThat(carry(restored).lengths()).containsOnly(0);
      assertThat(after.episodes()).containsOnly(0);
      assertThat(after.observations()[0]).isEqualTo((float) Walk.startOf(5, 0, 0));
    }
  }
}
