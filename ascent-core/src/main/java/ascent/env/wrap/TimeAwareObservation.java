package ascent.env.wrap;

import ascent.config.Check;
import ascent.env.Action;
import ascent.env.Env;
import ascent.env.EnvFactories;
import ascent.env.Step;
import ascent.rng.Rng;
import ascent.space.Box;
import ascent.space.Space;
import java.util.Arrays;
import java.util.function.Supplier;

/// An env whose observations end with the remaining share of the time limit, from 1 to 0. If the
/// time limit is part of the task, the best action may depend on it (Pardo et al. 2018,
/// arXiv:1712.00378).
///
/// It does not enforce the limit: `TimeAwareObservation.of(TimeLimit.of(Corridor::new, 200), 200)`.
public final class TimeAwareObservation implements Wrapper {
  private final Env env;
  private final int limit;
  private final int size; // of the inner observation
  private final Space observationSpace;
  private final float[] observed; // [size]
  private int steps;

  private TimeAwareObservation(Env env, int limit) {
    this.env = env;
    this.limit = limit;
    if (!(env.observationSpace() instanceof Box box)) {
      throw new IllegalArgumentException(
          "the observation space is "
              + env.observationSpace()
              + "; for the time to be added it"
              + " must be a Box.");
    }
    size = box.size();
    float[] low = Arrays.copyOf(box.low(), size + 1); // the last one is 0
    float[] high = Arrays.copyOf(box.high(), size + 1);
    high[size] = 1;
    observationSpace = Space.box(low, high);
    observed = new float[size];
  }

  /// Wraps envs to observe the remaining time.
  ///
  /// @param limit the length of the longest episode, ≥ 1
  public static Supplier<Env> of(Supplier<? extends Env> factory, int limit) {
    Check.that(limit >= 1, "limit", limit, "at least 1");
    return EnvFactories.around(factory, env -> new TimeAwareObservation(env, limit));
  }

  @Override
  public Env inner() {
    return env;
  }

  @Override
  public Space observationSpace() {
    return observationSpace;
  }

  @Override
  public void reset(Rng rng, float[] obs) {
    env.reset(rng, observed);
    steps = 0;
    show(obs);
  }

  @Override
  public Step step(Action action, float[] obs) {
    Step step = env.step(action, observed);
    steps++;
    show(obs);
    return step;
  }

  private void show(float[] obs) {
    System.arraycopy(observed, 0, obs, 0, size);
    obs[size] = Math.max(0, limit - steps) / (float) limit;
  }
}
