package com.acme.paintshop;

import ascent.env.Action;
import ascent.env.Env;
import ascent.env.Step;
import ascent.rng.Rng;
import ascent.space.Space;
import java.util.Arrays;

/// A day of the paint shop as an environment: at each step, the booth that is free first gets an
/// order. Timefold computes the times and the score.
public final class PaintShop implements Env {
  // @start region="env"
  private static final double REWARD_SCALE = 100; // rewards of about 0.1 a step

  private final Planner planner = new Planner(); // Timefold, one of its own per env
  private PaintPlan plan;
  private Decision decision;
  private int score;

  @Override
  public Space observationSpace() {
    return Decision.OBSERVATIONS;
  }

  @Override
  public Space actionSpace() {
    return Decision.ACTIONS;
  }

  @Override
  public void reset(Rng rng, float[] obs) {
    plan = Orders.day(rng);
    planner.score(plan);
    score = 0;
    decision = Decision.next(plan);
    decision.observe(obs);
  }

  @Override
  public Step step(Action action, float[] obs) {
    decision.booth().orders().add(decision.chosen(action.index()));
    int before = score;
    score = planner.score(plan).softScore(); // all start times too
    double reward = (score - before) / REWARD_SCALE;
    if (plan.done()) {
      Arrays.fill(obs, 0);
      return Step.terminal(reward);
    }
    decision = Decision.next(plan);
    decision.observe(obs);
    return Step.of(reward);
  }

  @Override
  public boolean actionMask(boolean[] mask) {
    decision.mask(mask);
    return true;
  }
  // @end
}
