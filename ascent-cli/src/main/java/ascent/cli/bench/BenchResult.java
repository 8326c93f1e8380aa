package ascent.cli.bench;

import ascent.cli.text.Table;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What was measured: medians, NaN where the peak is unknown.
public final class BenchResult {
  private static final int THREADS = 1;

  private final double peakGflops;
  private final List<UpdateBench.Result> updates;
  private final TrainBench.Result train;
  private final Map<String, EnvBench.Result> envs;
  private final String kernels;

  BenchResult(
      double peakGflops,
      List<UpdateBench.Result> updates,
      TrainBench.Result train,
      Map<String, EnvBench.Result> envs,
      String kernels) {
    this.peakGflops = peakGflops;
    this.updates = updates;
    this.train = train;
    this.envs = envs;
    this.kernels = kernels;
  }

  /// The figures as `bench --json` gives them.
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("peak_gflops", peakGflops);
    map.put("update", updates.stream().map(BenchResult::update).toList());
    Map<String, Object> training = new LinkedHashMap<>();
    training.put("settings", "sb3 defaults");
    training.put("steps_per_second", train.stepsPerSecond());
    training.put("fraction_of_peak", train.fractionOfPeak());
    training.put("allocated_bytes_per_step", train.allocatedBytesPerStep());
    map.put("train", training);
    Map<String, Object> alone = new LinkedHashMap<>();
    envs.forEach((id, result) -> alone.put(id, env(result)));
    map.put("env_steps_per_second", alone);
    map.put("kernels", kernels);
    map.put("threads", THREADS);
    return map;
  }

  private static Map<String, Object> update(UpdateBench.Result result) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("batch", result.batch());
    map.put("samples_per_second", result.samplesPerSecond());
    map.put("gflops", result.gflops());
    map.put("fraction_of_peak", result.fractionOfPeak());
    map.put("allocated_bytes_per_update", result.allocatedBytesPerUpdate());
    return map;
  }

  private static Map<String, Object> env(EnvBench.Result result) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("single", result.stepsPerSecond());
    map.put("allocated_bytes_per_step", result.allocatedBytesPerStep());
    return map;
  }

  /// The figures for people.
  @Override
  public String toString() {
    Table update =
        new Table("PPO update, batch", "samples/s", "GFLOP/s", "of peak", "bytes allocated");
    for (UpdateBench.Result result : updates) {
      update.row(
          "" + result.batch(),
          whole(result.samplesPerSecond()),
          whole(result.gflops()),
          percent(result.fractionOfPeak()),
          whole(result.allocatedBytesPerUpdate()) + " per update");
    }
    Table alone = new Table("environment alone", "steps/s", "bytes allocated");
    envs.forEach((id, result) ->
        alone.row(
            id,
            whole(result.stepsPerSecond()),
            whole(result.allocatedBytesPerStep()) + " per step"));
    return """
    peak of one core: %s GFLOP/s (%s kernels, threads: %d)

    %s

    PPO training, CartPole-v1, sb3 defaults: %s steps/s, %s of peak, %s bytes allocated per step

    %s\
    """
        .formatted(
            whole(peakGflops),
            kernels,
            THREADS,
            update,
            whole(train.stepsPerSecond()),
            percent(train.fractionOfPeak()),
            whole(train.allocatedBytesPerStep()),
            alone);
  }

  private static String whole(double value) {
    return Double.isNaN(value) ? "unknown" : String.format(Locale.ROOT, "%,.0f", value);
  }

  private static String percent(double value) {
    return Double.isNaN(value) ? "unknown" : String.format(Locale.ROOT, "%.0f%%", 100 * value);
  }
}
