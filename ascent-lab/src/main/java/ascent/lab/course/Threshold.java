package ascent.lab.course;

import ascent.env.Action;
import ascent.env.Env;
import ascent.env.Step;
import ascent.rng.Rng;
import ascent.space.Space;

/// One step with a real action: 1 if it is above ½, otherwise 0. The derivative of the reward by
/// the action is 0 wherever there is one.
record Threshold() implements Env {
  private static final float EDGE = 0.5f;

  @Override
  public Space observationSpace() {
    return Space.box(0, 1, 1);
  }

  @Override
  public Space actionSpace() {
    return Space.box(-2, 2, 1);
  }

  @Override
  public void reset(Rng rng, float[] obs) {
    obs[0] = 1;
  }

  @Override
  public Step step(Action action, float[] obs) {
    obs[0] = 1;
    return Step.terminal(action.values()[0] > EDGE ? 1 : 0);
  }
}
