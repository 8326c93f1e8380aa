package ascent.config;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import org.junit.jupiter.api.Test;

class CheckTest {

  @Test
  void a_failed_check_names_the_variable_its_value_and_what_is_allowed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Check.that(false, "gaeLambda", 1.2f, "in [0, 1]"))
        .withMessage("gaeLambda is 1.2; it must be in [0, 1].");
  }

  @Test
  void a_hint_follows_as_a_sentence_of_its_own() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> Check.that(false, "epochs", 0, "at least 1", "Maybe you meant learningRate=0."))
        .withMessage("epochs is 0; it must be at least 1. Maybe you meant learningRate=0.");
  }

  @Test
  void a_question_at_the_end_gets_no_full_stop() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Check.that(false, "ALGO", "pop", "one of [ppo]. Did you mean ppo?"))
        .withMessage("ALGO is pop; it must be one of [ppo]. Did you mean ppo?");
  }

  @Test
  void numbers_are_shown_as_people_write_them() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Check.that(false, "gamma", Double.POSITIVE_INFINITY, "in [0, 1]"))
        .withMessage("gamma is inf; it must be in [0, 1].");
  }

  @Test
  void a_check_that_holds_is_silent() {
    assertThatNoException().isThrownBy(() -> Check.that(true, "gamma", 0.9, "in [0, 1]"));
  }
}
