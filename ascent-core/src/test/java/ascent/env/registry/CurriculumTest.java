package ascent.env.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CurriculumTest {

  @Test
  void a_value_holds_from_its_step_on() {
    Curriculum curriculum = Curriculum.parse("length = 10@0, 20@5e4 ; wind=0.1@0");
    assertThat(curriculum.at(0)).isEqualTo(Map.of("length", "10", "wind", "0.1"));
    assertThat(curriculum.at(49_999)).containsEntry("length", "10");
    assertThat(curriculum.at(50_000)).isEqualTo(Map.of("length", "20", "wind", "0.1"));
    assertThat(curriculum.steps()).containsExactly(0L, 50_000L);
  }

  @Test
  void its_text_reads_back() {
    Curriculum curriculum = Curriculum.parse("length=10@0,20@5e4;wind=0.1@0");
    assertThat(curriculum).hasToString("length=10@0,20@50000;wind=0.1@0");
    assertThat(Curriculum.parse(curriculum.toString())).isEqualTo(curriculum);
    assertThat(Curriculum.parse("none")).isEqualTo(Curriculum.NONE).hasToString("none");
    assertThat(Curriculum.parse("").isEmpty()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          length               | curriculum is 'length'; it must be like length=10@0,20@50000.
          length=10            | the curriculum of length is '10'; it must be like 10@0,20@50000.
          length=10@0,@5       | the curriculum of length is '@5'; it must be like 10@0,20@50000.
          length=10@0,20@soon  | "soon" is not a number.
          length=10@5          | the first step of the curriculum of length is 5; it must be 0, so that
          length=10@0,20@0     | a step of the curriculum of length is 0; it must be larger than the one before.
          length=1@0;length=2@0 | the curriculum of length is given twice; it must be given once.
          """)
  void mistakes_are_named(String text, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Curriculum.parse(text))
        .withMessageContaining(message);
  }
}
