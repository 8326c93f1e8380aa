package ascent.cli.bench;

import ascent.env.Action;
import ascent.env.Env;
import ascent.env.registry.EnvSpec;
import ascent.rng.Rng;
import ascent.space.Space;

/// An environment alone, with random actions, on one thread; resets are included.
final class EnvBench {
  private static final int ACTIONS = 4_096; // prepared beforehand, then repeated
  private static final int STEPS = 100_000; // in a round

  /// Medians.
  ///
  /// @param stepsPerSecond of one environment
  record Result(double stepsPerSecond, double allocatedBytesPerStep) {}

  private EnvBench() {}

  static Result run(EnvSpec spec, Effort effort) {
    try (Env env = spec.factory().get()) {
      Runnable steps = steps(env);
      Contest.warmUp(steps, effort.warmUpSeconds());
      Samples perSecond = new Samples();
      for (int round = 0; round < effort.rounds(); round++) {
        long start = System.nanoTime();
        steps.run();
        perSecond.add(STEPS * 1e9 / (System.nanoTime() - start));
      }
      return new Result(perSecond.median(), Allocation.of(steps, effort.rounds()) / STEPS);
    }
  }

  /// A round of steps; an episode that ends is followed by the next.
  private static Runnable steps(Env env) {
    Action[] actions = actions(env.actionSpace());
    float[] obs = new float[env.observationSpace().size()];
    Rng rng = Rng.stream(1, "env", 0, 0);
    env.reset(rng, obs);
    return () -> {
      for (int k = 0; k < STEPS; k++) {
        if (env.step(actions[k % ACTIONS], obs).last()) {
          env.reset(rng, obs);
        }
      }
    };
  }

  private static Action[] actions(Space space) {
    Rng rng = Rng.stream(1, "bench", 0, 0);
    float[] flat = new float[space.size()];
    Action[] actions = new Action[ACTIONS];
    for (int i = 0; i < ACTIONS; i++) {
      space.sample(rng, flat, 0);
      actions[i] = Action.of(space, flat, 0);
    }
    return actions;
  }
}
