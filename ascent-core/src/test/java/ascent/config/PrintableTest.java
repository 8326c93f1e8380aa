package ascent.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrintableTest {
  /// ESC and CSI begin terminal commands, BEL rings, BS and CR overwrite, 202E reverses the text,
  /// 200B is invisible, 2028 breaks the line; E0001 (a tag, two chars) is invisible.
  @ParameterizedTest
  @CsvSource({
    "1b, \\u001b",
    "9b, \\u009b",
    "7, \\u0007",
    "8, \\u0008",
    "7f, \\u007f",
    "0, \\u0000",
    "d, \\r",
    "a, \\n",
    "9, \\t",
    "202e, \\u202e",
    "2066, \\u2066",
    "200b, \\u200b",
    "2028, \\u2028",
    "d800, \\ud800",
    "e0001, \\udb40\\udc01",
  })
  void what_a_terminal_would_obey_is_escaped(String code, String expected) {
    String character = Character.toString(Integer.parseInt(code, 16));

    assertThat(Printable.line("a" + character + "b")).isEqualTo("a" + expected + "b");
  }

  @Test
  void letters_of_any_script_and_emoji_are_kept() {
    String text = "θ ≥ 0 · größer – 学習 \"🚀\" \\n";

    assertThat(Printable.line(text)).isEqualTo(text);
    assertThat(Printable.excerpt(text)).isEqualTo(text);
  }

  @Test
  void lines_keep_only_their_breaks_and_tabs() {
    assertThat(Printable.lines("a\n\tb\r\u001b[2J")).isEqualTo("a\n\tb\\r\\u001b[2J");
  }

  @Test
  void a_long_text_is_cut_and_says_how_long_it_was() {
    assertThat(Printable.excerpt("x".repeat(300))).isEqualTo("x".repeat(300));
    assertThat(Printable.excerpt("x".repeat(1_000_000)))
        .isEqualTo("x".repeat(300) + "… (1000000 characters)");
    // The rocket is two chars, and the limit falls between them.
    assertThat(Printable.excerpt("ab🚀c", 3)).isEqualTo("ab… (5 characters)");
  }
}
