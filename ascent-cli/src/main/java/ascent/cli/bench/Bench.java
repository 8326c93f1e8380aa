package ascent.cli.bench;

import ascent.env.registry.Envs;
import ascent.kernel.Kernels;
import ascent.nn.Activation;
import ascent.policy.NetworkConfig;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// Measures the speed of the parts of training on one thread of this machine.
public final class Bench {
  private static final int[] BATCHES = {64, 256, 1024, 4096};
  private static final int[] BATCHES_OF_ACTIVATIONS = {64, 1024};
  private static final int[] BATCHES_OF_WIDE_LAYERS = {256, 1024};
  private static final List<Integer> WIDTHS = List.of(256, 512);
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
    List<BenchResult.Update> updates = updates(timer, note);
    note.accept("whole PPO training");
    BenchResult.Train train = TrainBench.run(peak, config);
    note.accept("PPO training on one thread and on two");
    List<BenchResult.TwoThreads> twoThreads = TrainBench.twoThreads(config);
    Map<String, BenchResult.Env> envs = new LinkedHashMap<>();
    for (String env : ENVS) {
      note.accept("environment " + env);
      envs.put(env, env(env, timer));
    }
    return new BenchResult(peak.median(), updates, train, twoThreads, envs, Kernels.get().name());
  }

  private static List<BenchResult.Update> updates(PeakRatioTimer timer, Consumer<String> note) {
    List<BenchResult.Update> updates = new ArrayList<>();
    NetworkConfig network = NetworkConfig.DEFAULT;
    note.accept("PPO update");
    for (int batch : BATCHES) {
      updates.add(update(network, batch, LEAST_ROWS, timer));
    }
    for (Activation activation : Activation.values()) {
      if (activation != network.activation()) {
        note.accept("PPO update, activation " + BenchResult.name(activation));
        for (int batch : BATCHES_OF_ACTIVATIONS) {
          updates.add(update(network.withActivation(activation), batch, LEAST_ROWS, timer));
        }
      }
    }
    for (int width : WIDTHS) {
      note.accept("PPO update, layers " + width + "," + width);
      List<Integer> layers = List.of(width, width);
      for (int batch : BATCHES_OF_WIDE_LAYERS) {
        updates.add(
            update(network.withPolicyLayers(layers).withValueLayers(layers), batch, batch, timer));
      }
    }
    return updates;
  }

  private static BenchResult.Update update(
      NetworkConfig network, int batch, int leastRows, PeakRatioTimer timer) {
    try (var work = new UpdateWorkload(network, batch, Math.max(leastRows, batch))) {
      PeakRatioTimer.Result result = timer.measure(work::run, work.operations());
      return new BenchResult.Update(
          network.policyLayers(),
          network.activation(),
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
