package ascent.env;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ascent.env.wrap.TimeLimit;
import ascent.rng.Rng;
import ascent.space.Space;
import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class SyncVectorEnvTest {
  private static final EpisodeStreams STREAMS = EpisodeStreams.training(3, 4);
  private static final float[] MIDDLE = {1, 1, 1};

  @Test
  void envs_play_the_episodes_that_they_would_play_alone() {
    VectorEnv envs = VectorEnv.of(Probe::new, 3, STREAMS);
    Probe alone = new Probe();
    float[] obs = new float[2];
    Rng actionRng = Rng.stream(1, "actions");
    float[][] actions = new float[20][3];
    for (float[] row : actions) {
      for (int i = 0; i < 3; i++) {
        row[i] = actionRng.nextInt(3);
      }
    }
    float[][] observations = new float[20][];
    double[][] rewards = new double[20][];
    for (int t = 0; t < 20; t++) {
      envs.step(actions[t], 0, 3);
      observations[t] = envs.observations().clone();
      rewards[t] = envs.rewards().clone();
    }
    for (int i = 0; i < 3; i++) {
      alone.reset(Rng.stream(3, "env", 4 + i, 0), obs);
      for (int t = 0; t < 20; t++) {
        Step step = alone.step(Action.of((int) actions[t][i]), obs);
        assertThat(rewards[t][i]).isEqualTo(step.reward());
        if (step.last()) {
          alone.reset(Rng.stream(3, "env", 4 + i, (t + 1) / 5), obs);
        }
        assertThat(observations[t][2 * i]).isEqualTo(obs[0]);
        assertThat(observations[t][2 * i + 1]).isEqualTo(obs[1]);
      }
    }
  }

  @Test
  void the_next_episode_starts_in_the_step_that_ends_one_and_the_final_observation_is_kept() {
    VectorEnv envs = SyncVectorEnv.of(Probe::new, 3, STREAMS);
    for (int t = 0; t < 4; t++) {
      envs.step(MIDDLE, 0, 3);
      assertThat(envs.terminated()).containsOnly(false);
      assertThat(envs.episodes()).containsOnly(0);
    }
    envs.step(MIDDLE, 0, 3);
    assertThat(envs.terminated()).containsOnly(true);
    assertThat(envs.truncated()).containsOnly(false);
    assertThat(envs.episodes()).containsOnly(1);
    for (int i = 0; i < 3; i++) {
      // Probe's reward is the place it is in
      assertThat(envs.finalObservations()[2 * i]).isEqualTo((float) envs.rewards()[i]);
      assertThat(envs.finalObservations()[2 * i + 1]).isEqualTo(5);
      float start = (float) Rng.stream(3, "env", 4 + i, 1).uniform(-1, 1);
      assertThat(envs.observations()[2 * i]).isEqualTo(start);
      assertThat(envs.observations()[2 * i + 1]).isZero();
    }
    envs.step(MIDDLE, 0, 3);
    assertThat(envs.terminated()).containsOnly(false);
  }

  @Test
  void a_range_of_envs_steps_alone() {
    VectorEnv envs = SyncVectorEnv.of(Probe::new, 3, STREAMS);
    envs.step(MIDDLE, 1, 2);
    float[] obs = envs.observations();
    assertThat(new float[] {obs[1], obs[3], obs[5]}).containsExactly(0, 1, 0);
  }

  @Test
  void reset_sends_one_env_to_any_episode() {
    VectorEnv envs = SyncVectorEnv.of(Probe::new, 3, STREAMS);
    envs.step(MIDDLE, 0, 3);
    envs.reset(1, 42);
    float start = (float) Rng.stream(3, "env", 5, 42).uniform(-1, 1);
    assertThat(envs.observations()[2]).isEqualTo(start);
    assertThat(envs.episodes()).containsExactly(0, 42, 0);
    for (int t = 0; t < 5; t++) {
      envs.step(MIDDLE, 1, 2);
    }
    assertThat(envs.episodes()).containsExactly(0, 43, 0);
  }

  @Test
  void a_step_that_is_terminated_and_truncated_counts_as_terminated() {
    Supplier<Env> both =
        () ->
            new Probe() {
              @Override
              public Step step(Action action, float[] obs) {
                super.step(action, obs);
                return new Step(0, true, true);
              }
            };
    VectorEnv envs = SyncVectorEnv.of(both, 1, STREAMS);
    envs.step(MIDDLE, 0, 1);
    assertThat(envs.terminated()[0]).isTrue();
    assertThat(envs.truncated()[0]).isFalse();
  }

  @Test
  void truncation_is_told_from_termination() {
    VectorEnv envs = SyncVectorEnv.of(TimeLimit.of(Probe::new, 3), 1, STREAMS);
    for (int t = 0; t < 3; t++) {
      envs.step(MIDDLE, 0, 1);
    }
    assertThat(envs.terminated()[0]).isFalse();
    assertThat(envs.truncated()[0]).isTrue();
    assertThat(envs.finalObservations()[1]).isEqualTo(3);
  }

  @Test
  void an_exception_in_step_says_where_it_happened_and_how_to_see_it_again() {
    RuntimeException cause = new IllegalStateException("out of fuel");
    Supplier<Env> broken =
        () ->
            new Probe() {
              @Override
              public Step step(Action action, float[] obs) {
                if (steps == 2) {
                  throw cause;
                }
                return super.step(action, obs);
              }
            };
    VectorEnv envs = SyncVectorEnv.of(broken, 3, STREAMS);
    envs.reset(1, 8);
    envs.step(MIDDLE, 1, 2);
    envs.step(MIDDLE, 1, 2);
    assertThatExceptionOfType(EnvFailure.class)
        .isThrownBy(() -> envs.step(MIDDLE, 1, 2))
        .withMessageMatching(
            "env 5, episode 8, step 3: step threw java.lang.IllegalStateException: out of fuel at"
                + " ascent.env.SyncVectorEnvTest.*\\(SyncVectorEnvTest.java:[0-9]+\\). To reproduce"
                + " it: reset an env with Rng.stream\\(3, \"env\", 5, 8\\) and repeat the episode's"
                + " 3 actions.")
        .withCause(cause)
        .satisfies(failure -> {
          assertThat(failure.env()).isEqualTo(5);
          assertThat(failure.episode()).isEqualTo(8);
          assertThat(failure.step()).isEqualTo(3);
          assertThat(failure.stream()).isEqualTo("Rng.stream(3, \"env\", 5, 8)");
        });
  }

  @Test
  void an_exception_in_reset_is_step_0() {
    Supplier<Env> broken =
        () ->
            new Probe() {
              @Override
              public void reset(Rng rng, float[] obs) {
                throw new AssertionError("no level loaded");
              }
            };
    assertThatExceptionOfType(EnvFailure.class)
        .isThrownBy(() -> SyncVectorEnv.of(broken, 1, STREAMS))
        .withMessageMatching(
            "env 4, episode 0, step 0: reset threw java.lang.AssertionError: no level loaded at"
                + " ascent.env.SyncVectorEnvTest.*reset\\(SyncVectorEnvTest.java:[0-9]+\\). To reproduce"
                + " it: reset an env with Rng.stream\\(3, \"env\", 4, 0\\).");
  }

  @Test
  void rewards_and_observations_that_are_no_numbers_are_failures() {
    String allowed = ", it must be a number in [-3.4e38, 3.4e38].";
    assertStepFails(Step.of(Double.NaN), 0, "step 1: the reward is NaN" + allowed);
    assertStepFails(
        Step.of(Double.NEGATIVE_INFINITY), 0, "step 1: the reward is -Infinity" + allowed);
    // finite, but not as a float
    assertStepFails(Step.of(1e39), 0, "step 1: the reward is 1.0E39" + allowed);
    assertStepFails(Step.of(-1e39), 0, "step 1: the reward is -1.0E39" + allowed);
    assertStepFails(Step.of(0), Float.NaN, "step 1: the observation's component 1 is NaN.");
    assertStepFails(
        Step.of(0), Float.POSITIVE_INFINITY, "the observation's component 1 is Infinity.");
    assertStepFails(null, 0, "step 1: step gave null, it must give a Step.");
  }

  @Test
  void rewards_up_to_the_greatest_float_are_accepted() {
    Step most = Step.of(-(double) Float.MAX_VALUE);
    VectorEnv envs =
        SyncVectorEnv.of(
            () ->
                new Probe() {
                  @Override
                  public Step step(Action action, float[] obs) {
                    return most;
                  }
                },
            1,
            STREAMS);
    envs.step(MIDDLE, 0, 1);
    assertThat(envs.rewards()).containsExactly(-Float.MAX_VALUE);
  }

  /// Throws any exception without declaring it, as compilers of other languages do.
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  static <E extends Throwable> RuntimeException undeclared(Throwable e) throws E {
    throw (E) e;
  }

  @Test
  void checked_exceptions_that_are_not_declared_are_failures() {
    IOException cause = new IOException("licence server is down");
    Supplier<Env> broken =
        () ->
            new Probe() {
              @Override
              public Step step(Action action, float[] obs) {
                throw undeclared(cause);
              }
            };
    VectorEnv envs = SyncVectorEnv.of(broken, 1, STREAMS);
    assertThatExceptionOfType(EnvFailure.class)
        .isThrownBy(() -> envs.step(MIDDLE, 0, 1))
        .withMessageStartingWith(
            "env 4, episode 0, step 1: step threw java.io.IOException: licence server is down at")
        .withCause(cause);
    assertThatExceptionOfType(EnvFailure.class)
        .isThrownBy(() ->
            SyncVectorEnv.of(
                () -> {
                  throw undeclared(cause);
                },
                1,
                STREAMS))
        .withMessageStartingWith("the factory threw java.io.IOException");
  }

  private static void assertStepFails(Step step, float value, String message) {
    Supplier<Env> broken =
        () ->
            new Probe() {
              @Override
              public Step step(Action action, float[] obs) {
                obs[1] = value;
                return step;
              }
            };
    VectorEnv envs = SyncVectorEnv.of(broken, 1, STREAMS);
    assertThatExceptionOfType(EnvFailure.class)
        .isThrownBy(() -> envs.step(MIDDLE, 0, 1))
        .withMessageContaining(message);
  }

  @Test
  void a_discrete_observation_that_does_not_exist_is_a_failure() {
    Supplier<Env> broken =
        () ->
            new Probe() {
              @Override
              public Space observationSpace() {
                return Space.discrete(4);
              }

              @Override
              public void observe(float[] obs) {
                obs[0] = steps;
              }
            };
    VectorEnv envs = SyncVectorEnv.of(broken, 1, STREAMS);
    for (int t = 0; t < 3; t++) {
      envs.step(MIDDLE, 0, 1);
    }
    assertThatExceptionOfType(EnvFailure.class)
        .isThrownBy(() -> envs.step(MIDDLE, 0, 1))
        .withMessageContaining(
            "step 4: the observation is not in Discrete(4): the value is 4.0, not a whole number"
                + " within 0 .. 3.");
  }

  @Test
  void box_actions_reach_the_env_clipped() {
    List<Float> seen = new ArrayList<>();
    Supplier<Env> box =
        () ->
            new Probe() {
              @Override
              public Space actionSpace() {
                return Space.box(-1, 1, 1);
              }

              @Override
              public Step step(Action action, float[] obs) {
                seen.add(action.values()[0]);
                return super.step(Action.of(1), obs);
              }
            };
    VectorEnv envs = SyncVectorEnv.of(box, 3, STREAMS);
    float[] actions = {-7, 0.25f, 1.5f};
    envs.step(actions, 0, 3);
    assertThat(seen).containsExactly(-1f, 0.25f, 1f);
    assertThat(actions).containsExactly(-7, 0.25f, 1.5f);
  }

  @Test
  void factories_that_give_no_new_env_are_refused() {
    Probe one = new Probe();
    assertThatExceptionOfType(EnvFailure.class)
        .isThrownBy(() -> VectorEnv.of(() -> one, 2, STREAMS))
        .withMessageStartingWith("the env factory gave the same Env twice");
    assertThatExceptionOfType(EnvFailure.class)
        .isThrownBy(() -> VectorEnv.of(() -> nothing(), 2, STREAMS))
        .withMessageStartingWith("the env factory gave null");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> VectorEnv.of(Probe::new, 0, STREAMS))
        .withMessage("n is 0; it must be at least 1.");
  }

  private static Env nothing() {
    return null;
  }

  @Test
  void envs_of_different_spaces_are_refused() {
    int[] made = {1};
    Supplier<Env> growing =
        () -> {
          int n = made[0]++;
          return new Probe() {
            @Override
            public Space actionSpace() {
              return Space.discrete(n);
            }
          };
        };
    assertThatExceptionOfType(EnvFailure.class)
        .isThrownBy(() -> VectorEnv.of(growing, 2, STREAMS))
        .withMessage(
            "env 0 has observations Box(-1000.0 .. 1000.0, 2) and actions Discrete(1), env 1 has"
                + " Box(-1000.0 .. 1000.0, 2) and Discrete(2): all must be equal.");
  }

  @Test
  void closing_closes_every_env() {
    int[] closed = {0};
    Supplier<Env> counting =
        () ->
            new Probe() {
              @Override
              public void close() {
                closed[0]++;
              }
            };
    VectorEnv.of(counting, 3, STREAMS).close();
    assertThat(closed[0]).isEqualTo(3);
  }

  @Test
  void closing_goes_on_after_an_env_that_cannot_be_closed() {
    int[] closed = {0};
    Supplier<Env> stuck =
        () ->
            new Probe() {
              @Override
              public void close() {
                throw new IllegalStateException("stuck " + closed[0]++);
              }
            };
    VectorEnv envs = VectorEnv.of(stuck, 3, STREAMS);
    assertThatExceptionOfType(EnvFailure.class)
        .isThrownBy(envs::close)
        .withMessageStartingWith("close threw java.lang.IllegalStateException: stuck 0 at ascent.")
        .satisfies(e -> assertThat(e.getSuppressed()).hasSize(2));
    assertThat(closed[0]).isEqualTo(3);
  }

  @Test
  void what_an_env_does_wrong_before_its_first_episode_is_a_failure_too() {
    class Broken extends Probe {
      @Override
      public Space actionSpace() {
        return null;
      }
    }
    assertThatExceptionOfType(EnvFailure.class)
        .isThrownBy(() -> VectorEnv.of(Broken::new, 1, STREAMS))
        .withMessage(
            "actionSpace() gave null; it must give a Space. Maybe it is a field that is set only in"
                + " reset.");
    Supplier<Env> unlicensed =
        () -> {
          throw new UnsupportedOperationException("no licence.");
        };
    assertThatExceptionOfType(EnvFailure.class)
        .isThrownBy(() -> VectorEnv.of(unlicensed, 1, STREAMS))
        .withMessageStartingWith(
            "the factory threw java.lang.UnsupportedOperationException: no licence at ascent.env.")
        .satisfies(e -> assertThat(e.stream()).isEmpty());
  }

  /// The line of the env is more use than that of what it called.
  @Test
  void the_line_named_is_the_env_s_own() {
    class Broken extends Probe {
      @Override
      public Step step(Action action, float[] obs) {
        action.values(); // of an action that is an index
        return super.step(action, obs);
      }
    }
    VectorEnv envs = VectorEnv.of(Broken::new, 1, STREAMS);
    assertThatExceptionOfType(EnvFailure.class)
        .isThrownBy(() -> envs.step(MIDDLE, 0, 1))
        .withMessageContaining("Broken.step(SyncVectorEnvTest.java:");
  }

  @Test
  void envs_are_closed_if_one_of_them_cannot_be_reset() {
    int[] closed = {0};
    Supplier<Env> broken =
        () ->
            new Probe() {
              @Override
              public void reset(Rng rng, float[] obs) {
                throw new IllegalStateException("no level loaded");
              }

              @Override
              public void close() {
                closed[0]++;
              }
            };
    assertThatExceptionOfType(EnvFailure.class).isThrownBy(() -> VectorEnv.of(broken, 3, STREAMS));
    assertThat(closed[0]).isEqualTo(3);
  }

  @Test
  void steps_allocate_nothing_of_their_own() {
    Step step = Step.of(1);
    Step last = Step.terminal(1);
    Supplier<Env> frugal =
        () ->
            new Probe() {
              @Override
              public Step step(Action action, float[] obs) {
                observe(obs);
                return ++steps % 10 == 0 ? last : step;
              }
            };
    VectorEnv envs = SyncVectorEnv.of(frugal, 3, STREAMS);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    for (int t = 0; t < 20_000; t++) {
      envs.step(MIDDLE, 0, 3);
    }
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int t = 0; t < 20_000; t++) {
      envs.step(MIDDLE, 0, 3);
    }
    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(1000);
  }

  /// Reports a number per episode under these names, and notes that it was closed.
  private static class Reporting extends Probe {
    private final List<String> names;
    private final List<String> closed;

    Reporting(List<String> names, List<String> closed) {
      this.names = names;
      this.closed = closed;
    }

    @Override
    public List<String> metricNames() {
      return names;
    }

    @Override
    public void metrics(double[] metrics) {
      metrics[0] = 10 * steps;
    }

    @Override
    public void close() {
      closed.add("closed");
    }
  }

  private static final EpisodeStreams METRIC_STREAMS = EpisodeStreams.training(1, 0);

  /// Episodes of a Probe have five steps.
  @Test
  void metrics_are_those_of_the_episode_that_ended() {
    SyncVectorEnv env =
        SyncVectorEnv.of(
            () -> new Reporting(List.of("tens"), new ArrayList<>()), 2, METRIC_STREAMS);
    assertThat(env.metricNames()).containsExactly("tens");
    for (int t = 0; t < 5; t++) {
      assertThat(env.finalMetrics()).containsOnly(0);
      env.step(new float[2 * env.actionSpace().size()], 0, 2);
    }
    assertThat(env.finalMetrics()).containsExactly(50, 50);
  }

  @Test
  void names_of_metrics_that_are_missing_twice_or_blank_are_refused() {
    for (List<String> names : List.of(List.of("a", "a"), List.of(" "), Arrays.asList("a", null))) {
      List<String> closed = new ArrayList<>();
      assertThatThrownBy(
              () -> SyncVectorEnv.of(() -> new Reporting(names, closed), 2, METRIC_STREAMS))
          .isInstanceOf(EnvFailure.class)
          .hasMessage(
              "metricNames() gave %s; it must give names that are not blank and differ."
                  .formatted(names));
      assertThat(closed).hasSize(1);
    }
  }

  @Test
  void envs_whose_metrics_differ_are_refused_and_all_are_closed() {
    List<String> closed = new ArrayList<>();
    Deque<List<String>> names = new ArrayDeque<>(List.of(List.of("a"), List.of("a"), List.of("b")));
    assertThatThrownBy(
            () -> SyncVectorEnv.of(() -> new Reporting(names.remove(), closed), 3, METRIC_STREAMS))
        .hasMessage("env 0 has metrics [a], env 2 has [b]: all must be equal.");
    assertThat(closed).hasSize(3);
  }

  /// What an env does not write is undefined, not the number of an earlier episode.
  @Test
  void a_metric_that_is_not_written_is_undefined() {
    SyncVectorEnv env =
        SyncVectorEnv.of(
            () ->
                new Reporting(List.of("tens"), new ArrayList<>()) {
                  private boolean again;

                  @Override
                  public void metrics(double[] metrics) {
                    if (!again) {
                      super.metrics(metrics);
                    }
                    again = true;
                  }
                },
            1,
            METRIC_STREAMS);
    float[] actions = new float[env.actionSpace().size()];
    for (int t = 0; t < 5; t++) {
      env.step(actions, 0, 1);
    }
    assertThat(env.finalMetrics()).containsExactly(50);
    for (int t = 0; t < 5; t++) {
      env.step(actions, 0, 1);
    }
    assertThat(env.finalMetrics()).containsExactly(Double.NaN);
  }

  /// Files that are written under the flag would be closed by Java.
  @Test
  void an_env_that_leaves_its_thread_interrupted_is_named_and_the_flag_is_cleared() {
    class Impatient extends Probe {
      private final int when;

      Impatient(int when) {
        this.when = when;
      }

      @Override
      public void observe(float[] obs) {
        super.observe(obs);
        if (steps == when) {
          Thread.currentThread().interrupt();
        }
      }
    }
    assertThatExceptionOfType(EnvFailure.class)
        .isThrownBy(() -> VectorEnv.of(() -> new Impatient(0), 1, STREAMS))
        .withMessageStartingWith(
            "env 4, episode 0, step 0: reset left its thread interrupted, it must not. Maybe it"
                + " calls Thread.interrupt(), or the program interrupts the thread that trains.");
    assertThat(Thread.interrupted()).isFalse();
    VectorEnv env = VectorEnv.of(() -> new Impatient(1), 1, STREAMS);
    assertThatExceptionOfType(EnvFailure.class)
        .isThrownBy(() -> env.step(MIDDLE, 0, 1))
        .withMessageStartingWith("env 4, episode 0, step 1: step left its thread interrupted");
    assertThat(Thread.interrupted()).isFalse();
  }

  @Test
  void masks_of_actions_that_have_none_are_a_failure() {
    class Masking extends Probe {
      @Override
      public Space actionSpace() {
        return Space.box(-1, 1, 1);
      }

      @Override
      public boolean actionMask(boolean[] mask) {
        return true;
      }
    }
    assertThatExceptionOfType(EnvFailure.class)
        .isThrownBy(() -> VectorEnv.of(Masking::new, 1, STREAMS))
        .withMessageContaining(
            "actionMask gave true, but actions of Box(-1.0 .. 1.0, 1) cannot be");
  }

  /// An invalid parameter is the user's to mend; any other exception is the env's.
  @Test
  void an_illegal_argument_of_the_factory_is_passed_on_but_not_its_subclasses() {
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            VectorEnv.of(
                () -> {
                  throw new IllegalArgumentException("gravity is -1; it must be at least 0.");
                },
                1,
                STREAMS))
        .withMessage("gravity is -1; it must be at least 0.");
    assertThatExceptionOfType(EnvFailure.class)
        .isThrownBy(() ->
            VectorEnv.of(
                () -> {
                  throw new NumberFormatException("ten");
                },
                1,
                STREAMS))
        .withMessageStartingWith("the factory threw java.lang.NumberFormatException: ten at ");
  }

  @Test
  void metrics_that_throw_are_a_failure_of_the_episode() {
    SyncVectorEnv env =
        SyncVectorEnv.of(
            () ->
                new Reporting(List.of("a"), new ArrayList<>()) {
                  @Override
                  public void metrics(double[] metrics) {
                    metrics[1] = 0;
                  }
                },
            1,
            METRIC_STREAMS);
    float[] actions = new float[env.actionSpace().size()];
    for (int t = 0; t < 4; t++) {
      env.step(actions, 0, 1);
    }
    assertThatThrownBy(() -> env.step(actions, 0, 1))
        .isInstanceOf(EnvFailure.class)
        .hasMessageStartingWith("env 0, episode 0, step 5: metrics threw ")
        .hasMessageContaining("ArrayIndexOutOfBoundsException");
  }
}
