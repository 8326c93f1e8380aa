package ascent.cli.bench;

import ascent.env.registry.Envs;
import ascent.kernel.Kernels;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// Measures the speed of the parts of training on one thread of this machine.
public final class Bench {
  private static final int[] BATCHES = {64, 256, 1024, 4096};
  private static final int LEAST_ROWS = 2_048; // of a rollout
  private static final List<String> ENVS =
      List.of(
          "CartPole-v1", "Pendulum-v1", "MountainCar-v0", "MountainCarContinuous-v0", "Acrobot-v1");
  private static final int ENV_RUNS = 25; // of an EnvWorkload in a piece of work

  private Bench() {}

  /// Measures everything.
  ///
  /// @param note receives the name of each measurement
  public static BenchResult run(BenchConfig config, Consumer<String> note) {
    note.accept("warming up");
    Peak peak = new Peak();
    PeakRatioTimer timer = new PeakRatioTimer(peak, config);
    List<BenchResult.Update> updates = new ArrayList<>();
    for (int batch : BATCHES) {
      note.accept("PPO update, minibatches of " + batch);
      updates.add(update(batch, timer));
    }
    note.accept("whole PPO training");
    BenchResult.Train train = TrainBench.run(peak, config);
    Map<String, BenchResult.Env> envs = new LinkedHashMap<>();
    for (String env : ENVS) {
      note.accept("environment " + env);
      envs.put(env, env(env, timer));
    }
    return new BenchResult(peak.median(), updates, train, envs, Kernels.get().name());
  }

  private static BenchResult.Update update(int batch, PeakRatioTimer timer) {
    try (var work = new UpdateWorkload(batch, Math.max(LEAST_ROWS, batch))) {
      PeakRatioTimer.Result result = timer.measure(work::run, work.operations());
      return new BenchResult.Update(
          batch,
          result.perSecond() * work.samples(),
          result.gflops(),
          result.fractionOfPeak(),
          result.allocatedBytes() / work.minibatches());
    }
  }

  private static BenchResult.Env env(String name, PeakRatioTimer timer) {
    try (var work = new EnvWorkload(Envs.find(name))) {
      Runnable runs =
          () -> {
            for (int i = 0; i < ENV_RUNS; i++) {
              work.run();
            }
          };
      PeakRatioTimer.Result result = timer.measure(runs, Double.NaN);
      double steps = (double) ENV_RUNS * EnvWorkload.STEPS;
      return new BenchResult.Env(result.perSecond() * steps, result.allocatedBytes() / steps);
    }
  }
}
