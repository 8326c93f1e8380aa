package ascent.env.wrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ascent.env.Action;
import ascent.env.Env;
import ascent.env.Probe;
import ascent.env.Pushed;
import ascent.env.Step;
import ascent.rng.Rng;
import ascent.space.Space;
import org.junit.jupiter.api.Test;

class RescaleActionTest {
  /// What the inner env was given last.
  private final float[] seen = new float[2];

  private Env env() {
    return RescaleAction.of(() ->
            new Pushed() {
              @Override
              public Step step(Action action, float[] obs) {
                System.arraycopy(action.values(), 0, seen, 0, 2);
                return super.step(action, obs);
              }
            })
        .get();
  }

  /// Bounds [−2, 2] and [0, 10]: 0.5 of [−1, 1] is three quarters of the way.
  @Test
  void minus_one_to_one_becomes_the_bounds() {
    Env env = env();
    assertThat(env.actionSpace()).isEqualTo(Space.box(-1, 1, 2));
    float[] obs = new float[2];
    env.reset(Rng.stream(1, "env"), obs);
    env.step(Action.of(-1f, 1f), obs);
    assertThat(seen).containsExactly(-2, 10);
    env.step(Action.of(0f, -1f), obs);
    assertThat(seen).containsExactly(0, 0);
    env.step(Action.of(0.5f, 0.5f), obs);
    assertThat(seen).containsExactly(1, 7.5f);
  }

  @Test
  void beyond_one_is_clipped_like_any_action() {
    Env env = env();
    float[] obs = new float[2];
    env.reset(Rng.stream(1, "env"), obs);
    env.step(Action.of(env.actionSpace(), new float[] {3, -7}, 0), obs);
    assertThat(seen).containsExactly(2, 0);
  }

  @Test
  void actions_without_bounds_are_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RescaleAction.of(Probe::new).get())
        .withMessage(
            "the action space is Discrete(3); to rescale actions it must be a Box with finite"
                + " bounds.");
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            RescaleAction.of(() ->
                    new Pushed() {
                      @Override
                      public Space actionSpace() {
                        return Space.box(0, Float.POSITIVE_INFINITY, 2);
                      }
                    })
                .get())
        .withMessageStartingWith("the action space is Box(0.0 .. Infinity, 2); ");
  }
}
