package com.acme.grid;

import ascent.env.Action;
import ascent.env.Env;
import ascent.env.Step;
import ascent.rng.Rng;
import ascent.space.Space;

/// A day of a control room as an environment.
public final class GridEnv implements Env {
  // @start region="env"
  private static final double REWARD_SCALE = 10_000; // €

  private final ControlRoom room = new ControlRoom(); // with a PowSyBl network of its own

  @Override
  public Space observationSpace() {
    return ControlRoom.OBSERVATIONS;
  }

  @Override
  public Space actionSpace() {
    return ControlRoom.ACTIONS;
  }

  @Override
  public void reset(Rng rng, float[] obs) {
    room.begin(Day.draw(rng, room.grid()));
    room.observe(obs);
  }

  @Override
  public Step step(Action action, float[] obs) {
    double reward = -room.next(action.index()) / REWARD_SCALE;
    room.observe(obs);
    return room.over() ? Step.terminal(reward) : Step.of(reward);
  }

  @Override
  public boolean actionMask(boolean[] mask) {
    room.mask(mask);
    return true;
  }
  // @end
}
