package ascent.env;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import ascent.space.Space;
import org.junit.jupiter.api.Test;

class ActionTest {
  @Test
  void each_space_has_its_reading() {
    float[] flat = {9, 2, 1, 0};
    assertThat(Action.of(Space.discrete(3), flat, 1).index()).isEqualTo(2);
    assertThat(Action.of(Space.box(-5, 5, 2), flat, 1).values()).containsExactly(2, 1);
    assertThat(Action.of(Space.multiDiscrete(3, 2), flat, 1).indices()).containsExactly(2, 1);
    assertThat(Action.of(Space.multiBinary(2), flat, 2).bits()).containsExactly(true, false);
  }

  @Test
  void actions_are_made_of_a_number_or_of_values() {
    assertThat(Action.of(4).index()).isEqualTo(4);
    assertThat(Action.of(0.5f, -700).values()).containsExactly(0.5f, -700);
  }

  @Test
  void box_actions_are_clipped_to_the_bounds() {
    Space space = Space.box(new float[] {-1, 0}, new float[] {1, 2});
    assertThat(Action.of(space, new float[] {-3, 5}, 0).values()).containsExactly(-1, 2);
    assertThat(Action.of(space, new float[] {0.5f, -0.5f}, 0).values()).containsExactly(0.5f, 0);
    float infinity = Float.POSITIVE_INFINITY;
    assertThat(Action.of(space, new float[] {infinity, -infinity}, 0).values())
        .containsExactly(1, 0);
  }

  @Test
  void a_nan_is_refused() {
    Action action = new Action(Space.box(-1, 1, 2));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> action.set(new float[] {0, Float.NaN}, 0))
        .withMessage("component 1 of the action is NaN. Maybe the policy has diverged.");
  }

  @Test
  void an_action_seated_anew_is_the_new_action() {
    Action action = new Action(Space.multiBinary(2));
    action.set(new float[] {1, 0}, 0);
    action.set(new float[] {0, 1}, 0);
    assertThat(action.bits()).containsExactly(false, true);
  }

  @Test
  void the_wrong_reading_says_which_one_is_right() {
    assertThatIllegalStateException()
        .isThrownBy(() -> Action.of(1).values())
        .withMessage("the action is of Discrete(2), it has no values(); read it by index().");
    assertThatIllegalStateException()
        .isThrownBy(() -> Action.of(0.5f).index())
        .withMessageEndingWith("it has no index(); read it by values().");
    assertThatIllegalStateException()
        .isThrownBy(() -> new Action(Space.multiDiscrete(2)).bits())
        .withMessageEndingWith("it has no bits(); read it by indices().");
    assertThatIllegalStateException()
        .isThrownBy(() -> new Action(Space.multiBinary(2)).indices())
        .withMessageEndingWith("it has no indices(); read it by bits().");
  }

  @Test
  void a_number_or_length_that_the_env_does_not_know_is_refused() {
    assertThat(Action.of(1).index(2)).isEqualTo(1);
    assertThat(Action.of(0.5f, 1).values(2)).containsExactly(0.5f, 1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Action.of(2).index(2))
        .withMessage("action is 2; it must be in [0, 1].");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Action.of(0.5f).values(2))
        .withMessage("the action's length is 1; it must be 2.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Action.of(-1))
        .withMessage("action is -1; it must be at least 0.");
  }

  @Test
  void actions_show_what_they_are() {
    assertThat(Action.of(3)).hasToString("Action[3]");
    assertThat(Action.of(0.5f, 1)).hasToString("Action[0.5, 1.0]");
    assertThat(new Action(Space.multiDiscrete(2, 2))).hasToString("Action[0, 0]");
    assertThat(new Action(Space.multiBinary(2))).hasToString("Action[false, false]");
  }
}
