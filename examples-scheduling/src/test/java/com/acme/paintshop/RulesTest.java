package com.acme.paintshop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RulesTest {
  // candidates in this order, by due date
  private final Order due = new Order(0, 1, 40, new int[] {9, 50}, 1);
  private final Order clean = new Order(1, 2, 20, new int[] {8, 60}, 1);
  private final Order early = new Order(2, 1, 39, new int[] {7, 70}, 3);
  private final Decision decision =
      new Decision(
          new PaintPlan(List.of(), List.of()), new Booth(0, 2), 10, List.of(due, clean, early));

  @Test
  void each_rule_chooses_by_what_it_is_named_for() {
    assertThat(Rules.EARLIEST_DUE.choose(decision)).isEqualTo(0);
    // 20 min and nothing to clean against 65 and 64
    assertThat(Rules.SHORTEST.choose(decision)).isEqualTo(1);
    assertThat(Rules.FIRST_COME.choose(decision)).isEqualTo(2);
  }

  @Test
  void apparent_tardiness_cost_minds_cleaning_by_k2() {
    // With k1 → ∞ it is priority by duration, 1/40, 1/20, 3/39, times e^(−25/(11.25 k2)) where the
    // colour changes: with a great k2 the third wins, with k2 = 1 it falls to 3/39 · 0.108 < 1/20.
    assertThat(Rules.apparentTardinessCost(1e9, 1e9).choose(decision)).isEqualTo(2);
    assertThat(Rules.apparentTardinessCost(1e9, 1).choose(decision)).isEqualTo(1);
  }
}
