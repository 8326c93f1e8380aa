package ascent.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/// Errors against `StrictMath` in double, in units of the last place of the float nearest the
/// truth.
class FloatMathTest {

  private interface FloatFunction {
    float of(float x);
  }

  /// The largest error over every `step`-th float from `from` to `to` (both of one sign).
  private static double worst(
      FloatFunction f, DoubleUnaryOperator truth, float from, float to, int step) {
    double worst = 0;
    int last = Float.floatToRawIntBits(to);
    for (int bits = Float.floatToRawIntBits(from); bits <= last; bits += step) {
      float x = Float.intBitsToFloat(bits);
      double y = truth.applyAsDouble(x);
      worst = Math.max(worst, Math.abs(f.of(x) - y) / Math.ulp((float) y));
    }
    return worst;
  }

  @Test
  void exp_errs_by_at_most_one_ulp_wherever_the_result_is_a_normal_number() {
    assertThat(worst(FloatMath::exp, StrictMath::exp, 0f, FloatMath.EXP_MAX, 397)).isLessThan(1);
    assertThat(worst(FloatMath::exp, StrictMath::exp, -0f, FloatMath.EXP_MIN, 397)).isLessThan(1);
  }

  @Test
  void exp_saturates_at_normal_finite_numbers() {
    assertThat(FloatMath.exp(89)).isEqualTo(FloatMath.exp(FloatMath.EXP_MAX)).isFinite();
    assertThat(FloatMath.exp(Float.POSITIVE_INFINITY)).isGreaterThan(2.3e38f).isFinite();
    assertThat(FloatMath.exp(-88)).isEqualTo(FloatMath.exp(FloatMath.EXP_MIN));
    assertThat(FloatMath.exp(Float.NEGATIVE_INFINITY)).isGreaterThanOrEqualTo(Float.MIN_NORMAL);
  }

  @Test
  void exp_is_exact_at_zero_and_passes_every_nan_on() {
    assertThat(FloatMath.exp(0f)).isEqualTo(1f);
    assertThat(FloatMath.exp(-0f)).isEqualTo(1f);
    assertThat(FloatMath.exp(Float.NaN)).isNaN();
    // A NaN with a payload: its low bits go through the exponent shift and must not make a number.
    assertThat(FloatMath.exp(Float.intBitsToFloat(0x7fc00001))).isNaN();
    assertThat(FloatMath.exp(Float.intBitsToFloat(0xffffffff))).isNaN();
  }

  @Test
  void exp_never_falls() {
    float before = 0;
    for (float x = -88; x < 89; x += 1e-4f) {
      float y = FloatMath.exp(x);
      assertThat(y >= before).as("%s", x).isTrue();
      before = y;
    }
  }

  @Test
  void log_errs_by_at_most_one_ulp_over_all_positive_floats() {
    float least = Float.MIN_VALUE; // subnormals too
    assertThat(worst(FloatMath::log, StrictMath::log, least, Float.MAX_VALUE, 997)).isLessThan(1);
    assertThat(worst(FloatMath::log, StrictMath::log, 0.9f, 1.1f, 1)).isLessThan(1);
  }

  @Test
  void log_at_the_ends_of_its_range() {
    assertThat(FloatMath.log(1f)).isZero();
    assertThat(FloatMath.log(0f)).isEqualTo(Float.NEGATIVE_INFINITY);
    assertThat(FloatMath.log(-0f)).isEqualTo(Float.NEGATIVE_INFINITY);
    assertThat(FloatMath.log(-1f)).isNaN();
    assertThat(FloatMath.log(Float.NEGATIVE_INFINITY)).isNaN();
    assertThat(FloatMath.log(Float.POSITIVE_INFINITY)).isEqualTo(Float.POSITIVE_INFINITY);
    assertThat(FloatMath.log(Float.NaN)).isNaN();
  }

  @Test
  void tanh_errs_by_less_than_3e_7_and_relatively_by_a_few_ulp() {
    double worst = 0;
    for (int bits = 0; bits < 0x7f800000; bits += 397) {
      float x = Float.intBitsToFloat(bits);
      worst = Math.max(worst, Math.abs(FloatMath.tanh(x) - StrictMath.tanh(x)));
    }
    assertThat(worst).isLessThan(2.8e-7);
    assertThat(worst(FloatMath::tanh, StrictMath::tanh, 1e-30f, 100f, 397)).isLessThan(5);
  }

  @Test
  void tanh_is_odd_and_within_one() {
    for (int bits = 0; bits <= 0x7f800000; bits += 397) {
      float x = Float.intBitsToFloat(bits);
      float y = FloatMath.tanh(x);
      assertThat(FloatMath.tanh(-x)).isEqualTo(-y);
      assertThat(y).isBetween(0f, 1f);
    }
  }

  @Test
  void tanh_at_the_ends_of_its_range() {
    assertThat(FloatMath.tanh(0f)).isEqualTo(0f);
    assertThat(1 / FloatMath.tanh(-0f)).isEqualTo(Float.NEGATIVE_INFINITY);
    assertThat(FloatMath.tanh(Float.POSITIVE_INFINITY)).isCloseTo(1f, within(3e-7f));
    assertThat(FloatMath.tanh(Float.NEGATIVE_INFINITY)).isCloseTo(-1f, within(3e-7f));
    assertThat(FloatMath.tanh(Float.NaN)).isNaN();
  }

  private static double softplus(double x) {
    return Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x)));
  }

  @Test
  void softplus_errs_by_a_few_ulp_and_keeps_its_small_values() {
    assertThat(worst(FloatMath::softplus, FloatMathTest::softplus, 0f, 100f, 397)).isLessThan(4);
    assertThat(worst(FloatMath::softplus, FloatMathTest::softplus, -0f, -87f, 397)).isLessThan(4);
  }

  @Test
  void softplus_far_out_is_x_or_as_good_as_nothing() {
    assertThat(FloatMath.softplus(1e30f)).isEqualTo(1e30f);
    assertThat(FloatMath.softplus(Float.POSITIVE_INFINITY)).isInfinite();
    assertThat(FloatMath.softplus(-1e30f)).isEqualTo(FloatMath.exp(-1e30f)).isPositive();
    assertThat(FloatMath.softplus(Float.NaN)).isNaN();
  }
}
