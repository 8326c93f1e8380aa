package ascent.cli.bench;

import static ascent.cli.bench.Figures.text;

import ascent.cli.text.Table;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The results: medians, NaN if the peak is unknown.
///
/// @param updates by size of minibatch
/// @param envs by name
public record BenchResult(
    double peakGflops, List<Update> updates, Train train, Map<String, Env> envs, String kernels) {
  private static final int THREADS = 1;

  /// PPO's minibatch step.
  public record Update(
      int batch,
      double samplesPerSecond,
      double gflops,
      double fractionOfPeak,
      double allocatedBytesPerUpdate) {}

  /// Whole trainings.
  ///
  /// @param fractionOfPeak operations done, divided by those at peak rate in the same time
  /// @param allocatedBytesPerStep in steady state
  public record Train(double stepsPerSecond, double fractionOfPeak, double allocatedBytesPerStep) {}

  /// An environment alone.
  ///
  /// @param allocatedBytesPerStep up to 24, the size of an [ascent.env.Step], where C2 does not
  ///   inline `step`: that depends on what else the JVM has run
  public record Env(double stepsPerSecond, double allocatedBytesPerStep) {}

  /// The results in the form of `bench --json`.
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("peak_gflops", peakGflops);
    map.put("update", updates.stream().map(BenchResult::toMap).toList());
    Map<String, Object> training = new LinkedHashMap<>();
    training.put("settings", "sb3 defaults");
    training.put("steps_per_second", train.stepsPerSecond);
    training.put("fraction_of_peak", train.fractionOfPeak);
    training.put("allocated_bytes_per_step", train.allocatedBytesPerStep);
    map.put("train", training);
    Map<String, Object> alone = new LinkedHashMap<>();
    envs.forEach((name, env) -> alone.put(name, toMap(env)));
    map.put("env_steps_per_second", alone);
    map.put("kernels", kernels);
    map.put("threads", THREADS);
    return map;
  }

  private static Map<String, Object> toMap(Update update) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("batch", update.batch);
    map.put("samples_per_second", update.samplesPerSecond);
    map.put("gflops", update.gflops);
    map.put("fraction_of_peak", update.fractionOfPeak);
    map.put("allocated_bytes_per_update", update.allocatedBytesPerUpdate);
    return map;
  }

  private static Map<String, Object> toMap(Env env) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("single", env.stepsPerSecond);
    map.put("allocated_bytes_per_step", env.allocatedBytesPerStep);
    return map;
  }

  /// The results in readable form.
  @Override
  public String toString() {
    Table update =
        new Table("PPO update, batch", "samples/s", "GFLOP/s", "of peak", "bytes allocated");
    for (Update u : updates) {
      update.row(
          "" + u.batch,
          text(u.samplesPerSecond, 0),
          text(u.gflops, 0),
          text(100 * u.fractionOfPeak, 0) + "%",
          text(u.allocatedBytesPerUpdate, 0) + " per update");
    }
    Table alone = new Table("environment alone", "steps/s", "bytes allocated");
    envs.forEach((name, env) ->
        alone.row(
            name, text(env.stepsPerSecond, 0), text(env.allocatedBytesPerStep, 0) + " per step"));
    return """
    peak of one core: %s GFLOP/s (%s kernels, threads: %d)

    %s

    PPO training, CartPole-v1, sb3 defaults: %s steps/s, %s%% of peak, %s bytes allocated per step

    %s\
    """
        .formatted(
            text(peakGflops, 0),
            kernels,
            THREADS,
            update,
            text(train.stepsPerSecond, 0),
            text(100 * train.fractionOfPeak, 0),
            text(train.allocatedBytesPerStep, 0),
            alone);
  }
}
