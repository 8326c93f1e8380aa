package ascent.env;

import ascent.space.Space;

/// A [Probe] that is pushed by two numbers, with bounds of their own.
public class Pushed extends Probe {
  @Override
  public Space actionSpace() {
    return Space.box(new float[] {-2, 0}, new float[] {2, 10});
  }

  @Override
  public Step step(Action action, float[] obs) {
    float[] push = action.values();
    place += push[0] + 0.1 * push[1] + 0.1 * rng.nextDouble();
    steps++;
    observe(obs);
    return steps == length ? Step.terminal(place) : Step.of(place);
  }
}
