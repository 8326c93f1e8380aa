package ascent.cli.bench;

import ascent.kernel.PeakFma;
import org.jspecify.annotations.Nullable;

/// What one core can do at most, asked again and again beside the work that is measured against it.
final class Peak {
  private final @Nullable PeakFma
      fma; // null where the JVM has no vector module: the peak is unknown
  private final Samples all = new Samples();

  Peak() {
    boolean vectors = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
    fma = vectors ? new PeakFma() : null;
    if (fma != null) {
      fma.warmUp();
    }
  }

  /// The peak at this moment, in GFLOP/s; takes a millisecond or two.
  double now() {
    if (fma == null) {
      return Double.NaN;
    }
    double gflops = fma.slice();
    all.add(gflops);
    return gflops;
  }

  /// The median of all that was measured.
  double median() {
    return all.median();
  }
}
