package ascent.env.wrap;

import ascent.env.Action;
import ascent.env.Env;
import ascent.env.EnvFactories;
import ascent.env.Step;
import ascent.space.Box;
import ascent.space.Space;
import java.util.function.Supplier;

/// An env with actions in [−1, 1]ⁿ, which are scaled to the bounds of the inner env. A Gaussian
/// policy starts with mean 0 and standard deviation 1, so bounds like [0, 500] or [−0.01, 0.01] are
/// hard to learn.
public final class RescaleAction implements Wrapper {
  private final Env env;
  private final Box bounds;
  private final Space actionSpace;
  private final Action inner;
  private final float[] stretched; // [n]

  private RescaleAction(Env env) {
    this.env = env;
    if (!(env.actionSpace() instanceof Box box) || !box.bounded()) {
      throw new IllegalArgumentException(
          "the action space is "
              + env.actionSpace()
              + "; to rescale actions it must be a Box with"
              + " finite bounds.");
    }
    bounds = box;
    actionSpace = Space.box(-1, 1, box.size());
    inner = new Action(box);
    stretched = new float[box.size()];
  }

  /// Wraps envs to take actions in [−1, 1]ⁿ.
  public static Supplier<Env> of(Supplier<? extends Env> factory) {
    return EnvFactories.around(factory, env -> new RescaleAction(env));
  }

  @Override
  public Env inner() {
    return env;
  }

  @Override
  public Space actionSpace() {
    return actionSpace;
  }

  /// Maps −1 to the lower bound and 1 to the upper bound.
  @Override
  public Step step(Action action, float[] obs) {
    float[] values = action.values();
    for (int i = 0; i < stretched.length; i++) {
      double low = bounds.low(i);
      double high = bounds.high(i);
      stretched[i] = (float) (low + (high - low) * 0.5 * (values[i] + 1.0));
    }
    inner.set(stretched, 0);
    return env.step(inner, obs);
  }
}
