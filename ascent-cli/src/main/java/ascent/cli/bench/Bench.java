package ascent.cli.bench;

import ascent.env.registry.Envs;
import ascent.kernel.Kernels;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// The speed of this machine at what training consists of; all of it on one thread.
public final class Bench {
  private static final int[] BATCHES = {64, 256, 1024, 4096};
  private static final List<String> ENVS =
      List.of(
          "CartPole-v1", "Pendulum-v1", "MountainCar-v0", "MountainCarContinuous-v0", "Acrobot-v1");

  private Bench() {}

  /// Measures everything.
  ///
  /// @param note is told what is being measured
  public static BenchResult run(Effort effort, Consumer<String> note) {
    note.accept("warming up");
    Peak peak = new Peak();
    Contest contest = new Contest(peak);
    List<UpdateBench.Result> updates = new ArrayList<>();
    for (int batch : BATCHES) {
      note.accept("PPO update, minibatches of " + batch);
      updates.add(UpdateBench.run(batch, contest, effort));
    }
    note.accept("whole PPO training");
    TrainBench.Result train = TrainBench.run(peak, effort);
    Map<String, EnvBench.Result> envs = new LinkedHashMap<>();
    for (String env : ENVS) {
      note.accept("environment " + env);
      envs.put(env, EnvBench.run(Envs.find(env), effort));
    }
    return new BenchResult(peak.median(), List.copyOf(updates), train, envs, Kernels.get().name());
  }
}
