package com.acme.paintshop;

import ai.timefold.solver.core.api.score.buildin.hardsoft.HardSoftScore;
import ai.timefold.solver.core.api.score.stream.Constraint;
import ai.timefold.solver.core.api.score.stream.ConstraintFactory;
import ai.timefold.solver.core.api.score.stream.ConstraintProvider;

/// What makes a plan bad.
public class PaintConstraints implements ConstraintProvider {
  @Override
  public Constraint[] defineConstraints(ConstraintFactory factory) {
    return new Constraint[] {unplanned(factory), late(factory), cleaning(factory)};
  }

  private static Constraint unplanned(ConstraintFactory factory) {
    return factory
        .forEachIncludingUnassigned(Order.class)
        .filter(order -> !order.planned())
        .penalize(HardSoftScore.ONE_HARD)
        .asConstraint("order not planned");
  }

  private static Constraint late(ConstraintFactory factory) {
    return factory
        .forEach(Order.class)
        .penalize(HardSoftScore.ONE_SOFT, order -> order.priority() * order.lateness())
        .asConstraint("minutes late, by priority");
  }

  private static Constraint cleaning(ConstraintFactory factory) {
    return factory
        .forEach(Order.class)
        .penalize(HardSoftScore.ONE_SOFT, Order::cleaning)
        .asConstraint("minutes of cleaning");
  }
}
