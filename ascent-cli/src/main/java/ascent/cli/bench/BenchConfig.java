package ascent.cli.bench;

/// The amount of work per measurement.
///
/// @param warmUpSeconds warm-up before each measurement, for JIT compilation
/// @param rounds repetitions of each measurement, whose median is reported; fewer where they would
///   take longer than `seconds`
/// @param seconds after which a measurement of at least five rounds ends
/// @param trainSteps environment steps of a training run
/// @param trainRuns training runs, whose median is reported; preceded by one more
public record BenchConfig(
    double warmUpSeconds, int rounds, double seconds, long trainSteps, int trainRuns) {

  /// The settings of `ascent bench`: about a minute in total.
  public static final BenchConfig DEFAULT = new BenchConfig(0.7, 120, 1.5, 100_000, 5);
}
