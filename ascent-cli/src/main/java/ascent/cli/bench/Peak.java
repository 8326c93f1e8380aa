package ascent.cli.bench;

import ascent.kernel.PeakFma;
import org.jspecify.annotations.Nullable;

/// The peak rate of one core, measured repeatedly next to the work that is compared with it.
public final class Peak {
  private final @Nullable PeakFma
      fma; // null where the JVM has no vector module: the peak is unknown
  private final Samples all = new Samples();

  public Peak() {
    boolean vectors = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
    fma = vectors ? new PeakFma() : null;
    if (fma != null) {
      fma.warmUp();
    }
  }

  /// Measures the current peak in GFLOP/s; takes one or two milliseconds.
  public double now() {
    if (fma == null) {
      return Double.NaN;
    }
    double gflops = fma.slice();
    all.add(gflops);
    return gflops;
  }

  /// The median of all measurements.
  double median() {
    return all.median();
  }
}
