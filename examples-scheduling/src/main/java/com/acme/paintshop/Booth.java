package com.acme.paintshop;

import ai.timefold.solver.core.api.domain.entity.PlanningEntity;
import ai.timefold.solver.core.api.domain.lookup.PlanningId;
import ai.timefold.solver.core.api.domain.variable.PlanningListVariable;
import java.util.ArrayList;
import java.util.List;

/// Paints one order after the other.
@PlanningEntity
public class Booth {
  @PlanningId private int id;
  private int firstColour; // in it when the day begins

  @PlanningListVariable(allowsUnassignedValues = true)
  private List<Order> orders = new ArrayList<>(); // in the order in which they are painted

  /// For Timefold, which copies plans.
  Booth() {}

  Booth(int id, int firstColour) {
    this.id = id;
    this.firstColour = firstColour;
  }

  /// The minute at which its last order is done.
  int freeAt() {
    return orders.isEmpty() ? 0 : orders.getLast().end();
  }

  /// The colour that its last order leaves in it.
  int colour() {
    return orders.isEmpty() ? firstColour : orders.getLast().colour();
  }

  int id() {
    return id;
  }

  int firstColour() {
    return firstColour;
  }

  List<Order> orders() {
    return orders;
  }

  @Override
  public String toString() {
    return "booth " + id;
  }
}
