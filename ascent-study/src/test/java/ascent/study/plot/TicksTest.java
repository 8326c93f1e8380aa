package ascent.study.plot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TicksTest {
  private static List<String> labels(double low, double high, int most) {
    Ticks ticks = Ticks.in(low, high, most);
    return ticks.values().stream().map(ticks::label).toList();
  }

  @Test
  void marks_are_round_and_no_more_than_fit() {
    assertThat(labels(0, 500, 6)).containsExactly("0", "100", "200", "300", "400", "500");
    assertThat(labels(0, 500, 4)).containsExactly("0", "200", "400");
    assertThat(labels(-170, -23, 4)).containsExactly("−150", "−100", "−50");
  }

  @Test
  void large_and_small_numbers_are_short() {
    assertThat(labels(0, 100_000, 5)).containsExactly("0", "50k", "100k");
    assertThat(labels(0, 2e6, 5)).containsExactly("0", "0.5M", "1.0M", "1.5M", "2.0M");
    assertThat(labels(0, 0.02, 5)).containsExactly("0", "0.005", "0.010", "0.015", "0.020");
  }

  @Test
  void an_empty_range_has_a_mark() {
    assertThat(labels(3, 3, 5)).containsExactly("3");
  }
}
