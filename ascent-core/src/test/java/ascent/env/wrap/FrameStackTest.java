package ascent.env.wrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ascent.env.Action;
import ascent.env.Counter;
import ascent.env.Env;
import ascent.env.Probe;
import ascent.env.Step;
import ascent.rng.Rng;
import ascent.space.Space;
import org.junit.jupiter.api.Test;

class FrameStackTest {
  /// The Counter shows 3, then the actions 0, 2, 1, 1.
  @Test
  void the_last_observations_are_shown_the_oldest_first() {
    Env env = FrameStack.of(Counter::new, 3).get();
    float[] obs = new float[3];
    for (int episode = 0; episode < 2; episode++) {
      env.reset(Rng.stream(1, "env"), obs);
      assertThat(obs).containsExactly(3, 3, 3);
      env.step(Action.of(0), obs);
      assertThat(obs).containsExactly(3, 3, 0);
      env.step(Action.of(2), obs);
      assertThat(obs).containsExactly(3, 0, 2);
      env.step(Action.of(1), obs);
      assertThat(obs).containsExactly(0, 2, 1);
      assertThat(env.step(Action.of(1), obs)).isEqualTo(Step.of(1));
      assertThat(obs).containsExactly(2, 1, 1);
    }
  }

  @Test
  void one_frame_is_the_env_itself() {
    Env bare = new Probe();
    Env env = FrameStack.of(Probe::new, 1).get();
    assertThat(env.observationSpace()).isEqualTo(bare.observationSpace());
    assertThat(FrameStack.of(Counter::new, 1).get().observationSpace())
        .isEqualTo(Space.discrete(4));
    float[] one = new float[2];
    float[] other = new float[2];
    bare.reset(Rng.stream(1, "env"), one);
    env.reset(Rng.stream(1, "env"), other);
    for (int t = 0; t < 5; t++) {
      assertThat(other).containsExactly(one);
      assertThat(env.step(Action.of(2), other)).isEqualTo(bare.step(Action.of(2), one));
    }
  }

  private static Space of(Space space, int k) {
    return FrameStack.of(
            () ->
                new Probe() {
                  @Override
                  public Space observationSpace() {
                    return space;
                  }
                },
            k)
        .get()
        .observationSpace();
  }

  @Test
  void the_space_is_the_inner_one_so_many_times() {
    assertThat(of(Space.box(new float[] {0, -1}, new float[] {1, 2}), 2))
        .isEqualTo(Space.box(new float[] {0, -1, 0, -1}, new float[] {1, 2, 1, 2}));
    assertThat(of(Space.discrete(4), 2)).isEqualTo(Space.multiDiscrete(4, 4));
    assertThat(of(Space.multiDiscrete(2, 3), 2)).isEqualTo(Space.multiDiscrete(2, 3, 2, 3));
    assertThat(of(Space.multiBinary(3), 2)).isEqualTo(Space.multiBinary(6));
  }

  @Test
  void no_frame_is_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FrameStack.of(Probe::new, 0))
        .withMessage("k is 0; it must be in [1, 1024].");
  }
}
