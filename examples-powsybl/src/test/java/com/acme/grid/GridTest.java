package com.acme.grid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class GridTest {
  private static final double[] PUBLISHED = {40, 0, 0, 0};

  private final Grid grid = new Grid();

  private double flow(double[] loading, String line) {
    int i = grid.lines().indexOf(line);
    return loading[i] * grid.limit(i);
  }

  @Test
  void in_the_published_state_no_line_carries_more_than_four_fifths_of_its_limit() {
    double[] loading = grid.loading(grid.publishedLoads(), PUBLISHED, -1);

    assertThat(Arrays.stream(loading).map(Math::abs).max()).hasValueCloseTo(0.8, within(1e-9));
  }

  /// Kirchhoff's first law at bus 5: lines from 1, 2 and 4 in, the transformer to 6 and 7.6 MW out.
  @Test
  void what_flows_into_a_bus_flows_out_of_it() {
    double[] loading = grid.loading(grid.publishedLoads(), PUBLISHED, -1);

    double in = flow(loading, "L1-5-1") + flow(loading, "L2-5-1") + flow(loading, "L4-5-1");
    assertThat(in - flow(loading, "T5-6-1")).isCloseTo(7.6, within(1e-6));
  }

  @Test
  void the_first_generator_covers_what_the_others_do_not() {
    double[] loading = grid.loading(grid.publishedLoads(), new double[] {40, 20, 0, 0}, -1);

    assertThat(flow(loading, "L1-2-1") + flow(loading, "L1-5-1"))
        .isCloseTo(259 - 40 - 20, within(1e-6));
  }

  @Test
  void a_lost_line_carries_nothing_and_is_back_at_the_next_call() {
    double[] before = grid.loading(grid.publishedLoads(), PUBLISHED, -1);

    double[] without = grid.loading(grid.publishedLoads(), PUBLISHED, 0);

    assertThat(without[0]).isZero();
    assertThat(flow(without, "L1-5-1")).isCloseTo(219, within(1e-6));
    assertThat(grid.loading(grid.publishedLoads(), PUBLISHED, -1)).isEqualTo(before);
  }
}
