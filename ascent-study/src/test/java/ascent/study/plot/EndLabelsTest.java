package ascent.study.plot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class EndLabelsTest {
  @Test
  void labels_with_room_stay_where_they_want_to_be() {
    assertThat(EndLabels.place(List.of(80.0, 20.0), 10, 0, 100)).containsExactly(80, 20);
  }

  @Test
  void labels_that_would_overlap_move_apart_in_their_order() {
    assertThat(EndLabels.place(List.of(52.0, 50.0, 51.0), 10, 0, 100)).containsExactly(70, 50, 60);
    assertThat(EndLabels.place(List.of(99.0, 98.0), 10, 0, 100)).containsExactly(100, 90);
  }
}
