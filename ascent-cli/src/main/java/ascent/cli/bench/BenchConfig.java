package ascent.cli.bench;

/// The amount of work per measurement.
///
/// @param warmUpSeconds warm-up before each measurement, for JIT compilation
/// @param rounds repetitions of each measurement, whose median is reported
/// @param trainSteps environment steps of a training run
/// @param trainRuns training runs, whose median is reported; preceded by one more
public record BenchConfig(double warmUpSeconds, int rounds, long trainSteps, int trainRuns) {

  /// The settings of `ascent bench`: about half a minute in total.
  public static final BenchConfig DEFAULT = new BenchConfig(0.7, 120, 100_000, 3);
}
