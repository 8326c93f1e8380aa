package ascent.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ActivationTest {
  private static final double STEP = 1e-6;

  /// PyTorch's definitions, in double.
  private static DoubleUnaryOperator definition(Activation activation) {
    return switch (activation) {
      case TANH -> Math::tanh;
      case RELU -> z -> Math.max(0, z);
      case ELU -> z -> z > 0 ? z : Math.expm1(z);
      case SILU -> z -> z / (1 + Math.exp(-z));
      case LEAKY_RELU -> z -> z > 0 ? z : 0.01 * z;
    };
  }

  /// −20 … 20 without 0, where some have a kink, and far out on both sides.
  private static float[] sweep() {
    float[] z = new float[4002];
    for (int i = 0; i < 4000; i++) {
      z[i] = -20 + 0.01f * i + 0.005f;
    }
    z[4000] = -200;
    z[4001] = 200;
    return z;
  }

  private static float[] forward(Activation activation, float... z) {
    float[] y = new float[z.length];
    activation.forward(z.clone(), y, z.length);
    return y;
  }

  /// dy·f′(z), given z as the net keeps it: as forward leaves it where that is needed, else the
  /// output.
  private static float[] backward(Activation activation, float dy, float... z) {
    float[] kept = z.clone();
    float[] y = new float[z.length];
    activation.forward(kept, y, z.length);
    float[] d = new float[z.length];
    Arrays.fill(d, dy);
    activation.backward(activation.needsBoth() ? kept : y, y, d, z.length);
    return d;
  }

  @ParameterizedTest
  @EnumSource
  void outputs_are_those_of_the_definition(Activation activation) {
    float[] z = sweep();
    float[] y = forward(activation, z);
    for (int i = 0; i < z.length; i++) {
      double exact = definition(activation).applyAsDouble(z[i]);
      // SiLU multiplies the error of its σ, 1.3e-7, by z.
      double error = 3e-7 * Math.max(1, Math.abs(z[i]));
      assertThat((double) y[i]).as("at %s", z[i]).isEqualTo(exact, within(error));
    }
  }

  @ParameterizedTest
  @EnumSource
  void derivatives_are_those_of_central_differences(Activation activation) {
    DoubleUnaryOperator f = definition(activation);
    float[] z = sweep();
    float[] d = backward(activation, 2, z);
    for (int i = 0; i < z.length; i++) {
      double slope = (f.applyAsDouble(z[i] + STEP) - f.applyAsDouble(z[i] - STEP)) / (2 * STEP);
      double error = 1e-6 * Math.max(1, Math.abs(z[i]));
      assertThat((double) d[i]).as("at %s", z[i]).isEqualTo(2 * slope, within(2 * error));
    }
  }

  @ParameterizedTest
  @EnumSource
  void tangents_are_those_of_central_differences(Activation activation) {
    // d/dt f(z + 3t) at t = 0 is 3 f′(z).
    DoubleUnaryOperator f = definition(activation);
    float[] z = sweep();
    float[] kept = z.clone();
    float[] y = new float[z.length];
    activation.forward(kept, y, z.length);
    float[] dot = new float[z.length];
    Arrays.fill(dot, 3);
    activation.tangent(activation.needsBoth() ? kept : y, y, dot, z.length);
    for (int i = 0; i < z.length; i++) {
      double up = f.applyAsDouble(z[i] + 3 * STEP);
      double down = f.applyAsDouble(z[i] - 3 * STEP);
      double error = 3e-6 * Math.max(1, Math.abs(z[i]));
      assertThat((double) dot[i])
          .as("at %s", z[i])
          .isEqualTo((up - down) / (2 * STEP), within(error));
    }
  }

  @ParameterizedTest
  @EnumSource
  void input_and_output_may_be_the_same_array_unless_both_are_needed(Activation activation) {
    if (activation.needsBoth()) {
      return;
    }
    float[] z = sweep();
    float[] apart = forward(activation, z);

    activation.forward(z, z, z.length);

    assertThat(z).isEqualTo(apart);
  }

  @ParameterizedTest
  @EnumSource
  void only_the_first_n_are_touched(Activation activation) {
    float[] y = {8, 8, 8};

    activation.forward(new float[] {1, 1, 1}, y, 2);

    assertThat(y[2]).isEqualTo(8);
  }

  @ParameterizedTest
  @EnumSource
  void not_a_number_stays_not_a_number(Activation activation) {
    // A network that hides NaN would go on training on nonsense.
    assertThat(forward(activation, Float.NaN)[0]).isNaN();
    assertThat(backward(activation, Float.NaN, 1)[0]).isNaN();
  }

  @Test
  void the_derivative_at_a_kink_is_that_of_the_negative_side() {
    assertThat(backward(Activation.RELU, 1, 0)[0]).isEqualTo(0);
    assertThat(backward(Activation.LEAKY_RELU, 1, 0)[0]).isEqualTo(0.01f);
    assertThat(backward(Activation.ELU, 1, 0)[0]).isEqualTo(1); // no kink: e⁰ = 1
  }
}
