package ascent.env.wrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import ascent.env.Action;
import ascent.env.Counter;
import ascent.env.Env;
import ascent.env.Probe;
import ascent.env.Step;
import ascent.rng.Rng;
import ascent.space.Space;
import org.junit.jupiter.api.Test;

class StickyActionsTest {
  private final float[] obs = new float[1];

  /// The Counter's reward is the action that it was given: the action before where the stream's
  /// number is below p, else the one asked for. It draws nothing itself.
  @Test
  void the_action_done_before_is_done_again_with_the_probability() {
    Env env = StickyActions.of(Counter::new, 0.25f).get();
    env.reset(Rng.stream(1, "env"), obs);
    Rng same = Rng.stream(1, "env");
    int done = 2;
    int repeated = 0;
    assertThat(env.step(Action.of(done), obs).reward()).isEqualTo(2);
    for (int t = 1; t <= 1000; t++) {
      int asked = (done + 1) % 3; // another one
      boolean sticks = same.nextFloat() < 0.25f;
      done = sticks ? done : asked;
      repeated += sticks ? 1 : 0;
      assertThat(env.step(Action.of(asked), obs).reward()).isEqualTo(done);
    }
    // 1000 draws of ¼: 250 ± 4·√(1000·¼·¾) = 250 ± 55
    assertThat((double) repeated).isCloseTo(250, within(55.0));
  }

  @Test
  void the_first_action_of_an_episode_is_done() {
    Env env = StickyActions.of(Counter::new, 0.99f).get();
    for (int k = 0; k < 50; k++) {
      env.reset(Rng.stream(1, "env", k), obs);
      assertThat(env.step(Action.of(k % 3), obs).reward()).isEqualTo(k % 3);
      env.step(Action.of((k + 1) % 3), obs);
    }
  }

  /// The Probe draws in every step: at probability 0 its stream is left alone.
  @Test
  void probability_0_is_the_env_itself() {
    Env bare = new Probe();
    Env env = StickyActions.of(Probe::new, 0).get();
    float[] one = new float[2];
    float[] other = new float[2];
    bare.reset(Rng.stream(1, "env"), one);
    env.reset(Rng.stream(1, "env"), other);
    for (int t = 0; t < 5; t++) {
      assertThat(env.step(Action.of(t % 3), other)).isEqualTo(bare.step(Action.of(t % 3), one));
      assertThat(other).containsExactly(one);
    }
  }

  private static String repeated(Space space, float... flat) {
    String[] seen = {""};
    Env env =
        StickyActions.of(
                () ->
                    new Probe() {
                      @Override
                      public Space actionSpace() {
                        return space;
                      }

                      @Override
                      public Step step(Action action, float[] obs) {
                        seen[0] = action.toString();
                        return Step.of(0);
                      }
                    },
                0.999f)
            .get();
    env.reset(Rng.stream(1, "env"), new float[2]);
    Action action = new Action(space);
    action.set(flat, 0);
    env.step(action, new float[2]);
    action.set(new float[flat.length], 0); // the same object, as in training
    env.step(action, new float[2]);
    return seen[0];
  }

  @Test
  void actions_of_every_kind_are_repeated() {
    assertThat(repeated(Space.discrete(5), 4)).isEqualTo("Action[4]");
    assertThat(repeated(Space.box(-1, 1, 2), 0.5f, -3)).isEqualTo("Action[0.5, -1.0]");
    assertThat(repeated(Space.multiDiscrete(3, 4), 2, 3)).isEqualTo("Action[2, 3]");
    assertThat(repeated(Space.multiBinary(2), 1, 0)).isEqualTo("Action[true, false]");
  }

  @Test
  void a_probability_that_is_none_is_refused() {
    for (float p : new float[] {-0.1f, 1, Float.NaN}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> StickyActions.of(Probe::new, p))
          .withMessageStartingWith("probability is ")
          .withMessageEndingWith("; it must be in [0, 1).");
    }
  }

  /// Of two choices of three options the ones done last are forbidden: nothing sticks.
  @Test
  void what_the_mask_forbids_by_now_is_not_repeated() {
    String[] seen = {""};
    Env env =
        StickyActions.of(
                () ->
                    new Probe() {
                      private int[] last = {-1, -1};

                      @Override
                      public Space actionSpace() {
                        return Space.multiDiscrete(3, 3);
                      }

                      @Override
                      public boolean actionMask(boolean[] mask) {
                        for (int k = 0; k < 6; k++) {
                          mask[k] = k < 3 || k - 3 != last[1];
                        }
                        return true;
                      }

                      @Override
                      public Step step(Action action, float[] obs) {
                        last = action.indices().clone();
                        seen[0] = action.toString();
                        return Step.of(0);
                      }
                    },
                0.999f)
            .get();
    env.reset(Rng.stream(1, "env"), new float[2]);
    for (int t = 0; t < 20; t++) {
      Action asked = Action.of(env.actionSpace(), new float[] {t % 3, t % 3}, 0);
      env.step(asked, new float[2]);
      assertThat(seen[0]).isEqualTo(asked.toString());
      boolean[] mask = new boolean[6];
      assertThat(env.actionMask(mask)).isTrue();
      assertThat(mask[3 + t % 3]).isFalse(); // the wrapper passes the mask on
    }
  }
}
