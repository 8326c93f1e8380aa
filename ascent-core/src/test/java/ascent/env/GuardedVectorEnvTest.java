package ascent.env;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ascent.space.Space;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/// A simulator of a user's own, broken in one place at a time.
class GuardedVectorEnvTest {
  private static final EpisodeStreams STREAMS = EpisodeStreams.training(3, 10);
  private static final int N = 2;

  /// Counts; an episode has three steps. Its number and the steps are observed.
  private static class Fleet implements VectorEnv {
    float[] observations = new float[N * 2];
    float[] finalObservations = new float[N * 2];
    double[] rewards = new double[N];
    boolean[] terminated = new boolean[N];
    boolean[] truncated = new boolean[N];
    int[] episodes = new int[N];
    int[] steps = new int[N];
    boolean[] masks = new boolean[N * 3];
    double[] finalMetrics = new double[N];
    boolean closed;

    Fleet() {
      Arrays.fill(masks, true);
    }

    @Override
    public int numEnvs() {
      return N;
    }

    @Override
    public Space observationSpace() {
      return Space.box(-1, 1000, 2);
    }

    @Override
    public Space actionSpace() {
      return Space.discrete(3);
    }

    @Override
    public void reset(int i, int episode) {
      episodes[i] = episode;
      steps[i] = 0;
      observe(i);
    }

    @Override
    public void step(float[] actions, int from, int to) {
      for (int i = from; i < to; i++) {
        rewards[i] = actions[i];
        terminated[i] = ++steps[i] == 3;
        observe(i);
        if (terminated[i]) {
          System.arraycopy(observations, 2 * i, finalObservations, 2 * i, 2);
          reset(i, episodes[i] + 1);
        }
      }
    }

    private void observe(int i) {
      observations[2 * i] = episodes[i];
      observations[2 * i + 1] = steps[i];
    }

    @Override
    public float[] observations() {
      return observations;
    }

    @Override
    public float[] finalObservations() {
      return finalObservations;
    }

    @Override
    public double[] rewards() {
      return rewards;
    }

    @Override
    public boolean[] terminated() {
      return terminated;
    }

    @Override
    public boolean[] truncated() {
      return truncated;
    }

    @Override
    public int[] episodes() {
      return episodes;
    }

    @Override
    public boolean[] actionMasks() {
      return masks;
    }

    @Override
    public List<String> metricNames() {
      return List.of("fuel");
    }

    @Override
    public double[] finalMetrics() {
      return finalMetrics;
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  private static VectorEnv guarded(VectorEnv env) {
    return GuardedVectorEnv.around((_, _) -> env).create(N, STREAMS);
  }

  private static void step(VectorEnv env) {
    env.step(new float[N], 0, N);
  }

  @Test
  void a_good_simulator_is_passed_through() {
    Fleet fleet = new Fleet();
    VectorEnv env = guarded(fleet);
    for (int t = 0; t < 7; t++) {
      step(env);
    }
    assertThat(env.episodes()).containsExactly(2, 2); // 7 = 3 + 3 + 1 steps
    assertThat(env.observations()).isSameAs(fleet.observations).containsExactly(2, 1, 2, 1);
    assertThat(env.finalObservations()).containsExactly(1, 3, 1, 3);
    assertThat(env.metricNames()).containsExactly("fuel");
    assertThat(env.finalMetrics()).isSameAs(fleet.finalMetrics);
    env.reset(1, 40);
    env.step(new float[N], 1, 2);
    assertThat(env.observations()).containsExactly(2, 1, 40, 1);
    env.close();
    assertThat(fleet.closed).isTrue();
  }

  @Test
  void envs_that_check_themselves_are_not_checked_twice() {
    assertThat(GuardedVectorEnv.around(VectorEnvFactory.of(Probe::new)).create(N, STREAMS))
        .isInstanceOf(SyncVectorEnv.class);
    VectorEnv guarded = guarded(new Fleet());
    assertThat(guarded(guarded)).isSameAs(guarded);
  }

  /// Whatever is refused at the start has been closed.
  private static void refused(Consumer<Fleet> fault, String message) {
    Fleet fleet = new Fleet();
    fault.accept(fleet);
    assertThatExceptionOfType(EnvFailure.class)
        .isThrownBy(() -> guarded(fleet))
        .withMessage(message);
    assertThat(fleet.closed).isTrue();
  }

  @Test
  void arrays_of_other_lengths_are_refused_at_the_start() {
    String lengths = "%s has %d elements; it must have %d, %d for each of 2 environments.";
    refused(f -> f.observations = new float[3], lengths.formatted("observations()", 3, 4, 2));
    refused(
        f -> f.finalObservations = new float[0], lengths.formatted("finalObservations()", 0, 4, 2));
    refused(f -> f.rewards = new double[1], lengths.formatted("rewards()", 1, 2, 1));
    refused(f -> f.terminated = new boolean[3], lengths.formatted("terminated()", 3, 2, 1));
    refused(f -> f.truncated = new boolean[0], lengths.formatted("truncated()", 0, 2, 1));
    refused(f -> f.episodes = new int[5], lengths.formatted("episodes()", 5, 2, 1));
    refused(f -> f.finalMetrics = new double[1], lengths.formatted("finalMetrics()", 1, 2, 1));
    refused(f -> f.masks = new boolean[3], lengths.formatted("actionMasks()", 3, 6, 3));
  }

  @Test
  void arrays_that_are_one_and_the_same_are_refused() {
    refused(
        f -> f.finalObservations = f.observations,
        "observations() and finalObservations() give the same array; they must be two.");
    refused(
        f -> f.truncated = f.terminated,
        "terminated() and truncated() give the same array; they must be two.");
  }

  @Test
  void what_is_missing_is_named() {
    assertThatExceptionOfType(EnvFailure.class)
        .isThrownBy(() -> GuardedVectorEnv.around((_, _) -> nothing()).create(N, STREAMS))
        .withMessage("create gave null; it must give a VectorEnv.");
    assertThatExceptionOfType(EnvFailure.class)
        .isThrownBy(() ->
            GuardedVectorEnv.around(
                    (_, _) -> {
                      throw new UnsupportedOperationException("no licence");
                    })
                .create(N, STREAMS))
        .withMessageStartingWith(
            "create threw java.lang.UnsupportedOperationException: no licence");
    class Spaceless extends Fleet {
      @Override
      @SuppressWarnings("NullAway") // what it does wrong
      public Space actionSpace() {
        return null;
      }
    }
    assertThatExceptionOfType(EnvFailure.class)
        .isThrownBy(() -> guarded(new Spaceless()))
        .withMessageStartingWith("actionSpace() gave null; it must give ");
    assertThatExceptionOfType(EnvFailure.class)
        .isThrownBy(() -> GuardedVectorEnv.around((_, _) -> new Fleet()).create(3, STREAMS))
        .withMessage("numEnvs() is 2; it must be 3, as asked for.");
  }

  @SuppressWarnings("NullAway")
  private static VectorEnv nothing() {
    return null;
  }

  /// Does something wrong in the second step of environment 1, numbered 11 in the run.
  private static EnvFailure fails(Consumer<Fleet> fault) {
    VectorEnv env =
        guarded(
            new Fleet() {
              @Override
              public void step(float[] actions, int from, int to) {
                super.step(actions, from, to);
                if (steps[1] == 2) {
                  fault.accept(this);
                }
              }
            });
    step(env);
    return catchThrowableOfType(EnvFailure.class, () -> step(env));
  }

  private static void fails(Consumer<Fleet> fault, String what) {
    assertThat(fails(fault))
        .hasMessage(
            "env 11, episode 0, step 2: %s. To reproduce it: reset an env with Rng.stream(3,"
                    .formatted(what)
                + " \"env\", 11, 0) and repeat the episode's 2 actions.");
  }

  @Test
  void a_fault_in_a_step_is_named_with_environment_and_step() {
    fails(f -> f.rewards[1] = Double.NaN, "the reward is NaN, it must be " + Step.REWARDS);
    fails(f -> f.rewards[1] = 1e39, "the reward is 1.0E39, it must be " + Step.REWARDS);
    fails(f -> f.observations[3] = Float.NaN, "the observation's component 1 is NaN");
    fails(
        f -> {
          f.truncated[1] = true;
          f.terminated[1] = true;
        },
        "the step is terminated and truncated, it must not be both");
    fails(
        f -> {
          f.truncated[1] = true;
          f.finalObservations[2] = Float.POSITIVE_INFINITY;
        },
        "the final observation's component 0 is Infinity");
    fails(f -> f.episodes[1] = 7, "episodes() says 7 of it, it must say 0");
    fails(f -> Arrays.fill(f.masks, 3, 6, false), "its action mask allows no action");
  }

  /// After an episode's end what is observed is the next one's.
  @Test
  void a_fault_after_the_end_of_an_episode_is_one_of_the_next() {
    assertThat(fails(f -> f.truncated[1] = true))
        .hasMessageStartingWith(
            "env 11, episode 1, step 0: episodes() says 0 of it, it must say 1.");
  }

  @Test
  void arrays_must_stay_the_same() {
    assertThat(fails(f -> f.rewards = f.rewards.clone()))
        .hasMessageContaining("step 2: a method gives another array than before, it must always");
  }

  @Test
  void an_exception_of_several_environments_names_them() {
    assertThat(fails(f -> f.rewards[2] = 0))
        .hasMessageStartingWith(
            "one of the envs 10 to 11 failed: step threw java.lang.ArrayIndexOutOfBoundsException")
        .extracting(EnvFailure::stream)
        .isEqualTo("");
  }

  @Test
  void an_exception_of_one_environment_can_be_replayed() {
    VectorEnv env =
        guarded(
            new Fleet() {
              @Override
              public void reset(int i, int episode) {
                throw new AssertionError("no lift-off");
              }
            });
    assertThatExceptionOfType(EnvFailure.class)
        .isThrownBy(() -> env.reset(1, 4))
        .withMessageStartingWith("env 11, episode 4, step 0: reset threw java.lang.AssertionError")
        .withMessageContaining("Rng.stream(3, \"env\", 11, 4)");
  }

  /// A simulator built on single envs knows which of them failed; what it makes up is not believed.
  @Test
  void a_failure_that_names_its_episode_is_kept() {
    EnvFailure named = new EnvFailure(11, 0, 2, STREAMS.name(1, 0), "no fuel", null);
    assertThat(fails(_ -> thrown(named))).isSameAs(named);
    EnvFailure madeUp = new EnvFailure(11, 0, 2, "my own stream", "no fuel", null);
    assertThat(fails(_ -> thrown(madeUp)))
        .hasMessageStartingWith(
            "one of the envs 10 to 11 failed: step threw ascent.env.EnvFailure");
  }

  private static void thrown(EnvFailure e) {
    throw e;
  }

  @Test
  void an_interrupt_flag_that_is_left_set_is_named_and_cleared() {
    fails(
        _ -> Thread.currentThread().interrupt(),
        "",
        "env 10, episode 0, step 2: step left its thread interrupted, it must not. Maybe it calls");
    assertThat(Thread.interrupted()).isFalse();
  }

  private static void fails(Consumer<Fleet> fault, String end, String start) {
    assertThat(fails(fault)).hasMessageStartingWith(start).hasMessageEndingWith(end);
  }

  @Test
  void steps_allocate_nothing() {
    VectorEnv env = guarded(new Fleet());
    float[] actions = new float[N];
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    for (int t = 0; t < 20_000; t++) {
      env.step(actions, 0, N);
    }
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int t = 0; t < 20_000; t++) {
      env.step(actions, 0, N);
    }
    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(1000);
  }
}
