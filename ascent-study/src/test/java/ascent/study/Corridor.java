package ascent.study;

import ascent.env.Action;
import ascent.env.Env;
import ascent.env.Step;
import ascent.rng.Rng;
import ascent.space.Box;
import ascent.space.Discrete;
import ascent.space.Space;

/// Five cells in a row. Steps to the right are rewarded; an episode has ten steps. It is found by
/// the name of its class.
public final class Corridor implements Env {
  private static final int CELLS = 5;
  private static final int STEPS = 10;

  private int cell;
  private int steps;

  @Override
  public Space observationSpace() {
    return new Box(new float[] {0}, new float[] {CELLS});
  }

  @Override
  public Space actionSpace() {
    return new Discrete(2);
  }

  @Override
  public void reset(Rng rng, float[] obs) {
    cell = rng.nextInt(CELLS);
    steps = 0;
    obs[0] = cell;
  }

  @Override
  public Step step(Action action, float[] obs) {
    boolean right = action.index() == 1;
    cell = Math.clamp(cell + (right ? 1 : -1), 0, CELLS - 1);
    obs[0] = cell;
    return Step.whole(right ? 1 : 0, false, ++steps == STEPS);
  }
}
