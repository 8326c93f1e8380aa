package ascent.kernel;

/// Finds out whether `Math.fma` is one instruction here or BigDecimal arithmetic.
///
/// It is measured, since there is no portable question to ask: HotSpot's `UseFMA` flag takes a
/// management bean, its module and tens of milliseconds. The two are three orders of magnitude
/// apart, even in the interpreter.
final class FmaProbe {

  static final boolean HARDWARE = nanosPerCall() < 200;

  private FmaProbe() {}

  /// The least of several short batches, so that an interruption does not count.
  private static long nanosPerCall() {
    int calls = 50;
    long least = Long.MAX_VALUE;
    double x = 1.000001;
    for (int batch = 0; batch < 10; batch++) {
      long start = System.nanoTime();
      for (int i = 0; i < calls; i++) {
        x = Math.fma(x, 0.9999, 1e-4);
      }
      least = Math.min(least, System.nanoTime() - start);
    }
    return Double.isNaN(x) ? Long.MAX_VALUE : least / calls;
  }
}
