package ascent.study.tune;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BracketTest {

  /// Table 1 of Li et al. 2018: R = 81, η = 3; candidates × steps of each rung, from s = 4 to s =
  /// 0.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          81 | 1  | 81×1 27×3 9×9 3×27 1×81
          34 | 3  | 34×3 11×9 3×27 1×81
          15 | 9  | 15×9 5×27 1×81
          8  | 27 | 8×27 2×81
          5  | 81 | 5×81
          """)
  void the_rungs_are_those_of_the_published_table(int candidates, long least, String expected) {
    assertThat(text(Bracket.of(candidates, least, 81))).isEqualTo(expected);
  }

  /// Two candidates cannot be cut to a third; four can once.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"2 | 2×81", "4 | 4×27 1×81"})
  void few_candidates_begin_with_more_steps(int candidates, String expected) {
    assertThat(text(Bracket.of(candidates, 1, 81))).isEqualTo(expected);
  }

  private static String text(Bracket bracket) {
    return bracket.rungs().stream()
        .map(rung -> rung.candidates() + "×" + rung.steps())
        .collect(Collectors.joining(" "));
  }
}
