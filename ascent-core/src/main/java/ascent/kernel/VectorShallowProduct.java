package ascent.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// [Kernels#multiply] over four vectors of columns and a depth of at most four: the first layer of
/// a policy with few observations, and the gradient that comes back through a head with few
/// outputs.
///
/// A tile of [VectorProduct] starts and ends with 16 loads and 16 stores, and has too few fma
/// between them here. So all of B stays in 16 registers, and the rows of A go by. It takes 32
/// registers. The measurement is in docs/decisions/0058-the-last-bars-of-speed.md.
final class VectorShallowProduct {
  private static final VectorSpecies<Float> S = VectorLanes.SPECIES;
  private static final int V = S.length();

  /// The largest depth.
  static final int DEPTH = 4;

  private VectorShallowProduct() {}

  /// Where the depth is less than four, registers hold a row of B twice, and are not used.
  static void multiply(
      int rows,
      int depth,
      float[] a,
      int ao,
      int rs,
      int ks,
      float[] b,
      int bo,
      int ldb,
      float[] init,
      int io,
      int is,
      float[] c,
      int co,
      int ldc) {
    int q = bo;
    FloatVector b00 = FloatVector.fromArray(S, b, q);
    FloatVector b01 = FloatVector.fromArray(S, b, q + V);
    FloatVector b02 = FloatVector.fromArray(S, b, q + 2 * V);
    FloatVector b03 = FloatVector.fromArray(S, b, q + 3 * V);
    q += depth > 1 ? ldb : 0;
    FloatVector b10 = FloatVector.fromArray(S, b, q);
    FloatVector b11 = FloatVector.fromArray(S, b, q + V);
    FloatVector b12 = FloatVector.fromArray(S, b, q + 2 * V);
    FloatVector b13 = FloatVector.fromArray(S, b, q + 3 * V);
    q += depth > 2 ? ldb : 0;
    FloatVector b20 = FloatVector.fromArray(S, b, q);
    FloatVector b21 = FloatVector.fromArray(S, b, q + V);
    FloatVector b22 = FloatVector.fromArray(S, b, q + 2 * V);
    FloatVector b23 = FloatVector.fromArray(S, b, q + 3 * V);
    q += depth > 3 ? ldb : 0;
    FloatVector b30 = FloatVector.fromArray(S, b, q);
    FloatVector b31 = FloatVector.fromArray(S, b, q + V);
    FloatVector b32 = FloatVector.fromArray(S, b, q + 2 * V);
    FloatVector b33 = FloatVector.fromArray(S, b, q + 3 * V);
    int p = ao;
    int i = io;
    int o = co;
    for (int r = 0; r < rows; r++) {
      FloatVector s = FloatVector.broadcast(S, a[p]);
      FloatVector c0 = s.fma(b00, FloatVector.fromArray(S, init, i));
      FloatVector c1 = s.fma(b01, FloatVector.fromArray(S, init, i + V));
      FloatVector c2 = s.fma(b02, FloatVector.fromArray(S, init, i + 2 * V));
      FloatVector c3 = s.fma(b03, FloatVector.fromArray(S, init, i + 3 * V));
      if (depth > 1) {
        s = FloatVector.broadcast(S, a[p + ks]);
        c0 = s.fma(b10, c0);
        c1 = s.fma(b11, c1);
        c2 = s.fma(b12, c2);
        c3 = s.fma(b13, c3);
        if (depth > 2) {
          s = FloatVector.broadcast(S, a[p + 2 * ks]);
          c0 = s.fma(b20, c0);
          c1 = s.fma(b21, c1);
          c2 = s.fma(b22, c2);
          c3 = s.fma(b23, c3);
          if (depth > 3) {
            s = FloatVector.broadcast(S, a[p + 3 * ks]);
            c0 = s.fma(b30, c0);
            c1 = s.fma(b31, c1);
            c2 = s.fma(b32, c2);
            c3 = s.fma(b33, c3);
          }
        }
      }
      c0.intoArray(c, o);
      c1.intoArray(c, o + V);
      c2.intoArray(c, o + 2 * V);
      c3.intoArray(c, o + 3 * V);
      p += rs;
      i += is;
      o += ldc;
    }
  }
}
