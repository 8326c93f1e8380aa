package com.acme.paintshop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class DecisionTest {
  // id, colour, minutes, {ready, due}, priority
  private final Order late = new Order(0, 2, 20, new int[] {0, 90}, 1);
  private final Order soon = new Order(1, 3, 40, new int[] {0, 60}, 3);
  private final Order tomorrow = new Order(2, 0, 10, new int[] {500, 600}, 1);
  private final Booth first = new Booth(0, 2);
  private final Booth second = new Booth(1, 3);
  private final PaintPlan plan =
      new PaintPlan(List.of(first, second), List.of(late, soon, tomorrow));

  @Test
  void candidates_are_those_that_have_arrived_the_one_due_first_in_front() {
    Decision decision = Decision.next(plan);

    assertThat(decision.booth()).isSameAs(first);
    assertThat(decision.now()).isZero();
    assertThat(decision.candidates()).containsExactly(soon, late);
    boolean[] mask = new boolean[Decision.MAX_CANDIDATES];
    decision.mask(mask);
    assertThat(mask).startsWith(true, true, false).hasSize(10);
  }

  @Test
  void time_goes_on_to_the_next_arrival_when_nothing_is_left_to_paint() {
    Planner planner = new Planner();
    first.orders().add(late);
    second.orders().add(soon);
    planner.score(plan);

    Decision decision = Decision.next(plan);

    // booth 0 is free at 20, booth 1 at 40; the last order comes at 500
    assertThat(decision.booth()).isSameAs(first);
    assertThat(decision.now()).isEqualTo(500);
    assertThat(decision.candidates()).containsExactly(tomorrow);
  }

  @Test
  void an_observation_is_what_a_dispatcher_would_look_at() {
    float[] obs = new float[Decision.OBSERVATIONS.size()];
    Decision.next(plan).observe(obs);

    // the shop: minute 0, two candidates of at most ten, the other booth is free, nothing planned
    assertThat(obs).startsWith(0, 0.2f, 0, 0);
    // soon: there, 40 of 40 min, 60 − 5 − 40 = 15 min to spare of 60, priority 3 of 3, darker than
    // booth 0's colour: 5 of 25 min to clean, none in booth 1, no other of its colour
    float[] candidate = {1, 1, 0.25f, 1, 0.2f, 0, 0};
    for (int i = 0; i < candidate.length; i++) {
      assertThat(obs[4 + i]).as("feature " + i).isEqualTo(candidate[i], within(1e-6f));
    }
    // places without a candidate
    assertThat(obs[4 + 2 * 7]).isZero();
  }

  @Test
  void a_forbidden_action_means_the_last_candidate() {
    assertThat(Decision.next(plan).chosen(9)).isSameAs(late);
  }
}
