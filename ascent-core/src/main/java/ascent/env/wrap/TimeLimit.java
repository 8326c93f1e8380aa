package ascent.env.wrap;

import ascent.config.Check;
import ascent.env.Action;
import ascent.env.Env;
import ascent.env.EnvFactories;
import ascent.env.Step;
import ascent.rng.Rng;
import java.util.function.Supplier;

/// An env whose episodes are truncated after a number of steps, unless they end earlier.
public final class TimeLimit implements Wrapper {
  private final Env env;
  private final int maxSteps;
  private int steps;

  private TimeLimit(Env env, int maxSteps) {
    this.env = env;
    this.maxSteps = maxSteps;
  }

  /// Wraps envs with a time limit: `TimeLimit.of(Corridor::new, 200)`.
  ///
  /// @param maxSteps the length of the longest episode, ≥ 1
  public static Supplier<Env> of(Supplier<? extends Env> factory, int maxSteps) {
    Check.that(maxSteps >= 1, "maxSteps", maxSteps, "at least 1");
    return EnvFactories.around(factory, env -> new TimeLimit(env, maxSteps));
  }

  @Override
  public Env inner() {
    return env;
  }

  @Override
  public void reset(Rng rng, float[] obs) {
    steps = 0;
    env.reset(rng, obs);
  }

  @Override
  public Step step(Action action, float[] obs) {
    Step step = env.step(action, obs);
    steps++;
    return steps < maxSteps || step.last() ? step : Step.truncated(step.reward());
  }
}
