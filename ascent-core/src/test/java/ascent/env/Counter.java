package ascent.env;

import ascent.rng.Rng;
import ascent.space.Space;

/// Shows the last action as one of four choices, at first 3; never ends.
public class Counter implements Env {
  private int last;

  @Override
  public Space observationSpace() {
    return Space.discrete(4);
  }

  @Override
  public Space actionSpace() {
    return Space.discrete(3);
  }

  @Override
  public void reset(Rng rng, float[] obs) {
    last = 3;
    obs[0] = last;
  }

  @Override
  public Step step(Action action, float[] obs) {
    last = action.index();
    obs[0] = last;
    return Step.of(last);
  }
}
