package ascent.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// The most that one core can do: fused multiply-adds on registers alone, in GFLOP/s.
///
/// It needs the module `jdk.incubator.vector`. Clocks wander by 30 % on shared machines, so a
/// figure from a minute ago says little. Measure one [#slice] beside each slice of work of about
/// the same length, and report the median of their ratios.
public final class PeakFma {

  private static final VectorSpecies<Float> S = VectorLanes.SPECIES;

  /// Independent chains: an fma takes 4 or 5 cycles and two may start per cycle, so ten keep the
  /// units busy; fourteen registers are in use, of the sixteen that AVX2 has.
  private static final int CHAINS = 12;

  private static final int ITERATIONS = 150_000;

  @SuppressWarnings("UnusedVariable") // written only: what is used cannot be optimised away
  private volatile float sink;

  /// Measures once, in about half a millisecond when warm (see [#warmUp]).
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
    for (int i = 0; i < 20; i++) {
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
      c0 = x.fma(y, c0);
      c1 = x.fma(y, c1);
      c2 = x.fma(y, c2);
      c3 = x.fma(y, c3);
      c4 = x.fma(y, c4);
      c5 = x.fma(y, c5);
      c6 = x.fma(y, c6);
      c7 = x.fma(y, c7);
      c8 = x.fma(y, c8);
      c9 = x.fma(y, c9);
      c10 = x.fma(y, c10);
      c11 = x.fma(y, c11);
    }
    c0 = c0.add(c1).add(c2).add(c3).add(c4).add(c5);
    c6 = c6.add(c7).add(c8).add(c9).add(c10).add(c11);
    return c0.add(c6).lane(0);
  }
}
