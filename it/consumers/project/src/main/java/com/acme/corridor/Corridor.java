package com.acme.corridor;

import ascent.env.Action;
import ascent.env.Env;
import ascent.env.Step;
import ascent.rng.Rng;
import ascent.space.Space;

/// Walk right along a corridor of ten cells: −0.01 a step, +1 at the end.
final class Corridor implements Env {
  private int cell;

  @Override
  public Space observationSpace() {
    return Space.box(0, 1, 1);
  }

  @Override
  public Space actionSpace() {
    return Space.discrete(2);
  }

  @Override
  public void reset(Rng rng, float[] obs) {
    cell = 0;
    obs[0] = 0;
  }

  @Override
  public Step step(Action action, float[] obs) {
    cell = Math.max(0, cell + (action.index() == 1 ? 1 : -1));
    obs[0] = cell / 10f;
    return cell == 10 ? Step.terminal(1) : Step.of(-0.01);
  }
}
