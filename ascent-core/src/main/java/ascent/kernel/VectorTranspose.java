package ascent.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/// [Kernels#transpose] by square blocks as wide as a register.
///
/// A block is transposed in log₂ V steps: step h swaps the off-diagonal halves of every 2h × 2h
/// square, by exchanging lanes between rows that are h apart. A block of 16 rows passes through 16
/// registers. A CPU with narrower ones has too few for that beside the constants: there two steps
/// go together on four rows, h = 2 and 1 on the way from X to Y, and h = 4 in place in Y.
///
/// Blocks of 4 × 4 in 128-bit registers would be no faster, and a second species of `FloatVector`
/// in one process makes C2's type profiles ambiguous: elsewhere vectors would turn into objects.
final class VectorTranspose {

  private static final VectorSpecies<Float> S = VectorLanes.SPECIES;
  private static final int V = S.length();

  private static final VectorShuffle<Float> SWAP_8 = VectorLanes.SWAP_8;
  private static final VectorShuffle<Float> SWAP_4 = VectorLanes.SWAP_4;
  private static final VectorShuffle<Float> SWAP_2 = VectorLanes.SWAP_2;
  private static final VectorShuffle<Float> SWAP_1 = VectorLanes.SWAP_1;

  private static final VectorMask<Float> BIT_8 = VectorLanes.BIT_8;
  private static final VectorMask<Float> BIT_4 = VectorLanes.BIT_4;
  private static final VectorMask<Float> BIT_2 = VectorLanes.BIT_2;
  private static final VectorMask<Float> BIT_1 = VectorLanes.BIT_1;

  private VectorTranspose() {}

  static void transpose(
      int rows, int cols, float[] x, int xo, int ldx, float[] y, int yo, int ldy) {
    int blockRows = rows & -V;
    int blockCols = cols & -V;
    if (V == 16) {
      wideBlocks(blockRows, blockCols, x, xo, ldx, y, yo, ldy);
    } else {
      blocks(blockRows, blockCols, x, xo, ldx, y, yo, ldy);
    }
    elements(blockRows, blockCols, cols, x, xo, ldx, y, yo, ldy);
    elements(rows - blockRows, 0, cols, x, xo + blockRows * ldx, ldx, y, yo + blockRows, ldy);
  }

  private static void blocks(
      int rows, int cols, float[] x, int xo, int ldx, float[] y, int yo, int ldy) {
    for (int j = 0; j < cols; j += V) {
      for (int r = 0; r < rows; r += V) {
        int p = xo + r * ldx + j;
        int q = yo + j * ldy + r;
        for (int h = 0; h < V; h += 4) {
          int i = p + h * ldx;
          FloatVector a = FloatVector.fromArray(S, x, i);
          FloatVector b = FloatVector.fromArray(S, x, i + ldx);
          FloatVector c = FloatVector.fromArray(S, x, i + 2 * ldx);
          FloatVector d = FloatVector.fromArray(S, x, i + 3 * ldx);
          FloatVector ac = a.blend(c.rearrange(SWAP_2), BIT_2); // a0 a1 c0 c1 | a4 a5 c4 c5 | …
          FloatVector bd = b.blend(d.rearrange(SWAP_2), BIT_2);
          FloatVector ca = a.rearrange(SWAP_2).blend(c, BIT_2); // a2 a3 c2 c3 | …
          FloatVector db = b.rearrange(SWAP_2).blend(d, BIT_2);
          int o = q + h * ldy;
          ac.blend(bd.rearrange(SWAP_1), BIT_1).intoArray(y, o); // a0 b0 c0 d0 | a4 b4 c4 d4 | …
          ac.rearrange(SWAP_1).blend(bd, BIT_1).intoArray(y, o + ldy); // a1 b1 c1 d1 | …
          ca.blend(db.rearrange(SWAP_1), BIT_1).intoArray(y, o + 2 * ldy);
          ca.rearrange(SWAP_1).blend(db, BIT_1).intoArray(y, o + 3 * ldy);
        }
        for (int h = 0; h < 4 && V == 8; h++) {
          int o = q + h * ldy;
          FloatVector a = FloatVector.fromArray(S, y, o);
          FloatVector b = FloatVector.fromArray(S, y, o + 4 * ldy);
          a.blend(b.rearrange(SWAP_4), BIT_4).intoArray(y, o);
          a.rearrange(SWAP_4).blend(b, BIT_4).intoArray(y, o + 4 * ldy);
        }
      }
    }
  }

  private static void wideBlocks(
      int rows, int cols, float[] x, int xo, int ldx, float[] y, int yo, int ldy) {
    for (int j = 0; j < cols; j += V) {
      for (int r = 0; r < rows; r += V) {
        int p = xo + r * ldx + j;
        int q = yo + j * ldy + r;
        FloatVector a0 = FloatVector.fromArray(S, x, p);
        FloatVector a1 = FloatVector.fromArray(S, x, p + ldx);
        FloatVector a2 = FloatVector.fromArray(S, x, p + 2 * ldx);
        FloatVector a3 = FloatVector.fromArray(S, x, p + 3 * ldx);
        FloatVector a4 = FloatVector.fromArray(S, x, p + 4 * ldx);
        FloatVector a5 = FloatVector.fromArray(S, x, p + 5 * ldx);
        FloatVector a6 = FloatVector.fromArray(S, x, p + 6 * ldx);
        FloatVector a7 = FloatVector.fromArray(S, x, p + 7 * ldx);
        FloatVector a8 = FloatVector.fromArray(S, x, p + 8 * ldx);
        FloatVector a9 = FloatVector.fromArray(S, x, p + 9 * ldx);
        FloatVector a10 = FloatVector.fromArray(S, x, p + 10 * ldx);
        FloatVector a11 = FloatVector.fromArray(S, x, p + 11 * ldx);
        FloatVector a12 = FloatVector.fromArray(S, x, p + 12 * ldx);
        FloatVector a13 = FloatVector.fromArray(S, x, p + 13 * ldx);
        FloatVector a14 = FloatVector.fromArray(S, x, p + 14 * ldx);
        FloatVector a15 = FloatVector.fromArray(S, x, p + 15 * ldx);
        FloatVector b0 = a0.blend(a8.rearrange(SWAP_8), BIT_8);
        FloatVector b8 = a0.rearrange(SWAP_8).blend(a8, BIT_8);
        FloatVector b1 = a1.blend(a9.rearrange(SWAP_8), BIT_8);
        FloatVector b9 = a1.rearrange(SWAP_8).blend(a9, BIT_8);
        FloatVector b2 = a2.blend(a10.rearrange(SWAP_8), BIT_8);
        FloatVector b10 = a2.rearrange(SWAP_8).blend(a10, BIT_8);
        FloatVector b3 = a3.blend(a11.rearrange(SWAP_8), BIT_8);
        FloatVector b11 = a3.rearrange(SWAP_8).blend(a11, BIT_8);
        FloatVector b4 = a4.blend(a12.rearrange(SWAP_8), BIT_8);
        FloatVector b12 = a4.rearrange(SWAP_8).blend(a12, BIT_8);
        FloatVector b5 = a5.blend(a13.rearrange(SWAP_8), BIT_8);
        FloatVector b13 = a5.rearrange(SWAP_8).blend(a13, BIT_8);
        FloatVector b6 = a6.blend(a14.rearrange(SWAP_8), BIT_8);
        FloatVector b14 = a6.rearrange(SWAP_8).blend(a14, BIT_8);
        FloatVector b7 = a7.blend(a15.rearrange(SWAP_8), BIT_8);
        FloatVector b15 = a7.rearrange(SWAP_8).blend(a15, BIT_8);
        FloatVector c0 = b0.blend(b4.rearrange(SWAP_4), BIT_4);
        FloatVector c4 = b0.rearrange(SWAP_4).blend(b4, BIT_4);
        FloatVector c1 = b1.blend(b5.rearrange(SWAP_4), BIT_4);
        FloatVector c5 = b1.rearrange(SWAP_4).blend(b5, BIT_4);
        FloatVector c2 = b2.blend(b6.rearrange(SWAP_4), BIT_4);
        FloatVector c6 = b2.rearrange(SWAP_4).blend(b6, BIT_4);
        FloatVector c3 = b3.blend(b7.rearrange(SWAP_4), BIT_4);
        FloatVector c7 = b3.rearrange(SWAP_4).blend(b7, BIT_4);
        FloatVector c8 = b8.blend(b12.rearrange(SWAP_4), BIT_4);
        FloatVector c12 = b8.rearrange(SWAP_4).blend(b12, BIT_4);
        FloatVector c9 = b9.blend(b13.rearrange(SWAP_4), BIT_4);
        FloatVector c13 = b9.rearrange(SWAP_4).blend(b13, BIT_4);
        FloatVector c10 = b10.blend(b14.rearrange(SWAP_4), BIT_4);
        FloatVector c14 = b10.rearrange(SWAP_4).blend(b14, BIT_4);
        FloatVector c11 = b11.blend(b15.rearrange(SWAP_4), BIT_4);
        FloatVector c15 = b11.rearrange(SWAP_4).blend(b15, BIT_4);
        FloatVector d0 = c0.blend(c2.rearrange(SWAP_2), BIT_2);
        FloatVector d2 = c0.rearrange(SWAP_2).blend(c2, BIT_2);
        FloatVector d1 = c1.blend(c3.rearrange(SWAP_2), BIT_2);
        FloatVector d3 = c1.rearrange(SWAP_2).blend(c3, BIT_2);
        FloatVector d4 = c4.blend(c6.rearrange(SWAP_2), BIT_2);
        FloatVector d6 = c4.rearrange(SWAP_2).blend(c6, BIT_2);
        FloatVector d5 = c5.blend(c7.rearrange(SWAP_2), BIT_2);
        FloatVector d7 = c5.rearrange(SWAP_2).blend(c7, BIT_2);
        FloatVector d8 = c8.blend(c10.rearrange(SWAP_2), BIT_2);
        FloatVector d10 = c8.rearrange(SWAP_2).blend(c10, BIT_2);
        FloatVector d9 = c9.blend(c11.rearrange(SWAP_2), BIT_2);
        FloatVector d11 = c9.rearrange(SWAP_2).blend(c11, BIT_2);
        FloatVector d12 = c12.blend(c14.rearrange(SWAP_2), BIT_2);
        FloatVector d14 = c12.rearrange(SWAP_2).blend(c14, BIT_2);
        FloatVector d13 = c13.blend(c15.rearrange(SWAP_2), BIT_2);
        FloatVector d15 = c13.rearrange(SWAP_2).blend(c15, BIT_2);
        FloatVector e0 = d0.blend(d1.rearrange(SWAP_1), BIT_1);
        FloatVector e1 = d0.rearrange(SWAP_1).blend(d1, BIT_1);
        FloatVector e2 = d2.blend(d3.rearrange(SWAP_1), BIT_1);
        FloatVector e3 = d2.rearrange(SWAP_1).blend(d3, BIT_1);
        FloatVector e4 = d4.blend(d5.rearrange(SWAP_1), BIT_1);
        FloatVector e5 = d4.rearrange(SWAP_1).blend(d5, BIT_1);
        FloatVector e6 = d6.blend(d7.rearrange(SWAP_1), BIT_1);
        FloatVector e7 = d6.rearrange(SWAP_1).blend(d7, BIT_1);
        FloatVector e8 = d8.blend(d9.rearrange(SWAP_1), BIT_1);
        FloatVector e9 = d8.rearrange(SWAP_1).blend(d9, BIT_1);
        FloatVector e10 = d10.blend(d11.rearrange(SWAP_1), BIT_1);
        FloatVector e11 = d10.rearrange(SWAP_1).blend(d11, BIT_1);
        FloatVector e12 = d12.blend(d13.rearrange(SWAP_1), BIT_1);
        FloatVector e13 = d12.rearrange(SWAP_1).blend(d13, BIT_1);
        FloatVector e14 = d14.blend(d15.rearrange(SWAP_1), BIT_1);
        FloatVector e15 = d14.rearrange(SWAP_1).blend(d15, BIT_1);
        e0.intoArray(y, q);
        e1.intoArray(y, q + ldy);
        e2.intoArray(y, q + 2 * ldy);
        e3.intoArray(y, q + 3 * ldy);
        e4.intoArray(y, q + 4 * ldy);
        e5.intoArray(y, q + 5 * ldy);
        e6.intoArray(y, q + 6 * ldy);
        e7.intoArray(y, q + 7 * ldy);
        e8.intoArray(y, q + 8 * ldy);
        e9.intoArray(y, q + 9 * ldy);
        e10.intoArray(y, q + 10 * ldy);
        e11.intoArray(y, q + 11 * ldy);
        e12.intoArray(y, q + 12 * ldy);
        e13.intoArray(y, q + 13 * ldy);
        e14.intoArray(y, q + 14 * ldy);
        e15.intoArray(y, q + 15 * ldy);
      }
    }
  }

  /// Columns from ≤ j < to, element by element.
  private static void elements(
      int rows, int from, int to, float[] x, int xo, int ldx, float[] y, int yo, int ldy) {
    for (int r = 0; r < rows; r++) {
      for (int j = from; j < to; j++) {
        y[yo + j * ldy + r] = x[xo + r * ldx + j];
      }
    }
  }
}
