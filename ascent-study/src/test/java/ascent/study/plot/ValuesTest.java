package ascent.study.plot;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ValuesTest {
  @Test
  void numbers_have_about_four_digits() {
    assertThat(Values.text(500)).isEqualTo("500");
    assertThat(Values.text(-173.24)).isEqualTo("−173.2");
    assertThat(Values.text(0.012345)).isEqualTo("0.0123");
    assertThat(Values.text(0.9512)).isEqualTo("0.951");
    assertThat(Values.text(123_456.7)).isEqualTo("123,457");
    assertThat(Values.text(0)).isEqualTo("0");
    assertThat(Values.text(-0.0)).isEqualTo("0");
    assertThat(Values.text(Double.NaN)).isEqualTo("–");
  }
}
