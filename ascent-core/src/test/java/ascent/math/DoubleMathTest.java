package ascent.math;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/// Errors against `StrictMath`, which itself errs by less than one ulp.
class DoubleMathTest {

  private final SplittableRandom random = new SplittableRandom(3);

  private static double error(DoubleUnaryOperator f, DoubleUnaryOperator truth, double x) {
    double y = truth.applyAsDouble(x);
    return Math.abs(f.applyAsDouble(x) - y) / Math.ulp(y);
  }

  @Test
  void sine_and_cosine_err_by_at_most_one_ulp_up_to_a_billion() {
    for (int exponent = -30; exponent < 30; exponent++) {
      for (int i = 0; i < 20_000; i++) {
        double x = random.nextDouble(-1, 1) * Math.scalb(1.0, exponent);
        assertThat(error(DoubleMath::sin, StrictMath::sin, x))
            .as("sin %s", x)
            .isLessThanOrEqualTo(1);
        assertThat(error(DoubleMath::cos, StrictMath::cos, x))
            .as("cos %s", x)
            .isLessThanOrEqualTo(1);
      }
    }
  }

  @Test
  void sine_and_cosine_are_accurate_next_to_their_zeros() {
    for (int k = 0; k < 200_000; k++) {
      double x = k * (Math.PI / 2); // the double nearest a zero of one or the other, or next to it
      assertThat(error(DoubleMath::sin, StrictMath::sin, x)).as("sin %s", x).isLessThanOrEqualTo(1);
      assertThat(error(DoubleMath::cos, StrictMath::cos, x)).as("cos %s", x).isLessThanOrEqualTo(1);
    }
  }

  @Test
  void sine_is_odd_and_cosine_even() {
    for (int i = 0; i < 100_000; i++) {
      double x = random.nextDouble(1e6);
      assertThat(DoubleMath.sin(-x)).isEqualTo(-DoubleMath.sin(x));
      assertThat(DoubleMath.cos(-x)).isEqualTo(DoubleMath.cos(x));
    }
  }

  @Test
  void sine_and_cosine_of_what_is_no_angle_are_nan() {
    double[] none = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY};
    for (double x : none) {
      assertThat(DoubleMath.sin(x)).isNaN();
      assertThat(DoubleMath.cos(x)).isNaN();
    }
    assertThat(DoubleMath.sin(0)).isZero();
    assertThat(DoubleMath.cos(0)).isEqualTo(1);
  }

  @Test
  void log_errs_by_at_most_one_ulp_over_all_positive_doubles() {
    for (int i = 0; i < 1_000_000; i++) {
      double x = Double.longBitsToDouble(random.nextLong(1, 0x7ff0000000000000L));
      assertThat(error(DoubleMath::log, StrictMath::log, x)).as("log %s", x).isLessThanOrEqualTo(1);
      double near = 1 + random.nextDouble(-0.3, 0.3);
      assertThat(error(DoubleMath::log, StrictMath::log, near))
          .as("log %s", near)
          .isLessThanOrEqualTo(1);
    }
    assertThat(error(DoubleMath::log, StrictMath::log, Double.MIN_VALUE)).isLessThanOrEqualTo(1);
  }

  @Test
  void log_at_the_ends_of_its_range() {
    assertThat(DoubleMath.log(1)).isZero();
    assertThat(DoubleMath.log(0)).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(DoubleMath.log(-0.0)).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(DoubleMath.log(-1)).isNaN();
    assertThat(DoubleMath.log(Double.POSITIVE_INFINITY)).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(DoubleMath.log(Double.NaN)).isNaN();
  }
}
