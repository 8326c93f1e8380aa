package ascent.cli.bench;

import ascent.env.Batchable;
import ascent.env.Env;
import ascent.env.registry.EnvSpec;
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
    for (EnvSpec spec : Envs.all()) {
      if (hasTwin(spec)) {
        note.accept("environment " + spec.id());
        envs.put(spec.id(), EnvBench.run(spec, effort));
      }
    }
    return new BenchResult(peak.median(), List.copyOf(updates), train, envs, Kernels.get().name());
  }

  /// Only those are made for speed.
  private static boolean hasTwin(EnvSpec spec) {
    try (Env env = spec.factory().get()) {
      return env instanceof Batchable;
    }
  }
}
