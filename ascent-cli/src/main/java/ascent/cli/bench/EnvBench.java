package ascent.cli.bench;

import ascent.env.Action;
import ascent.env.Env;
import ascent.env.EnvSpec;
import ascent.env.EpisodeStreams;
import ascent.env.VectorEnv;
import ascent.rng.Rng;
import ascent.space.Space;

/// An environment alone, with random actions, on one thread.
final class EnvBench {
  private static final int BATCH = 1_024;
  private static final int TURNS = 32; // sets of random actions
  private static final int SINGLE_STEPS = 100_000;

  /// Steps per second, medians.
  ///
  /// @param single of one environment
  /// @param batch of 1,024 environments behind a [VectorEnv], all together
  /// @param allocatedBytesPerStep of the latter
  record Result(double single, double batch, double allocatedBytesPerStep) {}

  private EnvBench() {}

  static Result run(EnvSpec spec, Effort effort) {
    try (Env env = spec.factory().get();
        VectorEnv envs = VectorEnv.of(spec.factory(), BATCH, EpisodeStreams.training(1, 0))) {
      float[][] actions = actions(env.actionSpace());
      Runnable single = single(env, actions[0]);
      Runnable batch = () -> step(envs, actions);
      double batchSteps = (double) BATCH * TURNS;
      return new Result(
          perSecond(single, SINGLE_STEPS, effort),
          perSecond(batch, batchSteps, effort),
          Allocation.of(batch, effort.rounds()) / batchSteps);
    }
  }

  /// Random actions, `[TURNS][BATCH × actionSize]`.
  private static float[][] actions(Space space) {
    Rng rng = Rng.stream(1, "bench", 0, 0);
    float[][] actions = new float[TURNS][BATCH * space.size()];
    for (float[] turn : actions) {
      for (int i = 0; i < BATCH; i++) {
        space.sample(rng, turn, i * space.size());
      }
    }
    return actions;
  }

  private static Runnable single(Env env, float[] flat) {
    Action[] actions = new Action[BATCH];
    for (int i = 0; i < BATCH; i++) {
      actions[i] = Action.of(env.actionSpace(), flat, i * env.actionSpace().size());
    }
    float[] obs = new float[env.observationSpace().size()];
    Rng rng = Rng.stream(1, "env", 0, 0);
    env.reset(rng, obs);
    return () -> {
      for (int k = 0; k < SINGLE_STEPS; k++) {
        if (env.step(actions[k % BATCH], obs).last()) {
          env.reset(rng, obs);
        }
      }
    };
  }

  private static void step(VectorEnv envs, float[][] actions) {
    for (float[] turn : actions) {
      envs.step(turn, 0, BATCH);
    }
  }

  private static double perSecond(Runnable work, double steps, Effort effort) {
    Contest.warmUp(work, effort.warmUpSeconds());
    Samples perSecond = new Samples();
    for (int round = 0; round < effort.rounds(); round++) {
      long start = System.nanoTime();
      work.run();
      perSecond.add(steps / (System.nanoTime() - start) * 1e9);
    }
    return perSecond.median();
  }
}
