package ascent.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OneLineTest {
  @Test
  void printable_text_stays() {
    String text = "π ≥ ½, naïve, 漢字, 🂡 and \"quotes\" \\n";
    assertThat(OneLine.of(text, 100)).isEqualTo(text);
  }

  @Test
  void characters_that_control_a_terminal_or_reorder_text_are_escaped() {
    assertThat(OneLine.of("a\nb\rc\td", 100)).isEqualTo("a\\nb\\rc\\td");
    assertThat(OneLine.of("\u001b[2J\u0007\u009b", 100)).isEqualTo("\\u001b[2J\\u0007\\u009b");
    assertThat(OneLine.of("\u202eabc\u2028", 100)).isEqualTo("\\u202eabc\\u2028");
    assertThat(OneLine.of("\ud800x", 100)).isEqualTo("\\ud800x"); // half of a pair
    assertThat(OneLine.of("\udb40\udc01", 100)).isEqualTo("\\udb40\\udc01"); // U+E0001, a format
  }

  @Test
  void long_text_is_cut_with_its_length() {
    assertThat(OneLine.of("x".repeat(1_000_000), 5)).isEqualTo("xxxxx… (1000000 characters)");
    assertThat(OneLine.of("xxxxx", 5)).isEqualTo("xxxxx");
    assertThat(OneLine.of("", 5)).isEmpty();
  }
}
