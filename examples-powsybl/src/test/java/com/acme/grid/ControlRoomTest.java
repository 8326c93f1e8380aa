package com.acme.grid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ascent.rng.Rng;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ControlRoomTest {
  private static final int UP_AT_BUS_2 = 2;
  private static final int DOWN_AT_BUS_2 = 1;
  private static final int DOWN_AT_BUS_3 = 3;
  private static final int UP_AT_BUS_3 = 4;
  private static final int UP_AT_BUS_6 = 6;

  private final ControlRoom room = new ControlRoom();

  /// A day on which every hour is like the published state, until a line fails.
  private Day flat(String line, int hour) {
    double[][] demand = new double[Day.HOURS + 1][];
    Arrays.fill(demand, room.grid().publishedLoads());
    return new Day(demand, room.grid().lines().indexOf(line), hour);
  }

  @BeforeEach
  void begin() {
    room.begin(flat("L2-3-1", 3));
  }

  @Test
  void a_quiet_hour_costs_nothing_and_a_move_costs_20_euros_a_megawatt() {
    assertThat(room.next(ControlRoom.NOTHING)).isZero();
    assertThat(room.next(UP_AT_BUS_3)).isEqualTo(20 * 20);
  }

  @Test
  void after_the_failure_every_megawatt_above_a_limit_costs_1000_euros() {
    room.next(ControlRoom.NOTHING);
    room.next(ControlRoom.NOTHING);

    double cost = room.next(ControlRoom.NOTHING);

    double[] loading =
        room.grid()
            .loading(
                room.grid().publishedLoads(),
                new double[] {40, 0, 0, 0},
                room.grid().lines().indexOf("L2-3-1"));
    double over = 0;
    for (int i = 0; i < loading.length; i++) {
      over += Math.max(0, Math.abs(loading[i]) - 1) * room.grid().limit(i);
    }
    assertThat(over).isGreaterThan(100);
    assertThat(cost).isCloseTo(1_000 * over, within(1e-6));
  }

  @Test
  void generators_stay_within_their_limits() {
    assertThat(room.allowed(DOWN_AT_BUS_3)).isFalse(); // at 0 MW

    room.next(DOWN_AT_BUS_2);
    room.next(DOWN_AT_BUS_2);

    assertThat(room.allowed(DOWN_AT_BUS_2)).isFalse();
    assertThat(room.allowed(UP_AT_BUS_2)).isTrue();
  }

  @Test
  void all_together_move_120_megawatts_at_most_and_then_only_back() {
    room.begin(flat("L13-14-1", 19)); // harmless, and later
    for (int i = 0; i < 3; i++) {
      room.next(UP_AT_BUS_3);
      room.next(UP_AT_BUS_6);
    }

    boolean[] mask = new boolean[ControlRoom.ACTIONS.features()];
    room.mask(mask);

    assertThat(mask).containsExactly(true, false, false, true, false, true, false, false, false);
    double idle = room.next(ControlRoom.NOTHING);
    assertThat(room.next(UP_AT_BUS_6)).as("a forbidden action does nothing").isEqualTo(idle);
  }

  @Test
  void the_forecast_is_what_comes_where_demand_takes_its_course() {
    Day day = Day.draw(Rng.stream(1, "test"), room.grid());
    double[][] typical = new double[Day.HOURS + 1][];
    typical[0] = day.demand()[0];
    for (int hour = 0; hour < Day.HOURS; hour++) {
      double trend = Day.trend(hour);
      typical[hour + 1] = Arrays.stream(typical[hour]).map(mw -> mw * trend).toArray();
    }
    room.begin(new Day(typical, 0, 0));

    for (int action : new int[] {UP_AT_BUS_3, ControlRoom.NOTHING, UP_AT_BUS_6}) {
      double forecast = room.forecast(action, 1);
      assertThat(room.next(action)).isEqualTo(forecast);
    }
  }

  @Test
  void greedy_acts_after_the_failure_and_does_nothing_before() {
    Operator greedy = Operator.greedy(1);

    assertThat(greedy.choose(room)).isEqualTo(ControlRoom.NOTHING);
    for (int i = 0; i < 3; i++) {
      room.next(ControlRoom.NOTHING);
    }
    assertThat(greedy.choose(room)).isEqualTo(UP_AT_BUS_3);
  }

  @Test
  void greedy_is_cheaper_than_nothing_on_a_bad_day() {
    Day day = flat("L2-3-1", 3);

    assertThat(Arrays.stream(Operator.greedy(1).costs(room, day)).sum())
        .isLessThan(Arrays.stream(Operator.NOTHING.costs(room, day)).sum() / 3);
  }

  @Test
  void the_line_whose_loss_would_cut_off_a_bus_never_fails() {
    int only = room.grid().lines().indexOf("L7-8-1");
    for (int i = 0; i < 300; i++) {
      Day day = Day.draw(Rng.stream(i, "test"), room.grid());
      assertThat(day.line()).isNotEqualTo(only);
      assertThat(day.hour()).isBetween(5, 19);
    }
  }
}
