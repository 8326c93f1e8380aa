package ascent.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/// [Kernels#project]: dot products of rows, whose sums cross lanes. The rules of [VectorKernels]
/// hold here, too.
final class VectorDots {
  private static final VectorSpecies<Float> S = VectorLanes.SPECIES;
  private static final int V = S.length();

  private static final int CHAINS = ScalarKernels.CHAINS;

  /// Rows of a tile of [#dots]: four registers, of which the chains of one row take 16 / V.
  private static final int TILE_ROWS = 4 * V / CHAINS;

  private static final VectorShuffle<Float> SWAP_8 = VectorLanes.SWAP_8;
  private static final VectorShuffle<Float> SWAP_4 = VectorLanes.SWAP_4;
  private static final VectorShuffle<Float> SWAP_2 = VectorLanes.SWAP_2;
  private static final VectorShuffle<Float> SWAP_1 = VectorLanes.SWAP_1;

  private static final VectorMask<Float> BIT_8 = VectorLanes.BIT_8;
  private static final VectorMask<Float> BIT_4 = VectorLanes.BIT_4;

  private VectorDots() {}

  static void project(
      int rows,
      int in,
      int out,
      float[] x,
      int xo,
      int ldx,
      float[] w,
      int wo,
      int bo,
      float[] y,
      int yo,
      int yrs,
      int yos) {
    int tiles = rows / TILE_ROWS;
    int tiled = tiles * TILE_ROWS;
    for (int o = 0; o < out; o++) {
      int q = wo + o * in;
      int at = yo + o * yos;
      float bias = w[bo + o];
      if (tiles > 0) {
        dots(tiles, in, x, xo, TILE_ROWS * ldx, ldx, w, q, bias, y, at, TILE_ROWS * yrs, yrs);
      }
      if (tiled < rows) { // each takes all places of a tile (stride 0): one sum, written repeatedly
        dots(
            rows - tiled, in, x, xo + tiled * ldx, ldx, 0, w, q, bias, y, at + tiled * yrs, yrs, 0);
      }
      for (int r = 0; r < rows && in % CHAINS != 0; r++) {
        y[at + r * yrs] += ScalarKernels.rest(in, x, xo + r * ldx, w, q);
      }
    }
  }

  /// Rows of x against one row of w, [#TILE_ROWS] at a time, up to the last whole sixteen. Register
  /// i holds V chains of row i·V/16 of the tile.
  ///
  /// @param tx the distance between tiles of x, ldx between the rows of a tile; ty and yrs likewise
  ///   in y
  private static void dots(
      int tiles,
      int in,
      float[] x,
      int xo,
      int tx,
      int ldx,
      float[] w,
      int wo,
      float bias,
      float[] y,
      int yo,
      int ty,
      int yrs) {
    int x1 = V / CHAINS * ldx + V % CHAINS;
    int x2 = 2 * V / CHAINS * ldx + 2 * V % CHAINS;
    int x3 = 3 * V / CHAINS * ldx + 3 * V % CHAINS;
    for (int t = 0; t < tiles; t++) {
      int p = xo + t * tx;
      FloatVector s0 = FloatVector.zero(S);
      FloatVector s1 = s0;
      FloatVector s2 = s0;
      FloatVector s3 = s0;
      for (int k = 0; k <= in - CHAINS; k += CHAINS) {
        int q = wo + k;
        FloatVector w0 = FloatVector.fromArray(S, w, q);
        FloatVector w1 = FloatVector.fromArray(S, w, q + V % CHAINS);
        FloatVector w2 = FloatVector.fromArray(S, w, q + 2 * V % CHAINS);
        FloatVector w3 = FloatVector.fromArray(S, w, q + 3 * V % CHAINS);
        s0 = FloatVector.fromArray(S, x, p + k).fma(w0, s0);
        s1 = FloatVector.fromArray(S, x, p + x1 + k).fma(w1, s1);
        s2 = FloatVector.fromArray(S, x, p + x2 + k).fma(w2, s2);
        s3 = FloatVector.fromArray(S, x, p + x3 + k).fma(w3, s3);
      }
      int o = yo + t * ty;
      if (V == 16) { // the sums of two rows, then of four, in one register
        s0 = s0.blend(s1.rearrange(SWAP_8), BIT_8).add(s0.rearrange(SWAP_8).blend(s1, BIT_8));
        s2 = s2.blend(s3.rearrange(SWAP_8), BIT_8).add(s2.rearrange(SWAP_8).blend(s3, BIT_8));
        s0 = s0.blend(s2.rearrange(SWAP_4), BIT_4).add(s0.rearrange(SWAP_4).blend(s2, BIT_4));
        s0 = s0.add(s0.rearrange(SWAP_2));
        s0 = s0.add(s0.rearrange(SWAP_1)).add(bias);
        y[o] = s0.lane(0);
        y[o + yrs] = s0.lane(8);
        y[o + 2 * yrs] = s0.lane(4);
        y[o + 3 * yrs] = s0.lane(12);
        continue;
      }
      if (V == 8) {
        s0 = s0.add(s1);
        s1 = s2.add(s3);
        s0 = s0.add(s0.rearrange(SWAP_4));
        s1 = s1.add(s1.rearrange(SWAP_4));
        y[o + yrs] = (s1.lane(0) + s1.lane(2)) + (s1.lane(1) + s1.lane(3)) + bias;
      } else {
        s0 = s0.add(s2).add(s1.add(s3));
      }
      y[o] = (s0.lane(0) + s0.lane(2)) + (s0.lane(1) + s0.lane(3)) + bias;
    }
  }
}
