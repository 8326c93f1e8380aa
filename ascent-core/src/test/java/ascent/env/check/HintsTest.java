package ascent.env.check;

import static org.assertj.core.api.Assertions.assertThat;

import ascent.env.Action;
import ascent.env.Env;
import ascent.env.Probe;
import ascent.env.Step;
import ascent.env.wrap.RescaleAction;
import ascent.env.wrap.TimeLimit;
import ascent.rng.Rng;
import ascent.space.Space;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HintsTest {
  private static List<String> hints(Supplier<? extends Env> env) {
    CheckReport report = EnvChecker.inspect(env);
    assertThat(report.problems()).isEmpty();
    return report.hints();
  }

  private static class Pushed extends Probe {
    private final Space space;

    Pushed(float low, float high) {
      space = Space.box(low, high, 1);
    }

    @Override
    public Space actionSpace() {
      return space;
    }

    @Override
    public Step step(Action action, float[] obs) {
      return super.step(Action.of(action.values()[0] > 0 ? 1 : 0), obs);
    }
  }

  @Test
  void a_good_env_gives_no_hint() {
    assertThat(hints(Probe::new)).isEmpty();
  }

  /// Half a width of 250, of 0.01; a middle 11 half widths from 0.
  @ParameterizedTest
  @CsvSource({"0, 500", "-0.01, 0.01", "10, 12"})
  void bounds_far_from_those_of_a_policy_are_hinted_at(float low, float high) {
    assertThat(hints(() -> new Pushed(low, high)))
        .singleElement()
        .asString()
        .isEqualTo(
            "component 0 of the action lies in [%s, %s], far from [-1, 1]. A Gaussian policy starts with mean 0 and standard deviation 1. Maybe train with --wrap rescale-action (in Java: RescaleAction.of)."
                .formatted(low, high));
    assertThat(hints(RescaleAction.of(() -> new Pushed(low, high)))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"-1, 1", "-2, 2", "0, 1", "-0.4, 0.4", "-Infinity, Infinity", "0, Infinity"})
  void usual_bounds_and_those_that_cannot_be_rescaled_are_not(float low, float high) {
    assertThat(hints(() -> new Pushed(low, high))).isEmpty();
  }

  /// Ends after a number of steps.
  private static Supplier<Env> ending(int length) {
    return () -> {
      Probe probe = new Probe();
      probe.length = length;
      return new Bounded(probe);
    };
  }

  private record Bounded(Probe inner) implements ascent.env.wrap.Wrapper {
    @Override
    public Space observationSpace() {
      return Space.box(-1e9f, 1e9f, 2);
    }
  }

  @Test
  void episodes_that_do_not_end_are_hinted_at() {
    assertThat(hints(ending(Integer.MAX_VALUE)))
        .singleElement()
        .asString()
        .matches(
            "no episode ended within \\d+ steps of random actions\\..* Maybe train with --wrap"
                + " time-limit:1000 \\(in Java: TimeLimit.of\\)\\.");
    assertThat(hints(TimeLimit.of(ending(Integer.MAX_VALUE), 1_000))).isEmpty();
    assertThat(hints(ending(40_000))).isEmpty();
  }

  @Test
  void a_failure_late_in_an_episode_is_a_problem() {
    Supplier<Env> broken =
        () ->
            new Probe() {
              @Override
              public Step step(Action action, float[] obs) {
                obs[0] = 0;
                obs[1] = 0;
                if (++steps == 10_000) {
                  throw new IllegalStateException("tape is full");
                }
                return Step.of(0);
              }
            };
    assertThat(EnvChecker.report(broken)).isEmpty(); // it looks at 500 steps of an episode
    assertThat(EnvChecker.inspect(broken).problems())
        .singleElement()
        .asString()
        .startsWith("step threw java.lang.IllegalStateException: tape is full at ")
        .endsWith(" (step 10000 of an episode of random actions).");
  }

  @Test
  void masked_actions_stay_allowed() {
    Supplier<Env> strict =
        () ->
            new Probe() {
              @Override
              public boolean actionMask(boolean[] mask) {
                mask[0] = false;
                mask[1] = true;
                mask[2] = false;
                return true;
              }

              @Override
              public Step step(Action action, float[] obs) {
                if (action.index() != 1) {
                  throw new IllegalStateException("forbidden");
                }
                super.step(action, obs);
                return Step.of(0);
              }

              @Override
              public void observe(float[] obs) {
                obs[0] = 0;
                obs[1] = 0;
              }
            };
    assertThat(hints(strict)).singleElement().asString().startsWith("no episode ended within");
  }

  @Test
  void an_env_that_cannot_be_made_has_no_hints() {
    assertThat(
            EnvChecker.inspect(() -> {
              throw new IllegalStateException("no licence");
            }))
        .satisfies(report -> assertThat(report.problems()).hasSize(1))
        .satisfies(report -> assertThat(report.hints()).isEmpty());
  }

  /// What a static initialiser throws is named at every attempt.
  @Test
  void a_class_that_cannot_be_initialised_is_named_twice() {
    for (int attempt = 0; attempt < 2; attempt++) {
      assertThat(EnvChecker.report(Uninitialised::new))
          .singleElement()
          .asString()
          .startsWith("the factory threw java.lang.IllegalStateException: no levels at ");
    }
  }

  private static final class Uninitialised extends Probe {
    private static final int LEVELS = levels();

    private static int levels() {
      if (System.getProperty("java.home") != null) {
        throw new IllegalStateException("no levels");
      }
      return 1;
    }

    @Override
    public void reset(Rng rng, float[] obs) {
      super.reset(rng, obs);
      obs[0] = LEVELS;
    }
  }
}
