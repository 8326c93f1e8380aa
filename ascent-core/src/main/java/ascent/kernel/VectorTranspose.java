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
/// Two to four rows that become adjacent short ones are interleaved instead.
///
/// Blocks of 4 × 4 in 128-bit registers would be no faster, and a second species of `FloatVector`
/// in one process makes C2's type profiles ambiguous: elsewhere vectors would turn into objects.
final class VectorTranspose {

  private static final VectorSpecies<Float> S = VectorKernels.SPECIES;
  private static final int V = S.length();

  private static final VectorShuffle<Float> SWAP_8 = VectorKernels.SWAP_8;
  private static final VectorShuffle<Float> SWAP_4 = VectorKernels.SWAP_4;
  private static final VectorShuffle<Float> SWAP_2 = VectorKernels.SWAP_2;
  private static final VectorShuffle<Float> SWAP_1 = VectorKernels.SWAP_1;

  // Lanes i with bit h of i set.
  private static final VectorMask<Float> BIT_8 = VectorMask.fromLong(S, 0xff00);
  private static final VectorMask<Float> BIT_4 = VectorMask.fromLong(S, 0xf0f0);
  private static final VectorMask<Float> BIT_2 = VectorMask.fromLong(S, 0xcccc);
  private static final VectorMask<Float> BIT_1 = VectorMask.fromLong(S, 0xaaaa);

  // Lanes of the lower and the upper half, each twice.
  private static final VectorShuffle<Float> LOW = VectorShuffle.fromOp(S, i -> i / 2);
  private static final VectorShuffle<Float> HIGH = VectorShuffle.fromOp(S, i -> (V + i) / 2);

  /// All lanes but every fourth; which ones follow after them does not matter.
  private static final VectorShuffle<Float> THREE = VectorShuffle.fromOp(S, i -> (i + i / 3) % V);

  private VectorTranspose() {}

  static void transpose(
      int rows, int cols, float[] x, int xo, int ldx, float[] y, int yo, int ldy) {
    if (rows >= 2 && rows <= 4 && rows == ldy) {
      int done = interleave(rows, cols, x, xo, ldx, y, yo);
      elements(rows, done, cols, x, xo, ldx, y, yo, ldy);
      return;
    }
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

  /// Two, three or four rows of X, V columns at a time: two registers a and b become a0 b0 a1 b1 …,
  /// four of them in two such steps. Three rows are taken for four, and every fourth lane is
  /// dropped.
  ///
  /// @return how many columns are done
  private static int interleave(int rows, int cols, float[] x, int xo, int ldx, float[] y, int yo) {
    int j = 0;
    if (rows == 2) {
      for (; j <= cols - V; j += V) {
        FloatVector a = FloatVector.fromArray(S, x, xo + j);
        FloatVector b = FloatVector.fromArray(S, x, xo + j + ldx);
        int o = yo + 2 * j;
        a.rearrange(LOW).blend(b.rearrange(LOW), BIT_1).intoArray(y, o);
        a.rearrange(HIGH).blend(b.rearrange(HIGH), BIT_1).intoArray(y, o + V);
      }
      return j;
    }
    // A register of threes is followed by a third of one that the next overwrites.
    int next = rows * V / 4;
    int last = rows == 3 ? cols - V - 2 : cols - V;
    for (; j <= last; j += V) {
      int i = xo + j;
      FloatVector a = FloatVector.fromArray(S, x, i);
      FloatVector b = FloatVector.fromArray(S, x, i + ldx);
      FloatVector c = FloatVector.fromArray(S, x, i + 2 * ldx);
      FloatVector d = FloatVector.fromArray(S, x, i + (rows - 1) * ldx);
      FloatVector ac = a.rearrange(LOW).blend(c.rearrange(LOW), BIT_1); // a0 c0 a1 c1 …
      FloatVector bd = b.rearrange(LOW).blend(d.rearrange(LOW), BIT_1);
      FloatVector ca = a.rearrange(HIGH).blend(c.rearrange(HIGH), BIT_1);
      FloatVector db = b.rearrange(HIGH).blend(d.rearrange(HIGH), BIT_1);
      FloatVector row0 = ac.rearrange(LOW).blend(bd.rearrange(LOW), BIT_1); // a0 b0 c0 d0 …
      FloatVector row1 = ac.rearrange(HIGH).blend(bd.rearrange(HIGH), BIT_1);
      FloatVector row2 = ca.rearrange(LOW).blend(db.rearrange(LOW), BIT_1);
      FloatVector row3 = ca.rearrange(HIGH).blend(db.rearrange(HIGH), BIT_1);
      int o = yo + rows * j;
      if (rows == 3) {
        row0 = row0.rearrange(THREE);
        row1 = row1.rearrange(THREE);
        row2 = row2.rearrange(THREE);
        row3 = row3.rearrange(THREE);
      }
      row0.intoArray(y, o);
      row1.intoArray(y, o + next);
      row2.intoArray(y, o + 2 * next);
      row3.intoArray(y, o + 3 * next);
    }
    return j;
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
