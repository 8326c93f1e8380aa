package ascent.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumbersTest {

  @ParameterizedTest
  @CsvSource({
    "3.0E-4, 0.0003",
    "1.0E-5, 1e-5",
    "1.5E-7, 1.5e-7",
    "0.0, 0",
    "-0.0, -0",
    "1.0, 1",
    "-2.5, -2.5",
    "100.0, 100",
    "2.0E8, 200000000",
    "1.0E15, 1e15",
    "2.5E20, 2.5e20",
    "Infinity, inf",
    "-Infinity, -inf",
    "NaN, nan"
  })
  void doubles_are_written_short(double value, String text) {
    assertThat(Numbers.text(value)).isEqualTo(text);
  }

  @Test
  void floats_are_written_by_their_own_shortest_digits() {
    assertThat(Numbers.text(0.1f)).isEqualTo("0.1");
    assertThat(Numbers.text(1e-5f)).isEqualTo("1e-5");
    assertThat(Numbers.text(Float.POSITIVE_INFINITY)).isEqualTo("inf");
    assertThat(Numbers.text(Float.MIN_VALUE)).isEqualTo("1.4e-45");
  }

  @Test
  void every_finite_number_survives_writing_and_reading() {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 20_000; i++) {
      float f = Float.intBitsToFloat(random.nextInt());
      double d = Double.longBitsToDouble(random.nextLong());
      if (!Float.isNaN(f)) {
        assertThat(Numbers.parseFloat(Numbers.text(f))).isEqualTo(f);
      }
      if (!Double.isNaN(d)) {
        assertThat(Numbers.parseDouble(Numbers.text(d))).isEqualTo(d);
      }
    }
  }

  @Test
  void people_may_group_digits_and_write_powers_of_ten() {
    assertThat(Numbers.parseInt("1_000_000")).isEqualTo(1_000_000);
    assertThat(Numbers.parseInt("1e6")).isEqualTo(1_000_000);
    assertThat(Numbers.parseInt(" -7 ")).isEqualTo(-7);
    assertThat(Numbers.parseLong("9_223_372_036_854_775_807")).isEqualTo(Long.MAX_VALUE);
    assertThat(Numbers.parseDouble("1_000.5")).isEqualTo(1000.5);
    assertThat(Numbers.parseFloat("1e-3")).isEqualTo(0.001f);
    assertThat(Numbers.parseFloat(".5")).isEqualTo(0.5f);
    assertThat(Numbers.parseFloat("Inf")).isEqualTo(Float.POSITIVE_INFINITY);
    assertThat(Numbers.parseDouble("-infinity")).isEqualTo(Double.NEGATIVE_INFINITY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "x",
        "nan",
        "NaN",
        "0x10",
        "1f",
        "1d",
        "1__0",
        "_1",
        "1_",
        "1,5",
        "1e",
        "--1",
        "1e400",
        "1e-400",
        "1e9999999999",
        "100k"
      })
  void anything_else_is_no_number(String text) {
    assertThatExceptionOfType(NumberFormatException.class)
        .isThrownBy(() -> Numbers.parseDouble(text));
    assertThatExceptionOfType(NumberFormatException.class)
        .isThrownBy(() -> Numbers.parseFloat(text));
    assertThatExceptionOfType(NumberFormatException.class).isThrownBy(() -> Numbers.parseInt(text));
  }

  @Test
  void nothing_overflows_or_vanishes_in_silence() {
    assertThatExceptionOfType(NumberFormatException.class)
        .isThrownBy(() -> Numbers.parseFloat("1e39"));
    assertThatExceptionOfType(NumberFormatException.class)
        .isThrownBy(() -> Numbers.parseFloat("1e-46"));
    assertThatExceptionOfType(NumberFormatException.class)
        .isThrownBy(() -> Numbers.parseInt("2147483648"));
    assertThatExceptionOfType(NumberFormatException.class)
        .isThrownBy(() -> Numbers.parseLong("9223372036854775808"));
    assertThatExceptionOfType(NumberFormatException.class)
        .isThrownBy(() -> Numbers.parseInt("1.5"));
    assertThatExceptionOfType(NumberFormatException.class)
        .isThrownBy(() -> Numbers.parseInt("1e999999999"));
  }
}
