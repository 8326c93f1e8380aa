package ascent.cli.bench;

/// How much work goes into a measurement.
///
/// @param warmUpSeconds before each thing that is measured, so that it is compiled
/// @param rounds repetitions of each thing, of which the median counts
/// @param trainSteps environment steps of a training run
/// @param trainRuns training runs, of which the median counts; one more goes before them
public record BenchConfig(double warmUpSeconds, int rounds, long trainSteps, int trainRuns) {

  /// What `ascent bench` takes: half a minute in all.
  public static final BenchConfig DEFAULT = new BenchConfig(0.7, 120, 100_000, 3);
}
