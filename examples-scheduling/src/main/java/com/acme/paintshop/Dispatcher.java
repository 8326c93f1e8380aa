package com.acme.paintshop;

/// Says which order is painted next.
@FunctionalInterface
interface Dispatcher {
  /// The number of the chosen candidate.
  int choose(Decision decision);

  /// Plans a whole day, decision by decision.
  ///
  /// @return its cost: the soft score without its sign
  default int cost(PaintPlan plan, Planner planner) {
    planner.score(plan);
    while (!plan.done()) {
      Decision decision = Decision.next(plan);
      decision.booth().orders().add(decision.chosen(choose(decision)));
      planner.score(plan);
    }
    return -plan.score().softScore();
  }
}
