package com.acme.paintshop;

import ascent.agent.Agent;
import ascent.rng.Rng;
import java.io.IOException;
import java.nio.file.Path;

/// What runs in the shop: a booth is free, which order is next?
final class DispatchToday {
  private DispatchToday() {}

  // @start region="production"
  /// Argument: the file of the policy.
  public static void main(String[] args) throws IOException {
    Dispatcher dispatcher = new PolicyDispatcher(Agent.load(Path.of(args[0])));

    PaintPlan plan = Orders.day(Rng.stream(7, "today")); // yours comes from the database
    Planner planner = new Planner();
    planner.score(plan);
    while (!plan.done()) {
      Decision decision = Decision.next(plan);
      Order order = decision.chosen(dispatcher.choose(decision));
      IO.println("minute " + decision.now() + ": " + order + " to " + decision.booth());
      decision.booth().orders().add(order);
      planner.score(plan);
    }
    IO.println("cost " + -plan.score().softScore());
  }
  // @end
}
