package ascent.env;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ascent.env.check.EnvChecker;
import ascent.env.wrap.TimeLimit;
import ascent.rng.Rng;
import ascent.space.Space;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/// Masks of actions from the env to the checker.
class ActionMaskTest {
  private static final EpisodeStreams STREAMS = EpisodeStreams.training(3, 4);
  private static final float[] STAY = {1, 1, 1};

  /// Forbids to go further away than one already is: left at a negative place, right at another.
  /// Refuses what it forbids.
  private static class Bounded extends Probe {
    @Override
    public boolean actionMask(boolean[] mask) {
      mask[0] = place >= 0;
      mask[1] = true;
      mask[2] = place < 0;
      return true;
    }

    @Override
    public Step step(Action action, float[] obs) {
      boolean[] mask = new boolean[3];
      if (actionMask(mask) && !mask[action.index()]) {
        throw new IllegalStateException("forbidden");
      }
      return super.step(action, obs);
    }
  }

  /// A mask of the fifth step is broken.
  private abstract static class Broken extends Probe {
    abstract boolean fifth(boolean[] mask);

    Broken() {
      length = 9;
    }

    @Override
    public boolean actionMask(boolean[] mask) {
      mask[0] = true;
      mask[1] = true;
      mask[2] = true;
      return steps != 5 || fifth(mask);
    }
  }

  private static final class AllForbidden extends Broken {
    @Override
    boolean fifth(boolean[] mask) {
      mask[0] = false;
      mask[1] = false;
      mask[2] = false;
      return true;
    }
  }

  private static final class ComesAndGoes extends Broken {
    @Override
    boolean fifth(boolean[] mask) {
      return false;
    }
  }

  private static final class Throwing extends Broken {
    @Override
    boolean fifth(boolean[] mask) {
      throw new IllegalStateException("no idea");
    }
  }

  private static Supplier<Env> masking(Space space, boolean... fixed) {
    return () ->
        new Probe() {
          @Override
          public Space actionSpace() {
            return space;
          }

          @Override
          public Step step(Action action, float[] obs) {
            steps++;
            observe(obs);
            return steps == length ? Step.terminal(0) : Step.of(0);
          }

          @Override
          public boolean actionMask(boolean[] mask) {
            System.arraycopy(fixed, 0, mask, 0, fixed.length);
            return true;
          }
        };
  }

  @Test
  void an_env_without_masks_has_an_empty_array_of_them() {
    assertThat(VectorEnv.of(Probe::new, 3, STREAMS).actionMasks()).isEmpty();
    assertThat(new Probe().actionMask(new boolean[3])).isFalse();
  }

  @Test
  void masks_are_those_of_the_observations_to_act_on_next() {
    for (Supplier<Env> factory :
        List.<Supplier<Env>>of(Bounded::new, TimeLimit.of(Bounded::new, 4))) {
      VectorEnv envs = VectorEnv.of(factory, 3, STREAMS);
      boolean[] masks = envs.actionMasks();
      for (int t = 0; t < 12; t++) { // episodes of 5, or 4
        for (int i = 0; i < 3; i++) {
          boolean left = envs.observations()[2 * i] >= 0;
          assertThat(new boolean[] {masks[3 * i], masks[3 * i + 1], masks[3 * i + 2]})
              .containsExactly(left, true, !left);
        }
        envs.step(STAY, 0, 3);
        assertThat(envs.actionMasks()).isSameAs(masks);
      }
      envs.reset(1, 77);
      assertThat(masks[3]).isEqualTo(envs.observations()[2] >= 0);
    }
  }

  @Test
  void a_state_without_an_allowed_action_is_an_error_that_says_where() {
    VectorEnv envs = VectorEnv.of(AllForbidden::new, 3, STREAMS);
    assertThatExceptionOfType(EnvFailure.class)
        .isThrownBy(() -> stepTimes(envs, 9))
        .withMessage(
            "env 4, episode 0, step 5: actionMask allows no action. To reproduce it: reset an env"
                + " with Rng.stream(3, \"env\", 4, 0) and repeat the episode's 5 actions.");
    Supplier<Env> second = masking(Space.multiDiscrete(2, 2), true, false, false, false);
    assertThatExceptionOfType(EnvFailure.class)
        .isThrownBy(() -> VectorEnv.of(second, 3, STREAMS))
        .withMessageStartingWith(
            "env 4, episode 0, step 0: actionMask allows no option of choice 1.");
  }

  private static void stepTimes(VectorEnv envs, int times) {
    for (int t = 0; t < times; t++) {
      envs.step(STAY, 0, 3);
    }
  }

  @Test
  void an_answer_that_changes_and_an_exception_are_errors_too() {
    assertThatExceptionOfType(EnvFailure.class)
        .isThrownBy(() -> stepTimes(VectorEnv.of(ComesAndGoes::new, 3, STREAMS), 9))
        .withMessageStartingWith(
            "env 4, episode 0, step 5: actionMask gave false, it gave true before and must not");
    assertThatExceptionOfType(EnvFailure.class)
        .isThrownBy(() -> stepTimes(VectorEnv.of(Throwing::new, 3, STREAMS), 9))
        .withMessageStartingWith(
            "env 4, episode 0, step 5: actionMask threw java.lang.IllegalStateException: no idea");
  }

  @Test
  void boxes_and_bits_have_no_masks() {
    for (Space space : List.of(Space.box(-1, 1, 2), Space.multiBinary(2))) {
      Supplier<Env> factory = masking(space, true, true);
      assertThatExceptionOfType(EnvFailure.class)
          .isThrownBy(() -> VectorEnv.of(factory, 3, STREAMS))
          .withMessageContaining(
              ("actionMask gave true, but actions of "
                      + space
                      + " cannot be masked, only those of Discrete and MultiDiscrete")
                  + " spaces can. Maybe use a MultiDiscrete of 2s instead of bits. To reproduce");
      assertThat(EnvChecker.report(factory))
          .singleElement()
          .asString()
          .startsWith("actionMask gives true, but actions of " + space + " cannot be masked");
    }
  }

  @Test
  void masks_allocate_nothing() {
    Supplier<Env> frugal = masking(Space.multiDiscrete(2, 2), true, false, true, true);
    VectorEnv envs = SyncVectorEnv.of(frugal, 3, STREAMS);
    float[] actions = new float[6];
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    for (int t = 0; t < 20_000; t++) {
      envs.step(actions, 0, 3);
    }
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int t = 0; t < 20_000; t++) {
      envs.step(actions, 0, 3);
    }
    // The env's own Steps, at most 32 bytes each, and nothing beside them.
    assertThat(threads.getCurrentThreadAllocatedBytes() - before)
        .isLessThan(3 * 20_000 * 32 + 1000);
  }

  @Test
  void the_checker_plays_allowed_actions_only() {
    assertThat(EnvChecker.report(Bounded::new)).isEmpty();
    assertThat(
            EnvChecker.report(masking(Space.multiDiscrete(2, 3), true, false, false, true, true)))
        .isEmpty();
  }

  @Test
  void the_checker_says_what_is_wrong_with_a_mask() {
    assertThat(EnvChecker.report(AllForbidden::new))
        .singleElement()
        .asString()
        .isEqualTo(
            "actionMask allows no action (episode 0, step 5); it must allow at least one. Maybe the"
                + " episode should have ended there.");
    assertThat(EnvChecker.report(ComesAndGoes::new))
        .singleElement()
        .asString()
        .startsWith("actionMask returns true at one call and false at another (episode 0, step 5)");
    assertThat(EnvChecker.report(Throwing::new))
        .singleElement()
        .asString()
        .startsWith("actionMask threw java.lang.IllegalStateException: no idea at ")
        .contains("(episode 0, step 5)");
    assertThat(EnvChecker.report(masking(Space.discrete(3), true)))
        .singleElement()
        .asString()
        .startsWith("actionMask leaves option 1 unwritten (episode 0, step 0)");
  }

  @Test
  void the_checker_finds_masks_that_do_not_follow_from_the_state() {
    class Drawing extends Bounded {
      @Override
      public boolean actionMask(boolean[] mask) {
        rng.nextInt();
        return super.actionMask(mask);
      }
    }
    int[] asked = {0};
    class Counting extends Probe {
      @Override
      public boolean actionMask(boolean[] mask) {
        mask[0] = asked[0]++ % 48 < 24;
        mask[1] = true;
        mask[2] = true;
        return true;
      }
    }
    assertThat(EnvChecker.report(Drawing::new))
        .anyMatch(s -> s.startsWith("actionMask draws from the Rng (episode 0, step 0)"));
    assertThat(String.join("\n", EnvChecker.report(Counting::new)).toLowerCase(Locale.ROOT))
        .contains("action mask after step");
  }

  @Test
  void forbidden_choices_are_mended_and_allowed_ones_left() {
    ActionMask mask = new ActionMask(Space.multiDiscrete(3, 2));
    boolean[] masks = {true, false, true, false, false, true}; // the mask from 1 on
    Rng rng = Rng.stream(1, "mend");
    boolean[] seen = new boolean[3];
    for (int k = 0; k < 50; k++) {
      float[] action = {9, 1, 0};
      mask.mend(new boolean[] {false, true, false, true, false, true}, 1, rng, action, 1);
      assertThat(action[2]).isEqualTo(1);
      seen[(int) action[1]] = true;
      float[] other = {2, 0};
      mask.mend(masks, 0, rng, other, 0);
      assertThat(other[0]).isEqualTo(2);
    }
    assertThat(seen).containsExactly(true, false, true);
  }
}
