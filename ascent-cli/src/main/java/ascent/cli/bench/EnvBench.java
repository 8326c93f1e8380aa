package ascent.cli.bench;

import ascent.env.Action;
import ascent.env.Batchable;
import ascent.env.Env;
import ascent.env.EpisodeStreams;
import ascent.env.VectorEnv;
import ascent.env.registry.EnvSpec;
import ascent.rng.Rng;
import ascent.space.Space;

/// An environment alone, with random actions, on one thread.
final class EnvBench {
  private static final int TURNS = 32; // sets of random actions

  /// Steps per second, medians.
  ///
  /// @param single of one environment
  /// @param batch of many environments behind a [VectorEnv], all together: 1,024 where they have a
  ///   [twin][Batchable] for that, else 8
  /// @param allocatedBytesPerStep of the latter
  record Result(double single, double batch, double allocatedBytesPerStep) {}

  private EnvBench() {}

  static Result run(EnvSpec spec, Effort effort) {
    try (Env env = spec.factory().get()) {
      return env instanceof Batchable
          ? run(spec, env, effort, new Size(1_024, 100_000))
          : run(spec, env, effort, new Size(8, 256));
    }
  }

  /// How much is done in a round.
  ///
  /// @param batch environments in the batch
  /// @param singleSteps steps of the one environment
  private record Size(int batch, int singleSteps) {}

  private static Result run(EnvSpec spec, Env env, Effort effort, Size size) {
    int n = size.batch;
    try (VectorEnv envs = VectorEnv.of(spec.factory(), n, EpisodeStreams.training(1, 0))) {
      float[][] actions = actions(env.actionSpace(), n);
      Runnable single = single(env, actions, size);
      Runnable batch = () -> step(envs, actions);
      double batchSteps = (double) n * TURNS;
      return new Result(
          perSecond(single, size.singleSteps, effort),
          perSecond(batch, batchSteps, effort),
          Allocation.of(batch, effort.rounds()) / batchSteps);
    }
  }

  /// Random actions, `[TURNS][n × actionSize]`.
  private static float[][] actions(Space space, int n) {
    Rng rng = Rng.stream(1, "bench", 0, 0);
    float[][] actions = new float[TURNS][n * space.size()];
    for (float[] turn : actions) {
      for (int i = 0; i < n; i++) {
        space.sample(rng, turn, i * space.size());
      }
    }
    return actions;
  }

  private static Runnable single(Env env, float[][] flat, Size size) {
    Space space = env.actionSpace();
    Action[] actions = new Action[TURNS * size.batch];
    for (int i = 0; i < actions.length; i++) {
      actions[i] = Action.of(space, flat[i / size.batch], i % size.batch * space.size());
    }
    float[] obs = new float[env.observationSpace().size()];
    Rng rng = Rng.stream(1, "env", 0, 0);
    env.reset(rng, obs);
    return () -> {
      for (int k = 0; k < size.singleSteps; k++) {
        if (env.step(actions[k % actions.length], obs).last()) {
          env.reset(rng, obs);
        }
      }
    };
  }

  private static void step(VectorEnv envs, float[][] actions) {
    for (float[] turn : actions) {
      envs.step(turn, 0, envs.numEnvs());
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
