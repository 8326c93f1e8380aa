package ascent.env.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import ascent.env.Action;
import ascent.env.Env;
import ascent.env.Probe;
import ascent.env.Step;
import ascent.env.wrap.TimeLimit;
import ascent.rng.Rng;
import ascent.space.Box;
import ascent.space.Discrete;
import ascent.space.MultiBinary;
import ascent.space.MultiDiscrete;
import ascent.space.Space;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/// Every message, each provoked by an env that is broken in one place.
class EnvCheckerTest {

  @Test
  void a_good_env_passes() {
    assertThatCode(() -> EnvChecker.check(Probe::new)).doesNotThrowAnyException();
    assertThat(EnvChecker.report(TimeLimit.of(Probe::new, 3))).isEmpty();
  }

  @Test
  void good_envs_of_every_kind_of_space_pass() {
    for (Space space :
        new Space[] {
          Space.box(-1, 1, 2),
          Space.box(new float[] {0, -1}, new float[] {Float.POSITIVE_INFINITY, 1}),
          Space.discrete(7),
          Space.multiDiscrete(2, 3),
          Space.multiBinary(4)
        }) {
      assertThat(EnvChecker.report(() -> new Mirror(space))).isEmpty();
    }
  }

  /// Shows the last action as observation.
  private static final class Mirror extends Probe {
    private final Space space;

    Mirror(Space space) {
      this.space = space;
    }

    @Override
    public Space observationSpace() {
      return space;
    }

    @Override
    public Space actionSpace() {
      return space;
    }

    @Override
    public void reset(Rng rng, float[] obs) {
      steps = 0;
      space.sample(rng, obs, 0);
    }

    @Override
    public Step step(Action action, float[] obs) {
      switch (space) {
        case Discrete _ -> obs[0] = action.index();
        case Box _ -> System.arraycopy(action.values(), 0, obs, 0, obs.length);
        case MultiDiscrete _ -> {
          for (int i = 0; i < obs.length; i++) {
            obs[i] = action.indices()[i];
          }
        }
        case MultiBinary _ -> {
          for (int i = 0; i < obs.length; i++) {
            obs[i] = action.bits()[i] ? 1 : 0;
          }
        }
      }
      return ++steps == 10 ? Step.truncated(1) : Step.of(1);
    }
  }

  @Test
  void check_throws_with_all_problems_numbered() {
    class Broken extends Probe {
      @Override
      public Step step(Action action, float[] obs) {
        super.step(action, obs);
        obs[0] = 5000;
        return Step.of(Double.NaN);
      }
    }
    assertThatIllegalStateException()
        .isThrownBy(() -> EnvChecker.check(Broken::new))
        .withMessage(
            """
            the env has 2 problems:
              1. the reward is NaN (episode 0, step 1); it must be a number in [-3.4e38, 3.4e38].
              2. the observation of step is not in Box(-1000.0 .. 1000.0, 2) (episode 0, step 1): \
            component 0 is 5000.0, outside [-1000.0, 1000.0]. Maybe the bounds of the observation \
            space are too narrow.\
            """);
    assertThatIllegalStateException()
        .isThrownBy(() -> EnvChecker.check(EnvCheckerTest::nothing))
        .withMessageStartingWith("the env has 1 problem:\n  1. the factory gave null");
  }

  @Test
  void a_factory_that_throws_or_gives_no_new_env() {
    Probe one = new Probe();
    assertOnly(
        () -> {
          throw new UnsupportedOperationException("no licence");
        },
        "the factory threw java.lang.UnsupportedOperationException: no licence at ",
        ".");
    assertOnly(
        EnvCheckerTest::nothing, "the factory gave null; it must give a new env at each call.");
    assertOnly(
        () -> one,
        "the factory gave the same env twice; it must give a new one at each call. Maybe write"
            + " MyEnv::new rather than () -> env.");
  }

  private static Env nothing() {
    return null;
  }

  @Test
  void a_space_that_is_missing() {
    class Broken extends Probe {
      @Override
      public Space actionSpace() {
        return null;
      }
    }
    assertOnly(
        Broken::new,
        "actionSpace() gave null; it must give a Space. Maybe it is a field that is set only in"
            + " reset.");
  }

  @Test
  void a_space_that_cannot_be_had() {
    class Broken extends Probe {
      @Override
      public Space observationSpace() {
        return Space.discrete(0);
      }
    }
    assertOnly(
        Broken::new,
        "observationSpace() threw java.lang.IllegalArgumentException: n is 0; it must be in [1,"
            + " 16777216] at ",
        "");
  }

  @Test
  void a_space_that_changes() {
    class Broken extends Probe {
      private int asked;

      @Override
      public Space actionSpace() {
        return Space.discrete(3 + asked++);
      }
    }
    assertOnly(
        Broken::new,
        "actionSpace() is Discrete(3), but Discrete(4) when asked again: it must always be"
            + " the same for all envs of a kind.");
  }

  @Test
  void a_space_that_differs_between_envs() {
    int[] made = {0};
    Supplier<Env> broken =
        () -> {
          int n = ++made[0];
          return new Probe() {
            @Override
            public Space actionSpace() {
              return Space.discrete(n);
            }
          };
        };
    assertOnly(
        broken,
        "actionSpace() is Discrete(1), but Discrete(2) of another env: it must always be"
            + " the same for all envs of a kind.");
  }

  /// The third one is the first that differs.
  @Test
  void a_space_that_differs_in_a_later_env() {
    int[] made = {0};
    Supplier<Env> broken =
        () -> {
          int n = ++made[0] / 3;
          return new Probe() {
            @Override
            public Space observationSpace() {
              return Space.box(-1000, 1000, 2 + n);
            }

            @Override
            public void observe(float[] obs) {
              super.observe(obs);
              Arrays.fill(obs, 2, obs.length, 0);
            }
          };
        };
    assertOnly(
        broken,
        "observationSpace() is Box(-1000.0 .. 1000.0, 2), but Box(-1000.0 .. 1000.0, 3) of another"
            + " env: it must always be the same for all envs of a kind.");
  }

  @Test
  void a_space_that_grows_with_the_episodes() {
    class Broken extends Probe {
      private int episodes;

      @Override
      public Space actionSpace() {
        return Space.discrete(3 + episodes);
      }

      @Override
      public void reset(Rng rng, float[] obs) {
        episodes++;
        super.reset(rng, obs);
      }
    }
    assertOnly(
        Broken::new,
        "actionSpace() is Discrete(3), but Discrete(7) after some episodes: it must always be"
            + " the same for all envs of a kind.");
  }

  private static class Reporting extends Probe {
    @Override
    public List<String> metricNames() {
      return List.of("fuel");
    }

    @Override
    public void metrics(double[] metrics) {
      metrics[0] = steps;
    }
  }

  @Test
  void metrics_of_any_kind_pass() {
    class Undefined extends Reporting {
      @Override
      public void metrics(double[] metrics) {} // what is not written is NaN
    }
    assertThat(EnvChecker.report(Reporting::new)).isEmpty();
    assertThat(EnvChecker.report(Undefined::new)).isEmpty();
  }

  @Test
  void metrics_that_are_infinite_or_throw() {
    class Infinite extends Reporting {
      @Override
      public void metrics(double[] metrics) {
        metrics[0] = 1.0 / 0;
      }
    }
    class Throwing extends Reporting {
      @Override
      public void metrics(double[] metrics) {
        throw new IllegalStateException("no meter");
      }
    }
    assertOnly(
        Infinite::new,
        "the metric 'fuel' is Infinity (episode 0, step 5); it must be finite, or NaN where it is"
            + " undefined.");
    assertOnly(Throwing::new, "metrics threw java.lang.IllegalStateException: no meter at ", "");
  }

  @Test
  void metrics_of_earlier_episodes() {
    class Broken extends Reporting {
      private int burnt;

      @Override
      public void metrics(double[] metrics) {
        burnt += steps;
        metrics[0] = burnt;
      }
    }
    assertOnly(
        Broken::new,
        "an env after some episodes differs from a new one: in episode 0 the metric 'fuel' was"
            + " 5.0, then 25.0. Maybe reset does not reset a field; no state may be carried over to the next episode.");
  }

  @Test
  void names_of_metrics_that_are_invalid_or_change() {
    class Nameless extends Reporting {
      @Override
      public List<String> metricNames() {
        return List.of("fuel", " ");
      }
    }
    class Growing extends Reporting {
      private int asked;

      @Override
      public List<String> metricNames() {
        return Collections.nCopies(1, "fuel" + asked++);
      }
    }
    assertOnly(
        Nameless::new,
        "metricNames() gave [fuel,  ]; it must give names that are not blank and differ.");
    assertOnly(
        Growing::new,
        "metricNames() is [fuel0], but [fuel1] when asked again: it must always be the same for"
            + " all envs of a kind.");
  }

  @Test
  void a_thread_that_is_left_interrupted() {
    class Broken extends Probe {
      @Override
      public Step step(Action action, float[] obs) {
        Thread.currentThread().interrupt();
        return super.step(action, obs);
      }
    }
    assertOnly(
        Broken::new,
        "step (episode 0, step 1) left its thread interrupted, it must not. Maybe it calls"
            + " Thread.interrupt(), or the program interrupts the thread that trains.");
    assertThat(Thread.interrupted()).isFalse();
  }

  @Test
  void a_reset_that_throws() {
    class Broken extends Probe {
      @Override
      public void reset(Rng rng, float[] obs) {
        obs[2] = 0;
      }
    }
    assertOnly(
        Broken::new,
        "reset threw java.lang.ArrayIndexOutOfBoundsException: Index 2 out of bounds for length 2"
            + " at ascent.env.check.EnvCheckerTest",
        " (episode 0, step 0). Maybe the observation space has fewer components than the env"
            + " writes.");
  }

  @Test
  void a_step_that_throws() {
    class Broken extends Probe {
      @Override
      public Step step(Action action, float[] obs) {
        if (action.index() == 2) {
          throw new IllegalStateException("wall");
        }
        return super.step(action, obs);
      }
    }
    assertOnly(
        Broken::new,
        "step threw java.lang.IllegalStateException: wall at ascent.env.check.EnvCheckerTest",
        "");
    assertThat(EnvChecker.report(Broken::new).getFirst()).contains(" after Action[2] (episode ");
  }

  @Test
  void an_action_read_in_the_wrong_way() {
    class Broken extends Probe {
      @Override
      public Step step(Action action, float[] obs) {
        return super.step(Action.of((int) action.values()[0]), obs);
      }
    }
    assertOnly(
        Broken::new,
        "step threw java.lang.IllegalStateException: the action is of Discrete(3), it has no"
            + " values(); read it by index() at"
            + " ascent.env.check.EnvCheckerTest$",
        " after Action[0] (episode 0, step 1).");
  }

  @Test
  void a_step_that_is_null() {
    class Broken extends Probe {
      @Override
      public Step step(Action action, float[] obs) {
        observe(obs);
        return null;
      }
    }
    assertOnly(Broken::new, "step gave null (episode 0, step 1); it must give a Step.");
  }

  @Test
  void a_reward_that_is_no_number() {
    class Broken extends Probe {
      @Override
      public Step step(Action action, float[] obs) {
        Step step = super.step(action, obs);
        return steps == 3 ? Step.of(1.0 / 0) : step;
      }
    }
    assertOnly(
        Broken::new,
        "the reward is Infinity (episode 0, step 3); it must be a number in [-3.4e38, 3.4e38].");
  }

  @Test
  void an_observation_that_is_no_number() {
    class Broken extends Probe {
      @Override
      public void observe(float[] obs) {
        super.observe(obs);
        obs[1] = 0f / steps;
      }
    }
    assertOnly(
        Broken::new,
        "reset makes component 1 of the observation NaN (episode 0, step 0); it must be finite.");
  }

  @Test
  void an_observation_outside_its_space() {
    class Broken extends Probe {
      @Override
      public Space observationSpace() {
        return Space.box(-1000, 3, 2);
      }
    }
    assertOnly(
        Broken::new,
        "the observation of step is not in Box(-1000.0 .. 3.0, 2) (episode 0, step ",
        ": component 1 is 4.0, outside [-1000.0, 3.0]. Maybe the bounds of the observation space"
            + " are too narrow.");
  }

  @Test
  void a_reset_that_does_not_write_everything() {
    class Broken extends Probe {
      @Override
      public void reset(Rng rng, float[] obs) {
        super.reset(rng, new float[2]);
        obs[0] = (float) place;
      }
    }
    assertOnly(
        Broken::new,
        "reset leaves component 1 of the observation unwritten (episode 0, step 0); it must write"
            + " all of them at every call. Maybe it writes only what changed, or relies on"
            + " the array's contents before the call, which are undefined.");
  }

  @Test
  void a_step_that_builds_on_the_last_observation() {
    class Broken extends Probe {
      @Override
      public Step step(Action action, float[] obs) {
        obs[0] += action.index() - 1;
        obs[1] = ++steps;
        return steps == 5 ? Step.terminal(0) : Step.of(0);
      }
    }
    assertThat(EnvChecker.report(Broken::new)).singleElement().asString().contains("component 0");
  }

  @Test
  void an_observation_array_that_is_kept() {
    class Broken extends Probe {
      private float[] kept = new float[2];

      @Override
      public void reset(Rng rng, float[] obs) {
        kept = obs;
        super.reset(rng, obs);
      }

      @Override
      public void observe(float[] obs) {
        super.observe(kept);
      }
    }
    assertOnly(
        Broken::new,
        "step wrote to the observation array of an earlier call (episode 0, step 1); it must write"
            + " to the one it is given. Maybe the env keeps the array of reset in a field.");
  }

  @Test
  void an_action_that_is_written_to() {
    class Broken extends Probe {
      @Override
      public Space actionSpace() {
        return Space.box(-1, 1, 1);
      }

      @Override
      public Step step(Action action, float[] obs) {
        action.values()[0] *= 2;
        return super.step(Action.of(1), obs);
      }
    }
    assertOnly(
        Broken::new,
        "step changed the action it was given, from Action[",
        "; it must only read it. Maybe it scales action.values() in place.");
  }

  @Test
  void an_action_that_is_kept() {
    class Broken extends Probe {
      private Action last = Action.of(1);

      @Override
      public void reset(Rng rng, float[] obs) {
        last = Action.of(1);
        super.reset(rng, obs);
      }

      @Override
      public Step step(Action action, float[] obs) {
        Action delayed = last;
        last = action;
        return super.step(delayed, obs);
      }
    }
    assertOnly(
        Broken::new,
        "the env differs when its Action object is reused for the next step: in episode 0 ",
        ". Maybe it keeps the Action, or the array of action.values(), in a field; copy the"
            + " values instead.");
  }

  @Test
  void randomness_of_its_own() {
    int[] clock = {0};
    class Broken extends Probe {
      @Override
      public void reset(Rng rng, float[] obs) {
        super.reset(rng, obs);
        place += ++clock[0] * 1e-3; // what Math.random() would do
        observe(obs);
      }
    }
    assertOnly(
        Broken::new,
        "two new envs differ, with the same random stream and the same actions: in episode 0"
            + " component 0 of the observation after step 0 was ",
        ". Maybe the env uses Math.random() or new Random() instead of the Rng of reset, or"
            + " reads a clock or a static field.");
  }

  @Test
  void state_kept_across_episodes() {
    class Broken extends Probe {
      private int episodes;

      @Override
      public void reset(Rng rng, float[] obs) {
        length = 5 + episodes++; // a curriculum
        super.reset(rng, obs);
      }
    }
    List<String> found = EnvChecker.report(Broken::new);
    assertThat(found.getFirst())
        .startsWith(
            "an env after some episodes differs from a new one: in episode 0 step 5 gave"
                + " Step[reward=")
        .endsWith(
            ". Maybe reset does not reset a field; no state may be carried over to the next episode.");
  }

  @Test
  void envs_that_share_something() {
    double[] wind = {0};
    class Broken extends Probe {
      @Override
      public void reset(Rng rng, float[] obs) {
        wind[0] = 0;
        super.reset(rng, obs);
      }

      @Override
      public Step step(Action action, float[] obs) {
        wind[0] += action.index() * 0.01;
        place += wind[0];
        return super.step(action, obs);
      }
    }
    assertOnly(
        Broken::new,
        "an env differs when another one is stepped in turn with it: in episode 0 ",
        ". Maybe they share a static field, or an object that the factory captured.");
  }

  @Test
  void a_stream_that_is_kept() {
    class Broken extends Probe {
      private boolean open;

      @Override
      public void reset(Rng rng, float[] obs) {
        Rng first = open ? this.rng : rng;
        open = true;
        super.reset(first, obs);
      }
    }
    assertThat(EnvChecker.report(Broken::new))
        .contains(
            "the env draws from the Rng of an earlier reset. Maybe it keeps the first Rng;"
                + " each episode has its own.");
  }

  @Test
  void a_reset_that_counts_on_the_end_of_the_last_episode() {
    class Broken extends Probe {
      private double carried;

      @Override
      public void reset(Rng rng, float[] obs) {
        super.reset(rng, obs);
        place += carried;
        observe(obs);
      }

      @Override
      public Step step(Action action, float[] obs) {
        Step step = super.step(action, obs);
        carried = step.last() ? 0 : 1;
        return step;
      }
    }
    assertOnly(
        Broken::new,
        "an env differs after a reset in mid-episode: in episode 1 component 0 of the observation"
            + " after step 0 was ",
        ". Maybe reset relies on the last episode having ended.");
  }

  @Test
  void a_close_that_throws() {
    class Broken extends Probe {
      @Override
      public void close() {
        throw new IllegalStateException("still in use");
      }
    }
    assertOnly(
        Broken::new, "close threw java.lang.IllegalStateException: still in use at ascent", ".");
  }

  @Test
  void every_env_that_was_opened_is_closed() {
    int[] open = {0};
    Supplier<Env> counting =
        () -> {
          open[0]++;
          return new Probe() {
            @Override
            public void close() {
              open[0]--;
            }
          };
        };
    assertThat(EnvChecker.report(counting)).isEmpty();
    assertThat(open[0]).isZero();
  }

  @Test
  void extreme_actions_are_tried() {
    class Broken extends Probe {
      @Override
      public Space actionSpace() {
        return Space.box(new float[] {-1}, new float[] {1000});
      }

      @Override
      public Step step(Action action, float[] obs) {
        if (action.values()[0] == 1000) {
          throw new IllegalStateException("table too short");
        }
        return super.step(Action.of(1), obs);
      }
    }
    assertOnly(Broken::new, "step threw java.lang.IllegalStateException: table too short", "");
  }

  private static void assertOnly(Supplier<? extends Env> factory, String message) {
    assertThat(EnvChecker.report(factory)).containsExactly(message);
  }

  private static void assertOnly(Supplier<? extends Env> factory, String start, String end) {
    assertThat(EnvChecker.report(factory))
        .singleElement()
        .asString()
        .startsWith(start)
        .endsWith(end);
  }
}
