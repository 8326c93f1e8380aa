package ascent.kernel;

import static ascent.rng.Philox.MULTIPLIER_0;
import static ascent.rng.Philox.MULTIPLIER_1;
import static ascent.rng.Philox.ROUNDS;
import static ascent.rng.Philox.WEYL_0;
import static ascent.rng.Philox.WEYL_1;
import static ascent.rng.Philox.WORD;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.XOR;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorSpecies;

/// [Kernels#uniforms] with a stream per lane, two blocks at a time, which hide each other's
/// latencies.
///
/// The lower half of a lane holds a word. What products leave in the upper half is dropped right
/// before the next product, in the one form in which C2 sees that a 32-bit multiplication will do:
/// it wants both factors masked, even a constant. A word becomes a double by the trick that 2⁵² + w
/// is w in the mantissa, as not every processor converts longs.
final class VectorPhilox {

  private static final VectorSpecies<Long> L = VectorKernels.L;

  private static final double TWO_52 = 0x1p52;
  private static final long TWO_52_BITS = 0x4330_0000_0000_0000L;

  private VectorPhilox() {}

  /// At least a register full of streams; the last register overlaps the one before it.
  static void uniforms(long key, long[] streams, int from, int to, int draws, double[] u, int uo) {
    LongVector m0 = LongVector.broadcast(L, MULTIPLIER_0);
    LongVector m1 = LongVector.broadcast(L, MULTIPLIER_1);
    int n = to - from;
    for (int j = 0; j < draws; j += 4) {
      for (int k = 0; k < n; k += L.length()) {
        int i = Math.min(k, n - L.length());
        LongVector stream = LongVector.fromArray(L, streams, from + i);
        LongVector a0 = LongVector.broadcast(L, j / 2);
        LongVector a1 = LongVector.zero(L);
        LongVector a2 = stream;
        LongVector a3 = stream.lanewise(LSHR, 32);
        LongVector b0 = LongVector.broadcast(L, j / 2 + 1);
        LongVector b1 = a1;
        LongVector b2 = a2;
        LongVector b3 = a3;
        int k0 = (int) key;
        int k1 = (int) (key >>> 32);
        for (int round = 0; round < ROUNDS; round++) {
          LongVector p0 = a0.and(WORD).mul(m0.and(WORD));
          LongVector p1 = a2.and(WORD).mul(m1.and(WORD));
          LongVector q0 = b0.and(WORD).mul(m0.and(WORD));
          LongVector q1 = b2.and(WORD).mul(m1.and(WORD));
          a0 = p1.lanewise(LSHR, 32).lanewise(XOR, a1).lanewise(XOR, k0);
          b0 = q1.lanewise(LSHR, 32).lanewise(XOR, b1).lanewise(XOR, k0);
          a1 = p1;
          b1 = q1;
          a2 = p0.lanewise(LSHR, 32).lanewise(XOR, a3).lanewise(XOR, k1);
          b2 = q0.lanewise(LSHR, 32).lanewise(XOR, b3).lanewise(XOR, k1);
          a3 = p0;
          b3 = q0;
          k0 += WEYL_0;
          k1 += WEYL_1;
        }
        int o = uo + j * n + i;
        DoubleVector high = a0.and(WORD).or(TWO_52_BITS).reinterpretAsDoubles().sub(TWO_52);
        DoubleVector low =
            a1.and(WORD).lanewise(LSHR, 11).or(TWO_52_BITS).reinterpretAsDoubles().sub(TWO_52);
        high.mul(0x1p-32).add(low.mul(0x1p-53)).intoArray(u, o);
        if (j + 1 < draws) {
          high = a2.and(WORD).or(TWO_52_BITS).reinterpretAsDoubles().sub(TWO_52);
          low = a3.and(WORD).lanewise(LSHR, 11).or(TWO_52_BITS).reinterpretAsDoubles().sub(TWO_52);
          high.mul(0x1p-32).add(low.mul(0x1p-53)).intoArray(u, o + n);
        }
        if (j + 2 < draws) {
          high = b0.and(WORD).or(TWO_52_BITS).reinterpretAsDoubles().sub(TWO_52);
          low = b1.and(WORD).lanewise(LSHR, 11).or(TWO_52_BITS).reinterpretAsDoubles().sub(TWO_52);
          high.mul(0x1p-32).add(low.mul(0x1p-53)).intoArray(u, o + 2 * n);
        }
        if (j + 3 < draws) {
          high = b2.and(WORD).or(TWO_52_BITS).reinterpretAsDoubles().sub(TWO_52);
          low = b3.and(WORD).lanewise(LSHR, 11).or(TWO_52_BITS).reinterpretAsDoubles().sub(TWO_52);
          high.mul(0x1p-32).add(low.mul(0x1p-53)).intoArray(u, o + 3 * n);
        }
      }
    }
  }
}
