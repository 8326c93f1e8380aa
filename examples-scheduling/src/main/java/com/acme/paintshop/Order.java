package com.acme.paintshop;

import ai.timefold.solver.core.api.domain.entity.PlanningEntity;
import ai.timefold.solver.core.api.domain.lookup.PlanningId;
import ai.timefold.solver.core.api.domain.variable.CascadingUpdateShadowVariable;
import ai.timefold.solver.core.api.domain.variable.InverseRelationShadowVariable;
import ai.timefold.solver.core.api.domain.variable.PreviousElementShadowVariable;

/// Something to be painted. Timefold fills in where it stands in the plan and when it starts.
@PlanningEntity
public class Order {
  /// Minutes to clean a booth for a darker colour, and for a lighter one.
  static final int TO_DARKER = 5;

  static final int TO_LIGHTER = 25;

  @PlanningId private int id;
  private int colour; // 0 is the lightest
  private int minutes; // of painting
  private int ready; // minute at which it arrives
  private int due; // minute by which it should be done
  private int priority; // cost of a minute's delay

  @InverseRelationShadowVariable(sourceVariableName = "orders")
  private Booth booth;

  @PreviousElementShadowVariable(sourceVariableName = "orders")
  private Order previous;

  @CascadingUpdateShadowVariable(targetMethodName = "updateStart")
  private Integer start; // minute at which painting starts; null while not planned

  /// For Timefold, which copies plans.
  Order() {}

  Order(int id, int colour, int minutes, int[] window, int priority) {
    this.id = id;
    this.colour = colour;
    this.minutes = minutes;
    ready = window[0];
    due = window[1];
    this.priority = priority;
  }

  /// Called by Timefold when the order, or one before it, is moved.
  void updateStart() {
    start = booth == null ? null : Math.max(freeBefore(), ready) + cleaning();
  }

  private int freeBefore() {
    return previous == null ? 0 : previous.end();
  }

  /// Minutes of cleaning before it, where it stands in the plan.
  int cleaning() {
    return cleaningAfter(previous == null ? booth.firstColour() : previous.colour);
  }

  /// Minutes of cleaning before it, after a colour.
  int cleaningAfter(int other) {
    return colour == other ? 0 : colour > other ? TO_DARKER : TO_LIGHTER;
  }

  int end() {
    return start + minutes;
  }

  int lateness() {
    return Math.max(0, end() - due);
  }

  boolean planned() {
    return booth != null;
  }

  int id() {
    return id;
  }

  int colour() {
    return colour;
  }

  int minutes() {
    return minutes;
  }

  int ready() {
    return ready;
  }

  int due() {
    return due;
  }

  int priority() {
    return priority;
  }

  @Override
  public String toString() {
    return "order " + id;
  }
}
