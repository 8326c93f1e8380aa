package ascent.env.wrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ascent.env.Action;
import ascent.env.Counter;
import ascent.env.Env;
import ascent.env.Probe;
import ascent.rng.Rng;
import ascent.space.Space;
import org.junit.jupiter.api.Test;

class TimeAwareObservationTest {
  /// Four steps: 1, ¾, ½, ¼, 0. The Probe goes on to its fifth, where nothing is left.
  @Test
  void the_share_of_the_time_left_comes_last() {
    Env env = TimeAwareObservation.of(Probe::new, 4).get();
    float[] obs = new float[3];
    for (int episode = 0; episode < 2; episode++) {
      env.reset(Rng.stream(1, "env"), obs);
      assertThat(obs[2]).isEqualTo(1);
      for (float left : new float[] {0.75f, 0.5f, 0.25f, 0, 0}) {
        env.step(Action.of(1), obs);
        assertThat(obs[2]).isEqualTo(left);
      }
      assertThat(obs[1]).isEqualTo(5); // the Probe's own count of steps
    }
  }

  @Test
  void the_space_has_one_number_more() {
    Env env = TimeAwareObservation.of(Probe::new, 4).get();
    assertThat(env.observationSpace())
        .isEqualTo(Space.box(new float[] {-1000, -1000, 0}, new float[] {1000, 1000, 1}));
  }

  @Test
  void it_needs_numbers_and_a_limit() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TimeAwareObservation.of(Counter::new, 4).get())
        .withMessage(
            "the observation space is Discrete(4); for the time to be added it must be a Box.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TimeAwareObservation.of(Probe::new, 0))
        .withMessage("limit is 0; it must be at least 1.");
  }
}
