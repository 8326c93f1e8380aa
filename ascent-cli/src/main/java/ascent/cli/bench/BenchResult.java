package ascent.cli.bench;

import static ascent.cli.bench.Figures.text;

import ascent.cli.text.Table;
import ascent.nn.Activation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// The results: medians, NaN if the peak is unknown.
///
/// @param updates by network and size of minibatch
/// @param twoThreads whole trainings on one thread and on two
/// @param envs by name
public record BenchResult(
    double peakGflops,
    List<Update> updates,
    Train train,
    List<TwoThreads> twoThreads,
    Map<String, Env> envs,
    String kernels) {
  private static final int THREADS = 1;

  /// PPO's minibatch step.
  ///
  /// @param layers of the actor, and of the critic
  public record Update(
      List<Integer> layers,
      Activation activation,
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

  /// Whole trainings on one thread and on two, in steps per second.
  ///
  /// @param ratio of two to one, the median of those run one after the other
  public record TwoThreads(String settings, double one, double two, double ratio) {}

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
    map.put("two_threads", twoThreads.stream().map(BenchResult::toMap).toList());
    Map<String, Object> alone = new LinkedHashMap<>();
    envs.forEach((name, env) -> alone.put(name, toMap(env)));
    map.put("env_steps_per_second", alone);
    map.put("kernels", kernels);
    map.put("threads", THREADS);
    return map;
  }

  private static Map<String, Object> toMap(Update update) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("layers", update.layers);
    map.put("activation", name(update.activation));
    map.put("batch", update.batch);
    map.put("samples_per_second", update.samplesPerSecond);
    map.put("gflops", update.gflops);
    map.put("fraction_of_peak", update.fractionOfPeak);
    map.put("allocated_bytes_per_update", update.allocatedBytesPerUpdate);
    return map;
  }

  private static Map<String, Object> toMap(TwoThreads runs) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("settings", runs.settings);
    map.put("one", runs.one);
    map.put("two", runs.two);
    map.put("ratio", runs.ratio);
    return map;
  }

  /// As in settings: `leaky-relu`.
  static String name(Activation activation) {
    return activation.name().toLowerCase(Locale.ROOT).replace('_', '-');
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
        new Table(
            "PPO update, layers",
            "activation",
            "batch",
            "samples/s",
            "GFLOP/s",
            "of peak",
            "bytes allocated");
    for (Update u : updates) {
      update.row(
          u.layers.stream().map(String::valueOf).collect(Collectors.joining(",")),
          name(u.activation),
          "" + u.batch,
          text(u.samplesPerSecond, 0),
          text(u.gflops, 0),
          text(100 * u.fractionOfPeak, 0) + "%",
          text(u.allocatedBytesPerUpdate, 0) + " per update");
    }
    Table threads = new Table("PPO training", "one thread", "two threads", "ratio");
    for (TwoThreads runs : twoThreads) {
      threads.row(
          runs.settings,
          text(runs.one, 0) + " steps/s",
          text(runs.two, 0) + " steps/s",
          text(runs.ratio, 2));
    }
    Table alone = new Table("environment alone", "steps/s", "bytes allocated");
    envs.forEach((name, env) ->
        alone.row(
            name, text(env.stepsPerSecond, 0), text(env.allocatedBytesPerStep, 0) + " per step"));
    return """
    peak of one core: %s GFLOP/s (%s kernels, threads: %d)

    %s

    PPO training, CartPole-v1, sb3 defaults: %s steps/s, %s%% of peak, %s bytes allocated per step

    %s

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
            threads,
            alone);
  }
}
