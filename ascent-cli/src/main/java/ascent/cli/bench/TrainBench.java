package ascent.cli.bench;

import ascent.algo.PPOConfig;
import ascent.env.registry.EnvSpec;
import ascent.env.registry.Envs;
import ascent.policy.ActorCritic;
import ascent.train.Listener;
import ascent.train.Metrics;
import ascent.train.Run;
import ascent.train.Trainer;
import java.util.List;

/// Whole training runs of PPO on CartPole-v1: with Stable-Baselines3's default settings, one
/// environment, one thread, relative to the peak, which is measured after every iteration, outside
/// the timed part; and on one thread and two in turns.
final class TrainBench {
  private static final String ENV = "CartPole-v1";

  /// Times the iterations of one run.
  private static final class Clock implements Listener {
    private final Peak peak;
    private final Samples bytesPerStep = new Samples();
    private long steps;
    private double nanos;
    private double possible; // operations at peak rate in the same time
    private double peakBefore;
    private long startNanos;
    private long startBytes;

    Clock(Peak peak) {
      this.peak = peak;
      peakBefore = peak.now();
      startNanos = System.nanoTime();
      startBytes = Allocation.soFar();
    }

    @Override
    public void updated(Run run, Metrics metrics) {
      double took = System.nanoTime() - startNanos;
      double bytes = Allocation.soFar() - startBytes;
      bytesPerStep.add(bytes / (metrics.steps() - steps));
      steps = metrics.steps();
      double peakAfter = peak.now();
      nanos += took;
      possible += took * (peakBefore + peakAfter) / 2;
      peakBefore = peakAfter;
      startBytes = Allocation.soFar();
      startNanos = System.nanoTime();
    }
  }

  private TrainBench() {}

  /// One thread against two, in turns: the defaults, whose minibatches of 64 last some tens of
  /// microseconds, and 16 environments with minibatches of 1,024.
  static List<BenchResult.TwoThreads> twoThreads(BenchConfig bench) {
    PPOConfig defaults = PPOConfig.DEFAULT;
    return List.of(
        twoThreads("sb3 defaults", 1, defaults, bench),
        twoThreads("16 envs, batch 1024", 16, defaults.withBatchSize(1024), bench));
  }

  private static BenchResult.TwoThreads twoThreads(
      String settings, int envs, PPOConfig config, BenchConfig bench) {
    Samples one = new Samples();
    Samples two = new Samples();
    Samples ratio = new Samples();
    for (int run = 0; run <= bench.trainRuns(); run++) {
      double oneThread = stepsPerSecond(envs, config, 1, 1 + run, bench.trainSteps());
      double twoThreads = stepsPerSecond(envs, config, 2, 1 + run, bench.trainSteps());
      if (run > 0) { // the first one is for the compiler
        one.add(oneThread);
        two.add(twoThreads);
        ratio.add(twoThreads / oneThread);
      }
    }
    return new BenchResult.TwoThreads(settings, one.median(), two.median(), ratio.median());
  }

  private static double stepsPerSecond(
      int envs, PPOConfig config, int threads, int seed, long steps) {
    var result = Trainer.of(ENV).with(config).envs(envs).seed(seed).threads(threads).train(steps);
    return result.steps() / result.wallSeconds();
  }

  static BenchResult.Train run(Peak peak, BenchConfig bench) {
    EnvSpec env = Envs.find(ENV);
    double operationsPerStep = operationsPerStep(env);
    Samples stepsPerSecond = new Samples();
    Samples fraction = new Samples();
    Samples bytes = new Samples();
    for (int run = 0; run <= bench.trainRuns(); run++) {
      Clock clock = new Clock(peak);
      Trainer.of(env)
          .with(PPOConfig.DEFAULT)
          .seed(1 + run)
          .threads(1)
          .listen(clock)
          .train(bench.trainSteps());
      if (run > 0) { // the first one is for the compiler
        stepsPerSecond.add(clock.steps / clock.nanos * 1e9);
        fraction.add(clock.steps * operationsPerStep / clock.possible);
        bytes.add(clock.bytesPerStep.median());
      }
    }
    return new BenchResult.Train(stepsPerSecond.median(), fraction.median(), bytes.median());
  }

  /// 2 · weights for acting and valuing, 3 · 2 · weights per epoch for learning.
  private static double operationsPerStep(EnvSpec spec) {
    try (var env = spec.factory().get()) {
      PPOConfig config = PPOConfig.DEFAULT;
      var policy =
          new ActorCritic(
              env.observationSpace(), env.actionSpace(), config.network(), config.distribution());
      return 2.0 * policy.weights() * (1 + 3 * config.epochs());
    }
  }
}
