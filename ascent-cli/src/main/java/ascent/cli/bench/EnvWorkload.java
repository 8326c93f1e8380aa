package ascent.cli.bench;

import ascent.env.Action;
import ascent.env.Env;
import ascent.env.registry.EnvSpec;
import ascent.rng.Rng;
import ascent.space.Space;

/// An environment alone: steps with precomputed random actions, including resets.
public final class EnvWorkload implements AutoCloseable {
  /// Steps in a [#run].
  public static final int STEPS = 4_096;

  private final Env env;
  private final Action[] actions = new Action[STEPS];
  private final float[] obs;
  private final Rng rng = Rng.stream(1, "env");

  public EnvWorkload(EnvSpec spec) {
    env = spec.factory().get();
    obs = new float[env.observationSpace().size()];
    env.reset(rng, obs);
    Space space = env.actionSpace();
    float[] flat = new float[space.size()];
    Rng chance = Rng.stream(1, "bench");
    for (int i = 0; i < STEPS; i++) {
      space.sample(chance, flat, 0);
      actions[i] = Action.of(space, flat, 0);
    }
  }

  /// Runs the steps; a new episode starts when one ends.
  public void run() {
    for (Action action : actions) {
      if (env.step(action, obs).last()) {
        env.reset(rng, obs);
      }
    }
  }

  @Override
  public void close() {
    env.close();
  }
}
