package ascent.lab.estimator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ascent.lab.estimator.EstimatorSettings.Knob;
import java.util.List;
import org.junit.jupiter.api.Test;

class AdvantageErrorsTest {
  private static final EstimatorSettings WRONG =
      EstimatorSettings.DEFAULT.with(Knob.CRITIC_ERROR, 1);

  /// A wrong critic biases the TD error, not the return less its value; the return varies more.
  @Test
  void lambda_trades_bias_for_variance() {
    List<AdvantageErrors> errors = AdvantageErrors.measure(WRONG.problem(), List.of(0.0, 1.0), 1);
    assertThat(errors.getFirst().bias()).isGreaterThan(3 * errors.getLast().bias());
    assertThat(errors.getFirst().deviation()).isLessThan(errors.getLast().deviation());
  }

  /// E[r + γV(s′)] − V(s) = A(s,a) with the true V alone.
  @Test
  void the_td_error_is_an_unbiased_advantage_only_with_the_true_value() {
    List<Double> zero = List.of(0.0);
    EstimatorSettings right = WRONG.with(Knob.CRITIC_ERROR, 0);
    double wrong = AdvantageErrors.measure(WRONG.problem(), zero, 1).getFirst().bias();
    double exact = AdvantageErrors.measure(right.problem(), zero, 1).getFirst().bias();
    assertThat(wrong).isGreaterThan(0.05);
    assertThat(exact).isLessThan(wrong / 5);
  }

  @Test
  void states_that_look_alike_are_refused() {
    TabularProblem aliased = WRONG.withTask("aliased-corridor").with(Knob.GAMMA, 1).problem();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AdvantageErrors.measure(aliased, List.of(1.0), 1))
        .withMessage("task is aliased-corridor; it must be one whose states can be told apart.");
  }
}
