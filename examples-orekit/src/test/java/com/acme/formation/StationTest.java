package com.acme.formation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ascent.rng.Rng;
import org.junit.jupiter.api.Test;

class StationTest {
  private static final double THIN_AIR = 1e-20;

  private final Station station = new Station();

  private void begin(double outward, double forward) {
    double speed = -2 * Formation.MEAN_MOTION * outward; // an ellipse that does not drift
    station.begin(new Pass(new double[] {outward, Station.PLACE + forward, 0, speed}, THIN_AIR, 1));
  }

  @Test
  void at_its_place_it_costs_nothing_and_a_pulse_has_a_price() {
    begin(0, 0);

    assertThat(station.next(Station.NOTHING)).isZero();
    assertThat(station.next(Station.FORWARD)).isEqualTo(0.2);
  }

  @Test
  void a_slot_at_twice_the_radius_costs_1_and_none_more_than_5() {
    begin(0, 100);
    assertThat(station.next(Station.NOTHING)).isCloseTo(1, within(0.1));

    begin(0, 5_000);
    assertThat(station.next(Station.NOTHING)).isEqualTo(5);
  }

  @Test
  void a_pulse_in_the_dark_is_none() {
    begin(0, 0);
    for (int i = 0; i < Station.SLOTS_PER_ORBIT / 2; i++) {
      station.next(Station.NOTHING);
    }
    boolean[] mask = new boolean[3];
    station.mask(mask);

    assertThat(mask).containsExactly(true, false, false);
    assertThat(station.next(Station.FORWARD)).isLessThan(0.2);
  }

  @Test
  void the_middle_of_the_ellipse_stays_where_it_is_while_the_follower_moves_around_it() {
    begin(30, 0);

    for (int i = 0; i < Station.SLOTS_PER_ORBIT; i++) {
      assertThat(station.height()).isCloseTo(0, within(6.0)); // of ± 30 m; the flattening
      assertThat(station.along()).isCloseTo(0, within(15.0)); // of ± 60 m
      station.next(Station.NOTHING);
    }
  }

  @Test
  void the_law_pushes_forward_what_is_too_far_ahead_and_is_better_than_nothing() {
    Controller law = Controller.law(0.5, 25, false);
    begin(0, 80);
    assertThat(law.choose(station)).isEqualTo(Station.FORWARD);
    begin(0, -80);
    assertThat(law.choose(station)).isEqualTo(Station.BACKWARD);
    begin(0, 10);
    assertThat(law.choose(station)).isEqualTo(Station.NOTHING);

    Pass pass = Pass.draw(Rng.stream(1, "test"));
    assertThat(Controller.law(0.5, 25, true).cost(station, pass))
        .isLessThan(Controller.NOTHING.cost(station, pass) / 2);
  }
}
