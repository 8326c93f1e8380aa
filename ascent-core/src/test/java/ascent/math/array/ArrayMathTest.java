package ascent.math.array;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ascent.math.FloatMath;
import ascent.rng.Rng;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ArrayMathTest {
  private static final float[] SPECIAL = {
    0, -0f, Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.MIN_VALUE, 89, -88, 8
  };

  enum Function {
    EXP,
    LOG,
    TANH;

    void run(float[] x, int xo, float[] y, int yo, int n) {
      switch (this) {
        case EXP -> ArrayMath.exp(x, xo, y, yo, n);
        case LOG -> ArrayMath.log(x, xo, y, yo, n);
        case TANH -> ArrayMath.tanh(x, xo, y, yo, n);
      }
    }

    float of(float x) {
      return switch (this) {
        case EXP -> FloatMath.exp(x);
        case LOG -> FloatMath.log(x);
        case TANH -> FloatMath.tanh(x);
      };
    }

    /// The results one by one, between what was in `y` before and after.
    float[] expected(float[] x, int xo, float[] y, int yo, int n) {
      float[] expected = y.clone();
      for (int i = 0; i < n; i++) {
        expected[yo + i] = of(x[xo + i]);
      }
      return expected;
    }
  }

  private static float[] numbers(int n) {
    Rng rng = Rng.stream(7, "numbers");
    float[] x = new float[n];
    for (int i = 0; i < n; i++) {
      x[i] = i % 5 == 4 ? SPECIAL[i / 5 % SPECIAL.length] : 20 * rng.normal();
    }
    return x;
  }

  /// Lengths around every SIMD width, so that whole vectors and what is left of one are both met.
  @ParameterizedTest
  @EnumSource
  void it_has_the_bits_of_the_function_of_one_number(Function function) {
    for (int n = 0; n <= 70; n++) {
      float[] x = numbers(80);
      float[] y = numbers(75);
      float[] expected = function.expected(x, 3, y, 2, n);
      function.run(x, 3, y, 2, n);
      assertThat(y).as("%d numbers", n).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @EnumSource
  void source_and_destination_may_be_the_same(Function function) {
    float[] x = numbers(50);
    float[] expected = function.expected(x, 1, x, 1, 47);
    function.run(x, 1, x, 1, 47);
    assertThat(x).isEqualTo(expected);
  }

  @ParameterizedTest
  @EnumSource
  void ranges_that_overlap_or_lie_outside_are_refused_before_anything_is_written(
      Function function) {
    float[] x = numbers(20);
    float[] before = x.clone();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> function.run(x, 0, x, 4, 10))
        .withMessage(
            "The source, 10 numbers from index 0, overlaps the destination from index 4 of the same"
                + " array. Maybe use another array.");
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> function.run(new float[9], 0, x, 0, 10));
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> function.run(new float[10], 0, x, 11, 10));
    assertThat(x).isEqualTo(before);
    function.run(x, 0, x, 10, 10); // side by side
    assertThat(x).isNotEqualTo(before);
  }
}
