package ascent.bench;

import ascent.env.Action;
import ascent.env.Env;
import ascent.env.Step;
import ascent.env.registry.Envs;
import ascent.env.wrap.Wrapper;
import ascent.rng.Rng;
import ascent.spark.EnvFactory;
import org.apache.spark.TaskContext;

/// An environment that is slow on executors, and as fast as ever in a process without Spark. What
/// it does stays the same: how long it sleeps comes from the clock, not from the stream of its
/// episode.
///
/// @param inner the environment
/// @param millis that each step takes longer
/// @param hangs now and then, for three seconds
/// @param chance draws when
record SlowedEnv(Env inner, int millis, boolean hangs, Rng chance) implements Wrapper {
  private static final int HANGING_MILLIS = 3_000;
  private static final int STEPS_PER_HANG = 1_000; // on average

  /// Makes environments that take longer for a step.
  static EnvFactory pacing(String id, int millis) {
    return () -> new SlowedEnv(Envs.find(id).factory().get(), millis, false, anyRng());
  }

  /// Makes environments that hang at random.
  static EnvFactory hanging(String id) {
    return () -> new SlowedEnv(Envs.find(id).factory().get(), 0, true, anyRng());
  }

  /// Another one at each call, so that two computations of a part hang at different steps.
  private static Rng anyRng() {
    return Rng.stream(System.nanoTime(), "hang");
  }

  @Override
  public Step step(Action action, float[] obs) {
    if (TaskContext.get() != null) {
      if (millis > 0) { // a sleep of 0 ms gives the core away
        sleep(millis);
      }
      if (hangs && chance.nextInt(STEPS_PER_HANG) == 0) {
        sleep(HANGING_MILLIS);
      }
    }
    return inner.step(action, obs);
  }

  private static void sleep(int millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new IllegalStateException("stopped", e);
    }
  }
}
