package ascent.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/// [Kernels#transpose] by square blocks as wide as a register.
///
/// A block is transposed in log₂ V steps: step h swaps the off-diagonal halves of every 2h × 2h
/// square, by exchanging lanes between rows that are h apart. Two steps go together on four rows: h
/// = 2 and 1 on the way from X to Y, h = 8 and 4 in place in Y.
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
    for (int j = 0; j < blockCols; j += V) {
      for (int r = 0; r < blockRows; r += V) {
        block(x, xo + r * ldx + j, ldx, y, yo + j * ldy + r, ldy);
      }
    }
    elements(blockRows, blockCols, cols, x, xo, ldx, y, yo, ldy);
    elements(rows - blockRows, 0, cols, x, xo + blockRows * ldx, ldx, y, yo + blockRows, ldy);
  }

  private static void block(float[] x, int xo, int ldx, float[] y, int yo, int ldy) {
    for (int r = 0; r < V; r += 4) {
      int i = xo + r * ldx;
      FloatVector a = FloatVector.fromArray(S, x, i);
      FloatVector b = FloatVector.fromArray(S, x, i + ldx);
      FloatVector c = FloatVector.fromArray(S, x, i + 2 * ldx);
      FloatVector d = FloatVector.fromArray(S, x, i + 3 * ldx);
      FloatVector ac = a.blend(c.rearrange(SWAP_2), BIT_2); // a0 a1 c0 c1 | a4 a5 c4 c5 | …
      FloatVector bd = b.blend(d.rearrange(SWAP_2), BIT_2);
      FloatVector ca = a.rearrange(SWAP_2).blend(c, BIT_2); // a2 a3 c2 c3 | …
      FloatVector db = b.rearrange(SWAP_2).blend(d, BIT_2);
      int o = yo + r * ldy;
      ac.blend(bd.rearrange(SWAP_1), BIT_1).intoArray(y, o); // a0 b0 c0 d0 | a4 b4 c4 d4 | …
      ac.rearrange(SWAP_1).blend(bd, BIT_1).intoArray(y, o + ldy); // a1 b1 c1 d1 | …
      ca.blend(db.rearrange(SWAP_1), BIT_1).intoArray(y, o + 2 * ldy);
      ca.rearrange(SWAP_1).blend(db, BIT_1).intoArray(y, o + 3 * ldy);
    }
    for (int r = 0; r < 4 && V == 8; r++) {
      int o = yo + r * ldy;
      FloatVector a = FloatVector.fromArray(S, y, o);
      FloatVector b = FloatVector.fromArray(S, y, o + 4 * ldy);
      a.blend(b.rearrange(SWAP_4), BIT_4).intoArray(y, o);
      a.rearrange(SWAP_4).blend(b, BIT_4).intoArray(y, o + 4 * ldy);
    }
    for (int r = 0; r < 4 && V == 16; r++) {
      int o = yo + r * ldy;
      FloatVector a = FloatVector.fromArray(S, y, o);
      FloatVector b = FloatVector.fromArray(S, y, o + 4 * ldy);
      FloatVector c = FloatVector.fromArray(S, y, o + 8 * ldy);
      FloatVector d = FloatVector.fromArray(S, y, o + 12 * ldy);
      FloatVector ac = a.blend(c.rearrange(SWAP_8), BIT_8);
      FloatVector bd = b.blend(d.rearrange(SWAP_8), BIT_8);
      FloatVector ca = a.rearrange(SWAP_8).blend(c, BIT_8);
      FloatVector db = b.rearrange(SWAP_8).blend(d, BIT_8);
      ac.blend(bd.rearrange(SWAP_4), BIT_4).intoArray(y, o);
      ac.rearrange(SWAP_4).blend(bd, BIT_4).intoArray(y, o + 4 * ldy);
      ca.blend(db.rearrange(SWAP_4), BIT_4).intoArray(y, o + 8 * ldy);
      ca.rearrange(SWAP_4).blend(db, BIT_4).intoArray(y, o + 12 * ldy);
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
