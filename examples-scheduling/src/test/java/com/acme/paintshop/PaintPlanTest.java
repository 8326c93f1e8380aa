package com.acme.paintshop;

import static org.assertj.core.api.Assertions.assertThat;

import ai.timefold.solver.core.api.score.buildin.hardsoft.HardSoftScore;
import ascent.rng.Rng;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What Timefold computes is what the shop means.
class PaintPlanTest {

  @Test
  void times_and_score_of_a_plan_made_by_hand() {
    // colour 0 is in the booth; white (0) 10 min, black (3) 20 min, grey (1) 30 min
    Order white = new Order(0, 0, 10, new int[] {5, 20}, 1);
    Order black = new Order(1, 3, 20, new int[] {0, 30}, 2);
    Order grey = new Order(2, 1, 30, new int[] {100, 150}, 3);
    Order forgotten = new Order(3, 1, 30, new int[] {0, 1}, 3);
    Booth booth = new Booth(0, 0);
    booth.orders().addAll(List.of(white, black, grey));
    PaintPlan plan = new PaintPlan(List.of(booth), List.of(white, black, grey, forgotten));

    HardSoftScore score = new Planner().score(plan);

    // white: there at 5, nothing to clean, done at 15, due at 20
    assertThat(white.end()).isEqualTo(15);
    // black: free at 15, 5 min to clean for a darker colour, done at 40: 10 min late at 2 a minute
    assertThat(black.end()).isEqualTo(40);
    // grey: there at 100, 25 min to clean for a lighter colour, done at 155: 5 min late at 3
    assertThat(grey.end()).isEqualTo(155);
    // 20 + 15 late, 5 + 25 cleaning; one order not planned
    assertThat(score).isEqualTo(HardSoftScore.of(-1, -65));
    assertThat(booth.freeAt()).isEqualTo(155);
    assertThat(plan.done()).isFalse();
  }

  @Test
  void the_solver_knows_the_day_beforehand_and_does_better_than_a_rule() {
    PaintPlan solved = Planner.solve(Orders.day(Rng.stream(5, "test")), 20_000);
    int rule = Rules.EARLIEST_DUE.cost(Orders.day(Rng.stream(5, "test")), new Planner());

    assertThat(solved.score().isFeasible()).isTrue();
    assertThat(-solved.score().softScore()).isLessThan(rule);
  }
}
