package ascent.env;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StepTest {

  @Test
  void a_whole_reward_makes_the_step_that_the_constructor_makes() {
    boolean[] either = {false, true};
    for (int reward = -12; reward <= 12; reward++) {
      for (boolean terminated : either) {
        for (boolean truncated : either) {
          assertThat(Step.whole(reward, terminated, truncated))
              .isEqualTo(new Step(reward, terminated, truncated));
        }
      }
    }
  }

  @Test
  void a_step_with_a_small_whole_reward_is_made_once() {
    assertThat(Step.whole(-10, true, false)).isSameAs(Step.whole(-10, true, false));
    assertThat(Step.whole(10, false, true)).isSameAs(Step.whole(10, false, true));
  }
}
