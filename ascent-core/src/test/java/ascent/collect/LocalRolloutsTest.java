package ascent.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import ascent.algo.DivergedException;
import ascent.distribution.DistributionConfig;
import ascent.env.Action;
import ascent.env.Env;
import ascent.env.EnvFailure;
import ascent.env.EpisodeStreams;
import ascent.env.Step;
import ascent.env.VectorEnv;
import ascent.parallel.Workers;
import ascent.policy.ActorCritic;
import ascent.policy.NetworkConfig;
import ascent.policy.PolicyPass;
import ascent.probe.Walk;
import ascent.rng.Rng;
import ascent.rollout.Rollout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LocalRolloutsTest {
  private static final long SEED = 3;
  private static final int ENVS = 5;
  private static final int STEPS = 20; // episodes have 7

  private final EpisodeWindow window = new EpisodeWindow();
  private final List<Rollout> rollouts = new ArrayList<>();

  static List<Named<Supplier<Env>>> walks() {
    return List.of(
        Named.of("terminated", Walk::new),
        Named.of("cut off", Walk.cutOff()),
        Named.of("pushed", Walk.pushed(7)));
  }

  private static VectorEnv envs(Supplier<? extends Env> factory) {
    return VectorEnv.of(factory, ENVS, EpisodeStreams.training(SEED, 0));
  }

  private static ActorCritic policy(Supplier<? extends Env> factory, int width) {
    Env env = factory.get();
    NetworkConfig config =
        NetworkConfig.DEFAULT
            .withPolicyLayers(List.of(width, width))
            .withValueLayers(List.of(width, width));
    return new ActorCritic(
        env.observationSpace(), env.actionSpace(), config, DistributionConfig.DEFAULT);
  }

  private static float[] parameters(ActorCritic policy) {
    float[] theta = policy.initialise(Rng.stream(SEED, "init"));
    Rng rng = Rng.stream(SEED, "noise");
    for (int i = 0; i < theta.length; i++) {
      theta[i] += 0.1f * rng.normal(); // away from the nearly uniform policy
    }
    return theta;
  }

  /// An algorithm that learns from single steps comes there within hours.
  @Test
  void streams_of_actions_go_on_after_two_billion_iterations() {
    Rng rng = Rng.stream(SEED, "action");
    Set<Integer> first = new HashSet<>();
    for (long iteration : new long[] {0, Integer.MAX_VALUE, 1L << 31, (1L << 31) + 1, 1L << 41}) {
      PartCollector.reposition(rng, 3, iteration);
      first.add(rng.nextInt());
    }
    assertThat(first).hasSize(5);
    PartCollector.reposition(rng, 3, 17);
    assertThat(rng.nextInt()).isEqualTo(Rng.stream(SEED, "action", 3, 17).nextInt());
  }

  private static Snapshot snapshot(ActorCritic policy, float[] theta, long iteration) {
    return new Snapshot(theta, Normalizer.of(Walk.CONFIG, policy.observationSpace()), iteration);
  }

  private static LocalRollouts source(ActorCritic policy, VectorEnv env, Workers workers) {
    return new LocalRollouts(policy, Walk.CONFIG, env, SEED, workers);
  }

  /// Two rollouts, one after the other.
  private void collect(Supplier<Env> factory, ActorCritic policy, int threads) {
    rollouts.clear();
    try (Workers workers = Workers.of(threads);
        var collector = source(policy, envs(factory), workers)) {
      for (int k = 0; k < 2; k++) {
        int actionSize = policy.actionSpace().size();
        Rollout rollout = new Rollout(STEPS, ENVS, 2, actionSize);
        rollouts.add(rollout);
        collector
            .fill(snapshot(policy, parameters(policy), k), rollout)
            .forEachEpisode(
                (t, i, episodeReturn, length, m, at) -> window.add(episodeReturn, length));
      }
    }
  }

  /// Whose steps take a millisecond; remembers the threads that took them.
  private static final class Slow extends Walk {
    private static final Set<Thread> THREADS = ConcurrentHashMap.newKeySet();

    @Override
    public Step step(Action action, float[] obs) {
      THREADS.add(Thread.currentThread());
      LockSupport.parkNanos(1_000_000);
      return super.step(action, obs);
    }
  }

  @Test
  void slow_environments_are_stepped_by_all_threads_however_small_the_policy() {
    ActorCritic policy = policy(Slow::new, 2);
    Slow.THREADS.clear();
    try (Workers workers = Workers.of(2);
        var collector = source(policy, envs(Slow::new), workers)) {
      Snapshot snapshot = snapshot(policy, parameters(policy), 0);
      collector.fill(snapshot, new Rollout(2, ENVS, 2, 1)); // shows that they are slow
      assertThat(Slow.THREADS).containsExactly(Thread.currentThread());
      collector.fill(snapshot, new Rollout(STEPS, ENVS, 2, 1));
      assertThat(Slow.THREADS).hasSize(2);
    }
  }

  /// Each environment's column is what it does alone, given the actions in the rollout; episodes go
  /// on from one rollout to the next.
  @ParameterizedTest
  @MethodSource("walks")
  void rows_follow_the_environments(Supplier<Env> factory) {
    ActorCritic policy = policy(factory, 8);
    collect(factory, policy, 1);
    float[][] finals = new float[2 * STEPS * ENVS][]; // in the order of rows
    for (int i = 0; i < ENVS; i++) {
      Env alone = factory.get();
      float[] obs = new float[2];
      int episode = 0;
      alone.reset(Rng.stream(SEED, "env", i, episode), obs);
      for (int t = 0; t < 2 * STEPS; t++) {
        Rollout rollout = rollouts.get(t / STEPS);
        int row = t % STEPS * ENVS + i;
        assertThat(Arrays.copyOfRange(rollout.obs, 2 * row, 2 * row + 2)).containsExactly(obs);
        int at = row * policy.actionSpace().size();
        Step step = alone.step(Action.of(policy.actionSpace(), rollout.actions, at), obs);
        assertThat(rollout.reward[row]).isEqualTo((float) step.reward());
        assertThat(rollout.terminated[row]).isEqualTo(step.terminated());
        assertThat(rollout.truncated[row]).isEqualTo(step.truncated());
        if (step.truncated()) {
          finals[t * ENVS + i] = obs.clone();
        }
        if (step.last()) {
          alone.reset(Rng.stream(SEED, "env", i, ++episode), obs);
        }
        if (t % STEPS == STEPS - 1) {
          assertThat(Arrays.copyOfRange(rollout.lastObs, 2 * i, 2 * i + 2)).containsExactly(obs);
        }
      }
    }
    for (int k = 0; k < 2; k++) {
      assertFinals(rollouts.get(k), finals, k);
    }
  }

  private static void assertFinals(Rollout rollout, float[][] expected, int k) {
    int found = 0;
    for (int row = 0; row < rollout.rows(); row++) {
      float[] obs = expected[k * rollout.rows() + row];
      if (obs != null) {
        float[] kept = Arrays.copyOfRange(rollout.finalObs(), 2 * found, 2 * found + 2);
        assertThat(kept).containsExactly(obs);
        found++;
      }
    }
    assertThat(rollout.finals()).isEqualTo(found);
  }

  /// 40 steps hold five whole episodes of 7 for each of 5 environments.
  @Test
  void truncated_episodes_leave_their_final_observations_and_terminated_ones_none() {
    collect(Walk.cutOff(), policy(Walk.cutOff(), 8), 1);
    assertThat(rollouts.get(0).finals() + rollouts.get(1).finals()).isEqualTo(25);
    assertThat(window.episodes()).isEqualTo(25);
    collect(Walk::new, policy(Walk::new, 8), 1);
    assertThat(rollouts.get(0).finals() + rollouts.get(1).finals()).isZero();
    assertThat(window.episodes()).isEqualTo(50);
  }

  /// Rewards are small enough for their sums in float and double to agree to six digits.
  @Test
  void returns_are_summed_over_whole_episodes() {
    collect(Walk::new, policy(Walk::new, 8), 1);
    double sum = 0;
    for (int i = 0; i < ENVS; i++) {
      for (int t = 0; t < 35; t++) {
        sum += rollouts.get(t / STEPS).reward[t % STEPS * ENVS + i];
      }
    }
    assertThat(window.meanReturn()).isCloseTo(sum / 25, within(1e-6));
    assertThat(window.meanLength()).isEqualTo(7);
  }

  @ParameterizedTest
  @MethodSource("walks")
  void actions_are_drawn_from_a_stream_per_environment_and_iteration(Supplier<Env> factory) {
    ActorCritic policy = policy(factory, 8);
    collect(factory, policy, 1);
    float[] theta = parameters(policy);
    PolicyPass pass = new PolicyPass(policy);
    int size = policy.actionSpace().size();
    Rollout one = new Rollout(1, 1, 2, size);
    for (int k = 0; k < 2; k++) {
      Rollout rollout = rollouts.get(k);
      for (int i = 0; i < ENVS; i++) {
        Rng[] rng = {Rng.stream(SEED, "action", i, k)};
        for (int row = i; row < rollout.rows(); row += ENVS) {
          System.arraycopy(rollout.obs, 2 * row, one.obs, 0, 2);
          pass.sample(theta, one, 0, 0, 1, rng, policy.newState(1));
          assertThat(Arrays.copyOfRange(rollout.actions, size * row, size * row + size))
              .containsExactly(one.actions);
          assertThat(rollout.logProb[row]).isEqualTo(one.logProb[0]);
        }
      }
    }
  }

  /// 5 rows × 2 nets × about 300·300 weights are worth several threads.
  @ParameterizedTest
  @MethodSource("walks")
  void the_number_of_threads_changes_nothing(Supplier<Env> factory) {
    ActorCritic policy = policy(factory, 300);
    collect(factory, policy, 1);
    List<Rollout> alone = List.copyOf(rollouts);
    for (int threads : new int[] {2, 3, 8}) {
      collect(factory, policy, threads);
      for (int k = 0; k < 2; k++) {
        assertThat(rollouts.get(k).obs).containsExactly(alone.get(k).obs);
        assertThat(rollouts.get(k).actions).containsExactly(alone.get(k).actions);
        assertThat(rollouts.get(k).logProb).containsExactly(alone.get(k).logProb);
        assertThat(rollouts.get(k).reward).containsExactly(alone.get(k).reward);
      }
    }
  }

  @Test
  void a_policy_for_other_spaces_is_refused() {
    try (Workers workers = Workers.of(1)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> source(policy(Walk.pushed(7), 8), envs(Walk::new), workers))
          .withMessageStartingWith("The policy's action space is ")
          .withMessageEndingWith("Maybe the policy was trained on another environment.");
    }
  }

  /// θ itself is finite, but what the networks make of it is ∞ − ∞.
  @Test
  void a_policy_whose_outputs_are_no_numbers_does_not_act() {
    ActorCritic policy = policy(Walk.pushed(7), 8);
    float[] theta = new float[policy.parameters()];
    for (int i = 0; i < theta.length; i++) {
      theta[i] = i % 2 == 0 ? 3e38f : -3e38f;
    }
    Rollout rollout = new Rollout(STEPS, ENVS, 2, 2);
    try (Workers workers = Workers.of(1);
        var collector = source(policy, envs(Walk.pushed(7)), workers)) {
      assertThatExceptionOfType(DivergedException.class)
          .isThrownBy(() -> collector.fill(snapshot(policy, theta, 0), rollout))
          .withMessage(
              "The policy's outputs are no longer finite. Maybe learningRate is too high, or"
                  + " rewards are huge.");
    }
  }

  /// Environment 3 throws in the third step of its second episode: of ten steps in all.
  @Test
  void a_failure_comes_with_the_actions_of_its_episode() {
    Supplier<Env> factory = Walk.broken(Walk.Fault.THROWS, Walk.startOf(SEED, 3, 1), 3);
    ActorCritic policy = policy(factory, 300);
    Rollout rollout = new Rollout(STEPS, ENVS, 2, 1);
    for (int threads : new int[] {1, 2}) {
      try (Workers workers = Workers.of(threads);
          var collector = source(policy, envs(factory), workers)) {
        assertThatExceptionOfType(EnvFailure.class)
            .isThrownBy(() -> collector.fill(snapshot(policy, parameters(policy), 0), rollout))
            .withMessageStartingWith("env 3, episode 1, step 3: step threw")
            .withMessageContaining("out of cheese")
            .satisfies(failure ->
                assertThat(failure.actions())
                    .containsExactly(
                        rollout.actions[7 * ENVS + 3],
                        rollout.actions[8 * ENVS + 3],
                        rollout.actions[9 * ENVS + 3]));
      }
    }
  }
}
