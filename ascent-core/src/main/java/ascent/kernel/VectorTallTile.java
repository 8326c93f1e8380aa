package ascent.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// The tile of [VectorProduct] for two vectors of columns, where the CPU has 32 registers: 8 rows.
///
/// Two fma may start in a cycle and take four, so eight accumulators, as in 4 × 2, keep the units
/// busy only if nothing is ever late. Sixteen do, as in 4 × 4. The measurement is in
/// docs/decisions/0058-the-last-bars-of-speed.md.
final class VectorTallTile {
  private static final VectorSpecies<Float> S = VectorLanes.SPECIES;
  private static final int V = S.length();

  static final int ROWS = 8;

  private VectorTallTile() {}

  static void multiply(
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
    int i = io;
    FloatVector c00 = FloatVector.fromArray(S, init, i);
    FloatVector c01 = FloatVector.fromArray(S, init, i + V);
    i += is;
    FloatVector c10 = FloatVector.fromArray(S, init, i);
    FloatVector c11 = FloatVector.fromArray(S, init, i + V);
    i += is;
    FloatVector c20 = FloatVector.fromArray(S, init, i);
    FloatVector c21 = FloatVector.fromArray(S, init, i + V);
    i += is;
    FloatVector c30 = FloatVector.fromArray(S, init, i);
    FloatVector c31 = FloatVector.fromArray(S, init, i + V);
    i += is;
    FloatVector c40 = FloatVector.fromArray(S, init, i);
    FloatVector c41 = FloatVector.fromArray(S, init, i + V);
    i += is;
    FloatVector c50 = FloatVector.fromArray(S, init, i);
    FloatVector c51 = FloatVector.fromArray(S, init, i + V);
    i += is;
    FloatVector c60 = FloatVector.fromArray(S, init, i);
    FloatVector c61 = FloatVector.fromArray(S, init, i + V);
    i += is;
    FloatVector c70 = FloatVector.fromArray(S, init, i);
    FloatVector c71 = FloatVector.fromArray(S, init, i + V);
    int p = ao;
    int q = bo;
    int n = Math.min(depth, VectorProduct.BLOCK);
    for (int k = 0; k < n; k++) {
      FloatVector b0 = FloatVector.fromArray(S, b, q);
      FloatVector b1 = FloatVector.fromArray(S, b, q + V);
      int r = p;
      FloatVector s = FloatVector.broadcast(S, a[r]);
      c00 = s.fma(b0, c00);
      c01 = s.fma(b1, c01);
      r += rs;
      s = FloatVector.broadcast(S, a[r]);
      c10 = s.fma(b0, c10);
      c11 = s.fma(b1, c11);
      r += rs;
      s = FloatVector.broadcast(S, a[r]);
      c20 = s.fma(b0, c20);
      c21 = s.fma(b1, c21);
      r += rs;
      s = FloatVector.broadcast(S, a[r]);
      c30 = s.fma(b0, c30);
      c31 = s.fma(b1, c31);
      r += rs;
      s = FloatVector.broadcast(S, a[r]);
      c40 = s.fma(b0, c40);
      c41 = s.fma(b1, c41);
      r += rs;
      s = FloatVector.broadcast(S, a[r]);
      c50 = s.fma(b0, c50);
      c51 = s.fma(b1, c51);
      r += rs;
      s = FloatVector.broadcast(S, a[r]);
      c60 = s.fma(b0, c60);
      c61 = s.fma(b1, c61);
      r += rs;
      s = FloatVector.broadcast(S, a[r]);
      c70 = s.fma(b0, c70);
      c71 = s.fma(b1, c71);
      p += ks;
      q += ldb;
    }
    int o = co;
    c00.intoArray(c, o);
    c01.intoArray(c, o + V);
    o += ldc;
    c10.intoArray(c, o);
    c11.intoArray(c, o + V);
    o += ldc;
    c20.intoArray(c, o);
    c21.intoArray(c, o + V);
    o += ldc;
    c30.intoArray(c, o);
    c31.intoArray(c, o + V);
    o += ldc;
    c40.intoArray(c, o);
    c41.intoArray(c, o + V);
    o += ldc;
    c50.intoArray(c, o);
    c51.intoArray(c, o + V);
    o += ldc;
    c60.intoArray(c, o);
    c61.intoArray(c, o + V);
    o += ldc;
    c70.intoArray(c, o);
    c71.intoArray(c, o + V);
  }
}
