package ascent.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/// [Kernels#transpose] by blocks of 4 × 4 in 128-bit registers.
///
/// Wider blocks take more exchanges per element (log₂ of the width), so 128 bits are no slower than 512 here.
final class VectorTranspose {

  private static final VectorSpecies<Float> S = FloatVector.SPECIES_128;

  /// (0 1 2 3) → (2 3 0 1) and (1 0 3 2).
  private static final VectorShuffle<Float> SWAP_PAIRS = VectorShuffle.fromOp(S, i -> i ^ 2);
  private static final VectorShuffle<Float> SWAP_NEIGHBOURS = VectorShuffle.fromOp(S, i -> i ^ 1);

  private static final VectorMask<Float> HIGH = VectorMask.fromLong(S, 0b1100);
  private static final VectorMask<Float> ODD = VectorMask.fromLong(S, 0b1010);

  private VectorTranspose() {}

  static void transpose(int rows, int cols, float[] x, int xo, int ldx, float[] y, int yo, int ldy) {
    int blockRows = rows & -4;
    int blockCols = cols & -4;
    for (int r = 0; r < blockRows; r += 4) {
      for (int j = 0; j < blockCols; j += 4) {
        int i = xo + r * ldx + j;
        FloatVector a = FloatVector.fromArray(S, x, i);
        FloatVector b = FloatVector.fromArray(S, x, i + ldx);
        FloatVector c = FloatVector.fromArray(S, x, i + 2 * ldx);
        FloatVector d = FloatVector.fromArray(S, x, i + 3 * ldx);
        FloatVector ac = a.blend(c.rearrange(SWAP_PAIRS), HIGH); // a0 a1 c0 c1
        FloatVector bd = b.blend(d.rearrange(SWAP_PAIRS), HIGH); // b0 b1 d0 d1
        int o = yo + j * ldy + r;
        ac.blend(bd.rearrange(SWAP_NEIGHBOURS), ODD).intoArray(y, o); // a0 b0 c0 d0
        ac.rearrange(SWAP_NEIGHBOURS).blend(bd, ODD).intoArray(y, o + ldy); // a1 b1 c1 d1
        ac = a.rearrange(SWAP_PAIRS).blend(c, HIGH); // a2 a3 c2 c3
        bd = b.rearrange(SWAP_PAIRS).blend(d, HIGH); // b2 b3 d2 d3
        ac.blend(bd.rearrange(SWAP_NEIGHBOURS), ODD).intoArray(y, o + 2 * ldy);
        ac.rearrange(SWAP_NEIGHBOURS).blend(bd, ODD).intoArray(y, o + 3 * ldy);
      }
    }
    elements(blockRows, blockCols, cols, x, xo, ldx, y, yo, ldy);
    elements(rows - blockRows, 0, cols, x, xo + blockRows * ldx, ldx, y, yo + blockRows, ldy);
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
