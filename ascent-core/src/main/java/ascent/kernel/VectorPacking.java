package ascent.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// [Kernels#multiply] of wide matrices: blocks of A and panels of B are copied to where their rows
/// lie side by side, and multiplied there by [VectorProduct].
///
/// A register tile reads 64 rows of a panel of B again and again. In a matrix whose rows are a
/// large power of two apart, these rows fall into a few sets of the L1 cache and push each other
/// out; packed, they are 16 KB in one piece. The same holds for A. The measurement is in
/// docs/decisions/0052-packing.md.
final class VectorPacking {
  /// Rows of A packed at once: with [VectorProduct#BLOCK] columns, 64 KB, half of them in use at a
  /// time.
  private static final int ROWS = 256;

  private static final VectorSpecies<Float> S = VectorLanes.SPECIES;
  private static final int V = S.length();
  private static final int DEPTH = VectorProduct.BLOCK;
  private static final int PANEL = VectorProduct.PANEL;
  private static final int PER_ROW = PANEL / V; // vectors in a row of a panel: 4 or 2
  private static final int VECTORS = 8; // of a step of packPanel

  // From here on packing pays.
  private static final int FEWEST_ROWS = 32;
  private static final int LEAST_STRIDE = 256;

  /// One thread's memory.
  private record Memory(float[] a, float[] b) {
    private static final ThreadLocal<Memory> OF_THREAD =
        ThreadLocal.withInitial(
            () -> new Memory(new float[ROWS * DEPTH], new float[DEPTH * PANEL]));
  }

  private VectorPacking() {}

  /// Whether packing pays for a product.
  ///
  /// @param rows of A
  /// @param ldb the distance between two rows of B
  static boolean pays(int rows, int ldb) {
    return rows >= FEWEST_ROWS && ldb >= LEAST_STRIDE;
  }

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
    Memory memory = Memory.OF_THREAD.get();
    for (int r = 0; r < rows; r += ROWS) {
      int m = Math.min(ROWS, rows - r);
      int p = ao + r * rs;
      int i = io + r * is;
      int o = co + r * ldc;
      int n = Math.min(depth, DEPTH);
      block(memory, m, cols, n, a, p, rs, ks, b, bo, ldb, init, i, is, c, o, ldc);
      for (int k = n; k < depth; k += n) {
        n = Math.min(depth - k, DEPTH);
        int at = p + k * ks;
        int q = bo + k * ldb;
        block(memory, m, cols, n, a, at, rs, ks, b, q, ldb, c, o, ldc, c, o, ldc);
      }
    }
  }

  /// The product for at most [#ROWS] rows and a depth of at most [#DEPTH].
  private static void block(
      Memory memory,
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
    if (ks == 1) {
      pack(rows, depth, a, ao, rs, memory.a, DEPTH);
      panels(
          memory, rows, cols, depth, memory.a, 0, DEPTH, 1, b, bo, ldb, init, io, is, c, co, ldc);
    } else if (rs == 1) {
      pack(depth, rows, a, ao, ks, memory.a, ROWS);
      panels(memory, rows, cols, depth, memory.a, 0, 1, ROWS, b, bo, ldb, init, io, is, c, co, ldc);
    } else {
      panels(memory, rows, cols, depth, a, ao, rs, ks, b, bo, ldb, init, io, is, c, co, ldc);
    }
  }

  private static void panels(
      Memory memory,
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
    float[] panel = memory.b;
    for (int j = 0; j < cols; j += PANEL) {
      int n = Math.min(cols - j, PANEL);
      if (n == PANEL) {
        packPanel(depth, b, bo + j, ldb, panel);
      } else {
        pack(depth, n, b, bo + j, ldb, panel, PANEL);
      }
      VectorProduct.block(
          rows, n, depth, a, ao, rs, ks, panel, 0, PANEL, init, io + j, is, c, co + j, ldc);
    }
  }

  /// Packs a whole panel, eight vectors at a time. (A plain loop that C2 vectorises costs a fifth
  /// of the whole product, calls of `arraycopy` a tenth.)
  private static void packPanel(int rows, float[] b, int bo, int ldb, float[] panel) {
    int b1 = V;
    int b2 = 2 / PER_ROW * ldb + 2 % PER_ROW * V;
    int b3 = 3 / PER_ROW * ldb + 3 % PER_ROW * V;
    int b4 = 4 / PER_ROW * ldb;
    int b5 = 5 / PER_ROW * ldb + 5 % PER_ROW * V;
    int b6 = 6 / PER_ROW * ldb + 6 % PER_ROW * V;
    int b7 = 7 / PER_ROW * ldb + 7 % PER_ROW * V;
    int step = VECTORS / PER_ROW;
    int k = 0;
    int i = bo;
    int o = 0;
    for (; k <= rows - step; k += step) {
      FloatVector x0 = FloatVector.fromArray(S, b, i);
      FloatVector x1 = FloatVector.fromArray(S, b, i + b1);
      FloatVector x2 = FloatVector.fromArray(S, b, i + b2);
      FloatVector x3 = FloatVector.fromArray(S, b, i + b3);
      FloatVector x4 = FloatVector.fromArray(S, b, i + b4);
      FloatVector x5 = FloatVector.fromArray(S, b, i + b5);
      FloatVector x6 = FloatVector.fromArray(S, b, i + b6);
      FloatVector x7 = FloatVector.fromArray(S, b, i + b7);
      x0.intoArray(panel, o);
      x1.intoArray(panel, o + V);
      x2.intoArray(panel, o + 2 * V);
      x3.intoArray(panel, o + 3 * V);
      x4.intoArray(panel, o + 4 * V);
      x5.intoArray(panel, o + 5 * V);
      x6.intoArray(panel, o + 6 * V);
      x7.intoArray(panel, o + 7 * V);
      i += step * ldb;
      o += VECTORS * V;
    }
    for (; k < rows; k++) {
      System.arraycopy(b, i, panel, o, PANEL);
      i += ldb;
      o += PANEL;
    }
  }

  private static void pack(int rows, int cols, float[] x, int xo, int ldx, float[] y, int ldy) {
    for (int r = 0; r < rows; r++) {
      System.arraycopy(x, xo + r * ldx, y, r * ldy, cols);
    }
  }
}
