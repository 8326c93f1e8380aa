package ascent.train;

import static org.assertj.core.api.Assertions.assertThat;

import ascent.algo.ReinforceConfig;
import ascent.collect.ByteRollouts;
import ascent.collect.EpisodeWindow;
import ascent.collect.LocalRollouts;
import ascent.collect.Normalizer;
import ascent.collect.Snapshot;
import ascent.distribution.DistributionConfig;
import ascent.env.Env;
import ascent.env.EpisodeStreams;
import ascent.env.Step;
import ascent.env.VectorEnv;
import ascent.parallel.Workers;
import ascent.policy.ActorCritic;
import ascent.policy.NetworkConfig;
import ascent.probe.Walk;
import ascent.probe.Warnings;
import ascent.rng.Rng;
import ascent.rollout.Rollout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Rollouts that end with episodes.
class WholeEpisodesTest {
  /// Says that rollouts are of whole episodes; how many, the rollout says.
  private static final ReinforceConfig WHOLE_EPISODES = ReinforceConfig.DEFAULT;

  private static final long SEED = 3;
  private static final int ENVS = 4;

  private final EpisodeWindow window = new EpisodeWindow();
  private int width = 8; // of the networks' layers

  /// A walk whose episodes have from 3 to 12 steps, as their start says.
  private static Env walk() {
    return new Walk() {
      @Override
      public Step outcome() {
        return steps == 3 + (int) (5 * (start + 1)) ? Step.terminal(place) : Step.of(place);
      }
    };
  }

  private ActorCritic policy() {
    Env env = new Walk();
    List<Integer> layers = List.of(width, width);
    NetworkConfig config = NetworkConfig.DEFAULT.withPolicyLayers(layers).withValueLayers(layers);
    return new ActorCritic(
        env.observationSpace(), env.actionSpace(), config, DistributionConfig.DEFAULT);
  }

  private List<Rollout> collect(
      Supplier<Env> factory, int capacity, int episodes, int count, int threads) {
    ActorCritic policy = policy();
    float[] theta = policy.initialise(Rng.stream(SEED, "init"));
    List<Rollout> rollouts = new ArrayList<>();
    VectorEnv env = VectorEnv.of(factory, ENVS, EpisodeStreams.training(SEED, 0));
    try (Workers workers = Workers.of(threads);
        var collector = new LocalRollouts(policy, WHOLE_EPISODES, env, SEED, workers)) {
      for (int k = 0; k < count; k++) {
        Rollout rollout = new Rollout(capacity, ENVS, 2, 1).endAfter(episodes);
        Snapshot snapshot = new Snapshot(theta, Normalizer.none(policy.observationSpace()), k);
        collector
            .fill(snapshot, rollout)
            .forEachEpisode((t, i, sum, length, m, at) -> window.add(sum, length));
        rollouts.add(rollout);
      }
    }
    return rollouts;
  }

  private static int length(int env, int episode) {
    return 3 + (int) (5 * (Walk.startOf(SEED, env, episode) + 1));
  }

  @Test
  void each_environment_plays_its_whole_episodes_and_waits() {
    List<Rollout> rollouts = collect(WholeEpisodesTest::walk, 100, 2, 3, 1);
    for (int k = 0; k < 3; k++) {
      Rollout r = rollouts.get(k);
      int samples = 0;
      for (int i = 0; i < ENVS; i++) {
        int first = length(i, 2 * k);
        int second = length(i, 2 * k + 1);
        assertThat(r.length(i)).isEqualTo(first + second);
        samples += first + second;
        for (int t = 0; t < r.length(i); t++) {
          assertThat(r.terminated[t * ENVS + i])
              .isEqualTo(t == first - 1 || t == first + second - 1);
        }
        // Observed: the place, and a tenth of the steps so far. It begins at the beginning.
        assertThat(r.obs[2 * i]).isEqualTo((float) Walk.startOf(SEED, i, 2 * k));
        assertThat(r.obs[2 * i + 1]).isZero();
        assertThat(r.lastObs[2 * i]).isEqualTo((float) Walk.startOf(SEED, i, 2 * k + 2));
      }
      assertThat(r.samples()).isEqualTo(samples);
      assertThat(r.steps()).isLessThan(100);
    }
    assertThat(window.episodes()).isEqualTo(3 * 2 * ENVS);
  }

  /// 2 nets × 500·500 weights are worth several threads, however few environments still play.
  @Test
  void the_number_of_threads_changes_nothing() {
    width = 500;
    List<Rollout> alone = collect(WholeEpisodesTest::walk, 100, 3, 2, 1);
    for (int threads : new int[] {2, 3, 8}) {
      List<Rollout> together = collect(WholeEpisodesTest::walk, 100, 3, 2, threads);
      for (int k = 0; k < 2; k++) {
        assertThat(together.get(k).actions).containsExactly(alone.get(k).actions);
        assertThat(together.get(k).obs).containsExactly(alone.get(k).obs);
        assertThat(together.get(k).samples()).isEqualTo(alone.get(k).samples());
      }
    }
  }

  /// Episodes of 7 steps in rollouts of at most 5: 5 steps, then the last 2 end the episode.
  @Test
  void an_episode_that_is_too_long_is_cut_and_continues_in_the_next_rollout() {
    List<Rollout> rollouts = collect(Walk::new, 5, 1, 4, 1);
    assertThat(rollouts.stream().map(r -> r.length(0))).containsExactly(5, 2, 5, 2);
    assertThat(rollouts.get(0).terminated).containsOnly(false);
    assertThat(rollouts.get(1).terminated[ENVS]).isTrue();
    // The first rollout's last observation is the second's first.
    assertThat(Arrays.copyOf(rollouts.get(1).obs, 2 * ENVS))
        .containsExactly(rollouts.get(0).lastObs);
  }

  /// Whatever its source: four rollouts, two of which are cut.
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void a_run_warns_once_of_episodes_that_are_cut(boolean ofBytes) {
    Trainer trainer = trainer(5, 1);
    Trainer run = ofBytes ? trainer.source(request -> new ByteRollouts(request, 2)) : trainer;
    try (Warnings warnings = Warnings.listen()) {
      run.train(4 * ENVS * 5);
      assertThat(warnings.messages)
          .containsExactly(
              "The 5 steps of a rollout were not enough for 1 whole episodes of each environment: the last one is cut and continues in the next rollout. Maybe"
                  + " rolloutSteps should be larger.");
    }
  }

  @Test
  void episodes_that_just_fit_are_no_cause_for_a_warning() {
    List<Rollout> rollouts = collect(Walk::new, 14, 2, 2, 1);
    assertThat(rollouts).allSatisfy(r -> assertThat(r.samples()).isEqualTo(14 * ENVS));
    try (Warnings warnings = Warnings.listen()) {
      trainer(14, 2).train(2 * 14 * ENVS);
      assertThat(warnings.messages).isEmpty();
    }
  }

  private static Trainer trainer(int steps, int episodes) {
    return Trainer.of(Walk::new)
        .with(WHOLE_EPISODES.withRolloutSteps(steps).withRolloutEpisodes(episodes))
        .envs(ENVS);
  }

  @Test
  void a_rollout_without_a_limit_of_episodes_is_full() {
    Rollout limited = collect(Walk::new, 14, 2, 1, 1).getFirst();
    Rollout full = collect(Walk::new, 14, Integer.MAX_VALUE, 1, 1).getFirst();
    assertThat(full.actions).containsExactly(limited.actions);
    assertThat(full.samples()).isEqualTo(limited.samples());
  }
}
