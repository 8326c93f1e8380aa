package ascent.cli.bench;

/// Work and peak in turns, peak first and last.
final class Contest {
  /// Medians over the rounds.
  ///
  /// @param perSecond pieces of work per second
  /// @param gflops operations per nanosecond
  /// @param fractionOfPeak of `gflops` to the peak before and after, round by round
  record Result(double perSecond, double gflops, double fractionOfPeak) {}

  private final Peak peak;

  Contest(Peak peak) {
    this.peak = peak;
  }

  /// Measures work that is warm.
  ///
  /// @param work a piece of it, of some milliseconds
  /// @param operations floating-point operations in a piece
  Result run(Runnable work, double operations, int rounds) {
    Samples perSecond = new Samples();
    Samples gflops = new Samples();
    Samples fraction = new Samples();
    double before = peak.now();
    for (int round = 0; round < rounds; round++) {
      long start = System.nanoTime();
      work.run();
      double nanos = System.nanoTime() - start;
      double after = peak.now();
      perSecond.add(1e9 / nanos);
      gflops.add(operations / nanos);
      fraction.add(operations / nanos / ((before + after) / 2));
      before = after;
    }
    return new Result(perSecond.median(), gflops.median(), fraction.median());
  }

  /// Repeats work for so many seconds, so that it is compiled.
  static void warmUp(Runnable work, double seconds) {
    long start = System.nanoTime();
    while (System.nanoTime() - start < seconds * 1e9) {
      work.run();
    }
  }
}
