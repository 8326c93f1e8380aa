package com.acme.formation;

import ascent.env.Action;
import ascent.env.Env;
import ascent.env.Step;
import ascent.rng.Rng;
import ascent.space.Space;

/// Ten revolutions of a formation as an environment.
public final class FormationEnv implements Env {
  // @start region="env"
  private final Station station = new Station(); // with Orekit propagators of its own

  @Override
  public Space observationSpace() {
    return Station.OBSERVATIONS;
  }

  @Override
  public Space actionSpace() {
    return Station.ACTIONS;
  }

  @Override
  public void reset(Rng rng, float[] obs) {
    station.begin(Pass.draw(rng));
    station.observe(obs);
  }

  @Override
  public Step step(Action action, float[] obs) {
    double reward = -station.next(action.index());
    station.observe(obs);
    return station.over() ? Step.terminal(reward) : Step.of(reward);
  }

  @Override
  public boolean actionMask(boolean[] mask) {
    station.mask(mask);
    return true;
  }
  // @end
}
