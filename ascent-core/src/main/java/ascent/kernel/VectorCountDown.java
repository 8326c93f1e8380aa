package ascent.kernel;

import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LE;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/// [Kernels#countDown] on four registers at a time: their masks make one word, whose set bits are
/// the indices to list.
///
/// Four of them are written at once, be they set or not, as it is a matter of luck how many are: a
/// branch for each would often be mispredicted.
final class VectorCountDown {

  private static final VectorSpecies<Double> D = VectorKernels.SPECIES.withLanes(double.class);
  private static final int N = D.length();

  private VectorCountDown() {}

  static int countDown(double[] left, double[] excess, int from, int to, int[] ended) {
    int end = from;
    int i = from;
    for (; i <= to - 4 * N; i += 4 * N) {
      DoubleVector a = DoubleVector.fromArray(D, left, i).sub(1);
      DoubleVector b = DoubleVector.fromArray(D, left, i + N).sub(1);
      DoubleVector c = DoubleVector.fromArray(D, left, i + 2 * N).sub(1);
      DoubleVector d = DoubleVector.fromArray(D, left, i + 3 * N).sub(1);
      a.intoArray(left, i);
      b.intoArray(left, i + N);
      c.intoArray(left, i + 2 * N);
      d.intoArray(left, i + 3 * N);
      long set = a.compare(LE, 0).or(DoubleVector.fromArray(D, excess, i).compare(GT, 0)).toLong();
      set |=
          b.compare(LE, 0).or(DoubleVector.fromArray(D, excess, i + N).compare(GT, 0)).toLong()
              << N;
      set |=
          c.compare(LE, 0).or(DoubleVector.fromArray(D, excess, i + 2 * N).compare(GT, 0)).toLong()
              << (2 * N);
      set |=
          d.compare(LE, 0).or(DoubleVector.fromArray(D, excess, i + 3 * N).compare(GT, 0)).toLong()
              << (3 * N);
      int count = Long.bitCount(set);
      int k = end;
      end += count;
      do {
        ended[k] = i + Long.numberOfTrailingZeros(set);
        set &= set - 1;
        ended[k + 1] = i + Long.numberOfTrailingZeros(set);
        set &= set - 1;
        ended[k + 2] = i + Long.numberOfTrailingZeros(set);
        set &= set - 1;
        ended[k + 3] = i + Long.numberOfTrailingZeros(set);
        set &= set - 1;
        k += 4;
      } while (k < end);
    }
    for (; i < to; i++) {
      left[i] -= 1;
      ended[end] = i;
      end += left[i] <= 0 || excess[i] > 0 ? 1 : 0;
    }
    return end;
  }
}
