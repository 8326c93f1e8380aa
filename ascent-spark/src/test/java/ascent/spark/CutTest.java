package ascent.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CutTest {
  @ParameterizedTest
  @CsvSource({"10, 4", "7, 7", "1, 1", "2147483647, 1000"})
  void parts_cover_all_environments_and_differ_by_at_most_one(int envs, int parts) {
    Cut cut = new Cut(envs, parts);
    long total = 0;
    for (int p = 0; p < parts; p++) {
      assertThat(cut.first(p)).isEqualTo((int) total);
      assertThat(cut.size(p)).isBetween(envs / parts, envs / parts + 1);
      total += cut.size(p);
    }
    assertThat(total).isEqualTo(envs);
    assertThat(cut.first(parts)).isEqualTo(envs);
  }

  @Test
  void each_core_has_a_part_and_four_where_episodes_differ_in_length() {
    assertThat(Cut.fitting(64, 3, false).parts()).isEqualTo(3);
    assertThat(Cut.fitting(64, 3, true).parts()).isEqualTo(12);
    assertThat(Cut.fitting(2, 3, false).parts()).isEqualTo(2);
  }

  @Test
  void a_part_has_an_environment() {
    assertThat(catchThrowableOfType(IllegalArgumentException.class, () -> new Cut(3, 4)))
        .hasMessage("parts is 4; it must be in [1, 3].");
  }
}
