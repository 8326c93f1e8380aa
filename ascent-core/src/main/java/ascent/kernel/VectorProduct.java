package ascent.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/// [Kernels#multiply] by register tiles.
///
/// A tile of 4 rows × 4 vectors of C stays in 16 registers while k runs: per k it takes 4 loads of
/// B, 4 broadcasts from A and 16 fma, so that the fma units are the bottleneck and not the loads.
/// Where the CPU has only 16 vector registers (256 bits: AVX2) the tile is 4 × 2. Columns beyond
/// the last whole tile go to narrower tiles, 8 × 2 ([VectorTallTile]) or 4 × 2, and then to a
/// masked one, rows beyond the last four to tiles of two rows.
///
/// Every tile is a method with its accumulators in locals. C2 keeps a vector in a register only
/// while it sees it made and used within one compilation, and its inlining budget ends not far
/// beyond the largest of these. Two more things keep the loop over k lean enough for the general
/// registers; where they run out, C2 parks array addresses in vector registers, and getting them
/// back waits in the queue of the fma units (7 % of the whole product): the loop over tiles stays
/// outside, and the loop over k is known to be short ([#BLOCK]), which spares it a second loop
/// around for safepoints.
final class VectorProduct {

  private static final VectorSpecies<Float> S = VectorLanes.SPECIES;
  private static final int V = S.length();

  /// Whether the CPU has registers for 4 × 4 tiles: 16 accumulators, 4 of B, 1 of A. AVX-512 (512
  /// bits) and NEON (128 bits) have 32.
  private static final boolean WIDE = V != 8;

  /// Terms of the sum taken at once. 64 rows of a 4-vector panel of B are 16 KB and stay in the L1
  /// cache.
  static final int BLOCK = 64;

  /// The columns of the widest tile.
  static final int PANEL = WIDE ? 4 * V : 2 * V;

  private VectorProduct() {}

  static void multiply(
      int rows,
      int cols,
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
    if (VectorPacking.pays(rows, ldb)) {
      VectorPacking.multiply(
          rows, cols, depth, a, ao, rs, ks, b, bo, ldb, init, io, is, c, co, ldc);
      return;
    }
    int n = Math.min(depth, BLOCK);
    block(rows, cols, n, a, ao, rs, ks, b, bo, ldb, init, io, is, c, co, ldc);
    for (int k = n; k < depth; k += n) {
      n = Math.min(depth - k, BLOCK);
      int p = ao + k * ks;
      int q = bo + k * ldb;
      block(rows, cols, n, a, p, rs, ks, b, q, ldb, c, co, ldc, c, co, ldc);
    }
  }

  /// The product for a depth of at most [#BLOCK].
  static void block(
      int rows,
      int cols,
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
    int shallow = shallow(rows, depth) ? cols / PANEL * PANEL : 0; // columns
    for (int j = 0; j < shallow; j += PANEL) {
      VectorShallowProduct.multiply(
          rows, depth, a, ao, rs, ks, b, bo + j, ldb, init, io + j, is, c, co + j, ldc);
    }
    int four = rows & -4;
    int j = shallow;
    for (; WIDE && j + 4 * V <= cols; j += 4 * V) {
      for (int r = 0; r < four; r += 4) {
        int i = io + r * is + j;
        int o = co + r * ldc + j;
        tile4x4(depth, a, ao + r * rs, rs, ks, b, bo + j, ldb, init, i, is, c, o, ldc);
      }
    }
    int tall = WIDE ? rows & -VectorTallTile.ROWS : 0;
    for (; j + 2 * V <= cols; j += 2 * V) {
      for (int r = 0; r < tall; r += VectorTallTile.ROWS) {
        int i = io + r * is + j;
        int o = co + r * ldc + j;
        VectorTallTile.multiply(
            depth, a, ao + r * rs, rs, ks, b, bo + j, ldb, init, i, is, c, o, ldc);
      }
      for (int r = tall; r < four; r += 4) {
        int i = io + r * is + j;
        int o = co + r * ldc + j;
        tile4x2(depth, a, ao + r * rs, rs, ks, b, bo + j, ldb, init, i, is, c, o, ldc);
      }
    }
    for (; j < cols; j += V) {
      for (int r = 0; r < four; r += 4) {
        int i = io + r * is + j;
        int o = co + r * ldc + j;
        tile4x1(cols - j, depth, a, ao + r * rs, rs, ks, b, bo + j, ldb, init, i, is, c, o, ldc);
      }
    }
    for (int r = four; r < rows; r += 2) {
      int second = r + 1 < rows ? 1 : 0; // a row left over takes both places of a tile: stride 0
      int p = ao + r * rs;
      int i = io + r * is;
      int o = co + r * ldc;
      int p1 = second * rs;
      int i1 = second * is;
      int o1 = second * ldc;
      for (j = shallow; j + 4 * V <= cols; j += 4 * V) {
        tile2x4(depth, a, p, p1, ks, b, bo + j, ldb, init, i + j, i1, c, o + j, o1);
      }
      for (; j < cols; j += V) {
        tile2x1(cols - j, depth, a, p, p1, ks, b, bo + j, ldb, init, i + j, i1, c, o + j, o1);
      }
    }
  }

  /// Whether [VectorShallowProduct] is faster than tiles.
  private static boolean shallow(int rows, int depth) {
    return WIDE && rows >= 4 && depth >= 1 && depth <= VectorShallowProduct.DEPTH;
  }

  private static void tile4x4(
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
    FloatVector c00 = FloatVector.fromArray(S, init, io);
    FloatVector c01 = FloatVector.fromArray(S, init, io + V);
    FloatVector c02 = FloatVector.fromArray(S, init, io + 2 * V);
    FloatVector c03 = FloatVector.fromArray(S, init, io + 3 * V);
    int i = io + is;
    FloatVector c10 = FloatVector.fromArray(S, init, i);
    FloatVector c11 = FloatVector.fromArray(S, init, i + V);
    FloatVector c12 = FloatVector.fromArray(S, init, i + 2 * V);
    FloatVector c13 = FloatVector.fromArray(S, init, i + 3 * V);
    i += is;
    FloatVector c20 = FloatVector.fromArray(S, init, i);
    FloatVector c21 = FloatVector.fromArray(S, init, i + V);
    FloatVector c22 = FloatVector.fromArray(S, init, i + 2 * V);
    FloatVector c23 = FloatVector.fromArray(S, init, i + 3 * V);
    i += is;
    FloatVector c30 = FloatVector.fromArray(S, init, i);
    FloatVector c31 = FloatVector.fromArray(S, init, i + V);
    FloatVector c32 = FloatVector.fromArray(S, init, i + 2 * V);
    FloatVector c33 = FloatVector.fromArray(S, init, i + 3 * V);
    int p = ao;
    int q = bo;
    int n = Math.min(depth, BLOCK);
    for (int k = 0; k < n; k++) {
      FloatVector b0 = FloatVector.fromArray(S, b, q);
      FloatVector b1 = FloatVector.fromArray(S, b, q + V);
      FloatVector b2 = FloatVector.fromArray(S, b, q + 2 * V);
      FloatVector b3 = FloatVector.fromArray(S, b, q + 3 * V);
      FloatVector s = FloatVector.broadcast(S, a[p]);
      c00 = s.fma(b0, c00);
      c01 = s.fma(b1, c01);
      c02 = s.fma(b2, c02);
      c03 = s.fma(b3, c03);
      s = FloatVector.broadcast(S, a[p + rs]);
      c10 = s.fma(b0, c10);
      c11 = s.fma(b1, c11);
      c12 = s.fma(b2, c12);
      c13 = s.fma(b3, c13);
      s = FloatVector.broadcast(S, a[p + 2 * rs]);
      c20 = s.fma(b0, c20);
      c21 = s.fma(b1, c21);
      c22 = s.fma(b2, c22);
      c23 = s.fma(b3, c23);
      s = FloatVector.broadcast(S, a[p + 3 * rs]);
      c30 = s.fma(b0, c30);
      c31 = s.fma(b1, c31);
      c32 = s.fma(b2, c32);
      c33 = s.fma(b3, c33);
      p += ks;
      q += ldb;
    }
    c00.intoArray(c, co);
    c01.intoArray(c, co + V);
    c02.intoArray(c, co + 2 * V);
    c03.intoArray(c, co + 3 * V);
    int o = co + ldc;
    c10.intoArray(c, o);
    c11.intoArray(c, o + V);
    c12.intoArray(c, o + 2 * V);
    c13.intoArray(c, o + 3 * V);
    o += ldc;
    c20.intoArray(c, o);
    c21.intoArray(c, o + V);
    c22.intoArray(c, o + 2 * V);
    c23.intoArray(c, o + 3 * V);
    o += ldc;
    c30.intoArray(c, o);
    c31.intoArray(c, o + V);
    c32.intoArray(c, o + 2 * V);
    c33.intoArray(c, o + 3 * V);
  }

  private static void tile4x2(
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
    FloatVector c00 = FloatVector.fromArray(S, init, io);
    FloatVector c01 = FloatVector.fromArray(S, init, io + V);
    FloatVector c10 = FloatVector.fromArray(S, init, io + is);
    FloatVector c11 = FloatVector.fromArray(S, init, io + is + V);
    FloatVector c20 = FloatVector.fromArray(S, init, io + 2 * is);
    FloatVector c21 = FloatVector.fromArray(S, init, io + 2 * is + V);
    FloatVector c30 = FloatVector.fromArray(S, init, io + 3 * is);
    FloatVector c31 = FloatVector.fromArray(S, init, io + 3 * is + V);
    int p = ao;
    int q = bo;
    int n = Math.min(depth, BLOCK);
    for (int k = 0; k < n; k++) {
      FloatVector b0 = FloatVector.fromArray(S, b, q);
      FloatVector b1 = FloatVector.fromArray(S, b, q + V);
      FloatVector s = FloatVector.broadcast(S, a[p]);
      c00 = s.fma(b0, c00);
      c01 = s.fma(b1, c01);
      s = FloatVector.broadcast(S, a[p + rs]);
      c10 = s.fma(b0, c10);
      c11 = s.fma(b1, c11);
      s = FloatVector.broadcast(S, a[p + 2 * rs]);
      c20 = s.fma(b0, c20);
      c21 = s.fma(b1, c21);
      s = FloatVector.broadcast(S, a[p + 3 * rs]);
      c30 = s.fma(b0, c30);
      c31 = s.fma(b1, c31);
      p += ks;
      q += ldb;
    }
    c00.intoArray(c, co);
    c01.intoArray(c, co + V);
    c10.intoArray(c, co + ldc);
    c11.intoArray(c, co + ldc + V);
    c20.intoArray(c, co + 2 * ldc);
    c21.intoArray(c, co + 2 * ldc + V);
    c30.intoArray(c, co + 3 * ldc);
    c31.intoArray(c, co + 3 * ldc + V);
  }

  /// Four rows of one vector, or of its first `cols` lanes where that is less.
  private static void tile4x1(
      int cols,
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
    VectorMask<Float> in = S.indexInRange(0, cols);
    FloatVector c0 = FloatVector.fromArray(S, init, io, in);
    FloatVector c1 = FloatVector.fromArray(S, init, io + is, in);
    FloatVector c2 = FloatVector.fromArray(S, init, io + 2 * is, in);
    FloatVector c3 = FloatVector.fromArray(S, init, io + 3 * is, in);
    int p = ao;
    int q = bo;
    int n = Math.min(depth, BLOCK);
    for (int k = 0; k < n; k++) {
      FloatVector b0 = FloatVector.fromArray(S, b, q, in);
      c0 = b0.fma(FloatVector.broadcast(S, a[p]), c0);
      c1 = b0.fma(FloatVector.broadcast(S, a[p + rs]), c1);
      c2 = b0.fma(FloatVector.broadcast(S, a[p + 2 * rs]), c2);
      c3 = b0.fma(FloatVector.broadcast(S, a[p + 3 * rs]), c3);
      p += ks;
      q += ldb;
    }
    c0.intoArray(c, co, in);
    c1.intoArray(c, co + ldc, in);
    c2.intoArray(c, co + 2 * ldc, in);
    c3.intoArray(c, co + 3 * ldc, in);
  }

  private static void tile2x4(
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
    FloatVector c00 = FloatVector.fromArray(S, init, io);
    FloatVector c01 = FloatVector.fromArray(S, init, io + V);
    FloatVector c02 = FloatVector.fromArray(S, init, io + 2 * V);
    FloatVector c03 = FloatVector.fromArray(S, init, io + 3 * V);
    FloatVector c10 = FloatVector.fromArray(S, init, io + is);
    FloatVector c11 = FloatVector.fromArray(S, init, io + is + V);
    FloatVector c12 = FloatVector.fromArray(S, init, io + is + 2 * V);
    FloatVector c13 = FloatVector.fromArray(S, init, io + is + 3 * V);
    int p = ao;
    int q = bo;
    int n = Math.min(depth, BLOCK);
    for (int k = 0; k < n; k++) {
      FloatVector b0 = FloatVector.fromArray(S, b, q);
      FloatVector b1 = FloatVector.fromArray(S, b, q + V);
      FloatVector b2 = FloatVector.fromArray(S, b, q + 2 * V);
      FloatVector b3 = FloatVector.fromArray(S, b, q + 3 * V);
      FloatVector s = FloatVector.broadcast(S, a[p]);
      c00 = s.fma(b0, c00);
      c01 = s.fma(b1, c01);
      c02 = s.fma(b2, c02);
      c03 = s.fma(b3, c03);
      s = FloatVector.broadcast(S, a[p + rs]);
      c10 = s.fma(b0, c10);
      c11 = s.fma(b1, c11);
      c12 = s.fma(b2, c12);
      c13 = s.fma(b3, c13);
      p += ks;
      q += ldb;
    }
    c00.intoArray(c, co);
    c01.intoArray(c, co + V);
    c02.intoArray(c, co + 2 * V);
    c03.intoArray(c, co + 3 * V);
    c10.intoArray(c, co + ldc);
    c11.intoArray(c, co + ldc + V);
    c12.intoArray(c, co + ldc + 2 * V);
    c13.intoArray(c, co + ldc + 3 * V);
  }

  /// Two rows of one vector, or of its first `cols` lanes where that is less.
  private static void tile2x1(
      int cols,
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
    VectorMask<Float> in = S.indexInRange(0, cols);
    FloatVector c0 = FloatVector.fromArray(S, init, io, in);
    FloatVector c1 = FloatVector.fromArray(S, init, io + is, in);
    int p = ao;
    int q = bo;
    int n = Math.min(depth, BLOCK);
    for (int k = 0; k < n; k++) {
      FloatVector b0 = FloatVector.fromArray(S, b, q, in);
      c0 = b0.fma(FloatVector.broadcast(S, a[p]), c0);
      c1 = b0.fma(FloatVector.broadcast(S, a[p + rs]), c1);
      p += ks;
      q += ldb;
    }
    c0.intoArray(c, co, in);
    c1.intoArray(c, co + ldc, in);
  }
}
