package ascent.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// The most that one core can do: fused multiply-adds on registers alone, in GFLOP/s.
///
/// Clocks wander by 30 % on shared machines, so a figure from a minute ago says little. Measure one [#slice] (about two milliseconds)
/// beside each slice of work, and report the median of their ratios.
public final class PeakFma {

  private static final VectorSpecies<Float> S = VectorKernels.SPECIES;

  /// Independent chains: an fma takes 4 or 5 cycles and two may start per cycle, so ten keep the units busy; fourteen
  /// registers are in use, of the sixteen that AVX2 has.
  private static final int CHAINS = 12;

  private static final int ITERATIONS = 20_000;

  private volatile float sink;

  /// Measures once, in about a millisecond or two when warm.
  ///
  /// @return GFLOP/s (an fma counts as two operations)
  public double slice() {
    long start = System.nanoTime();
    float result = chains(ITERATIONS);
    long nanos = System.nanoTime() - start;
    sink = result; // so that the work cannot be optimised away
    return 2.0 * CHAINS * S.length() * ITERATIONS / nanos;
  }

  /// Runs slices until C2 has compiled them.
  public void warmUp() {
    for (int i = 0; i < 50; i++) {
      sink = chains(ITERATIONS);
    }
  }

  private static float chains(int iterations) {
    FloatVector x = FloatVector.broadcast(S, 0.999f);
    FloatVector y = FloatVector.broadcast(S, 0.001f);
    FloatVector c0 = y;
    FloatVector c1 = y.add(0.1f);
    FloatVector c2 = y.add(0.2f);
    FloatVector c3 = y.add(0.3f);
    FloatVector c4 = y.add(0.4f);
    FloatVector c5 = y.add(0.5f);
    FloatVector c6 = y.add(0.6f);
    FloatVector c7 = y.add(0.7f);
    FloatVector c8 = y.add(0.8f);
    FloatVector c9 = y.add(0.9f);
    FloatVector c10 = y.add(1.0f);
    FloatVector c11 = y.add(1.1f);
    for (int i = 0; i < iterations; i++) {
      c0 = c0.fma(x, y);
      c1 = c1.fma(x, y);
      c2 = c2.fma(x, y);
      c3 = c3.fma(x, y);
      c4 = c4.fma(x, y);
      c5 = c5.fma(x, y);
      c6 = c6.fma(x, y);
      c7 = c7.fma(x, y);
      c8 = c8.fma(x, y);
      c9 = c9.fma(x, y);
      c10 = c10.fma(x, y);
      c11 = c11.fma(x, y);
    }
    c0 = c0.add(c1).add(c2).add(c3).add(c4).add(c5);
    c6 = c6.add(c7).add(c8).add(c9).add(c10).add(c11);
    return c0.add(c6).lane(0);
  }
}
