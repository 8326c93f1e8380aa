package ascent.study.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RangeTest {

  /// The middle of log(1e-5, 1e-1) is 1e-3; of int(1, 4), the third of four; of power(8, 64), the
  /// third of 8, 16, 32, 64.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          uniform(0, 1)      | 0     | 0.5   | 1
          log(1e-5, 1e-1)    | 1e-5  | 0.001 | 0.1
          int(1, 4)          | 1     | 3     | 4
          power(8, 64)       | 8     | 32    | 64
          choice(a, b, c)    | a     | b     | c
          choice(64,64; 8,8) | 64,64 | 8,8   | 8,8
          """)
  void a_place_has_a_value(String text, String first, String middle, String last) {
    Range range = Range.parse("x", text);

    assertThat(range.at(0)).isEqualTo(first);
    assertThat(range.at(0.5)).isEqualTo(middle);
    assertThat(range.at(1)).isEqualTo(last);
    assertThat(Range.parse("x", range.toString())).isEqualTo(range);
  }

  @Test
  void a_number_has_three_digits() {
    assertThat(Range.parse("x", "uniform(0, 1)").at(1 / 3.0)).isEqualTo("0.333");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0.1          | x is '0.1'; it must be like log(1e-5,1e-2), uniform(0,1), int(1,20), power(8,512) or choice(a,b,c).
          norm(0, 1)   | x is 'norm(0, 1)'; it must be like
          log(0, 1)    | x is 0.0 to 1.0; it must be above 0.
          log(1, 0.1)  | it must be from a lower to a higher number.
          log(1)       | x is 'log(1)'; it must have two ends, as in log(1,8).
          log(a, 1)    | x: "a" is not a number
          int(1, 2.5)  | it must be between whole numbers.
          power(8, 24) | it must be between powers of two.
          choice(a, a) | x is a, a; it must be at least two different values.
          """)
  void what_is_no_range_is_refused(String text, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Range.parse("x", text))
        .withMessageContaining(message);
  }
}
