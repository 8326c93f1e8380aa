package ascent.env;

import ascent.rng.Rng;
import ascent.space.Space;

/// A well-behaved env for tests, to be broken in one place: a walk on the line that starts at a
/// random place and ends (terminated) after `length` steps. The observation is the place and the
/// number of steps.
public class Probe implements Env {
  public double place;
  public int steps;
  public int length = 5;
  public Rng rng = Rng.stream(0, "none");

  @Override
  public Space observationSpace() {
    return Space.box(-1000, 1000, 2);
  }

  @Override
  public Space actionSpace() {
    return Space.discrete(3);
  }

  @Override
  public void reset(Rng rng, float[] obs) {
    this.rng = rng;
    place = rng.uniform(-1, 1);
    steps = 0;
    observe(obs);
  }

  @Override
  public Step step(Action action, float[] obs) {
    place += action.index() - 1 + 0.1 * rng.nextDouble();
    steps++;
    observe(obs);
    return steps == length ? Step.terminal(place) : Step.of(place);
  }

  public void observe(float[] obs) {
    obs[0] = (float) place;
    obs[1] = steps;
  }
}
