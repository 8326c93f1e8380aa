package com.acme.paintshop;

import ai.timefold.solver.core.api.domain.solution.PlanningEntityCollectionProperty;
import ai.timefold.solver.core.api.domain.solution.PlanningScore;
import ai.timefold.solver.core.api.domain.solution.PlanningSolution;
import ai.timefold.solver.core.api.domain.valuerange.ValueRangeProvider;
import ai.timefold.solver.core.api.score.buildin.hardsoft.HardSoftScore;
import java.util.List;

/// A day of the paint shop: what Timefold plans and scores.
@PlanningSolution
public class PaintPlan {
  @PlanningEntityCollectionProperty private List<Booth> booths;

  @PlanningEntityCollectionProperty @ValueRangeProvider private List<Order> orders;

  @PlanningScore private HardSoftScore score;

  /// For Timefold, which copies plans.
  PaintPlan() {}

  PaintPlan(List<Booth> booths, List<Order> orders) {
    this.booths = booths;
    this.orders = orders;
  }

  List<Booth> booths() {
    return booths;
  }

  List<Order> orders() {
    return orders;
  }

  /// Whether every order is planned.
  boolean done() {
    return orders.stream().allMatch(Order::planned);
  }

  HardSoftScore score() {
    return score;
  }
}
