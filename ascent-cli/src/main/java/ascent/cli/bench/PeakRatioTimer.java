package ascent.cli.bench;

/// Measures work relative to the processor's peak: the two alternate, with the peak first and last.
final class PeakRatioTimer {
  /// Medians over the rounds.
  ///
  /// @param perSecond units of work per second
  /// @param gflops operations per nanosecond
  /// @param fractionOfPeak of `gflops` to the peak before and after, round by round
  /// @param allocatedBytes per unit of work
  record Result(double perSecond, double gflops, double fractionOfPeak, double allocatedBytes) {}

  private static final int FEWEST_ROUNDS = 5;

  private final Peak peak;
  private final BenchConfig config;

  PeakRatioTimer(Peak peak, BenchConfig config) {
    this.peak = peak;
    this.config = config;
  }

  /// Warms up and measures.
  ///
  /// @param work one unit, of a few milliseconds
  /// @param operations floating-point operations in a unit
  Result measure(Runnable work, double operations) {
    warmUp(work);
    Samples perSecond = new Samples();
    Samples gflops = new Samples();
    Samples fraction = new Samples();
    Samples bytes = new Samples();
    double before = peak.now();
    long begin = System.nanoTime();
    for (int round = 0; round < config.rounds() && !late(round, begin); round++) {
      long startBytes = Allocation.soFar();
      long start = System.nanoTime();
      work.run();
      double nanos = System.nanoTime() - start;
      bytes.add((double) (Allocation.soFar() - startBytes));
      double after = peak.now();
      perSecond.add(1e9 / nanos);
      gflops.add(operations / nanos);
      fraction.add(operations / nanos / ((before + after) / 2));
      before = after;
    }
    return new Result(perSecond.median(), gflops.median(), fraction.median(), bytes.median());
  }

  private boolean late(int round, long begin) {
    return round >= FEWEST_ROUNDS && System.nanoTime() - begin > config.seconds() * 1e9;
  }

  /// Repeats the work until it is compiled.
  private void warmUp(Runnable work) {
    long start = System.nanoTime();
    while (System.nanoTime() - start < config.warmUpSeconds() * 1e9) {
      work.run();
    }
  }
}
