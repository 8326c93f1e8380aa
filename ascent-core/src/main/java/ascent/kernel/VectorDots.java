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
  private static final VectorMask<Float> BIT_2 = VectorLanes.BIT_2;
  private static final VectorMask<Float> BIT_1 = VectorLanes.BIT_1;

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
    int sixteens = V == 16 && yrs == 1 ? rows / 16 : 0;
    int first = 16 * sixteens; // row of the tiles
    int tiles = (rows - first) / TILE_ROWS;
    int rest = first + tiles * TILE_ROWS;
    for (int o = 0; o < out; o++) {
      int q = wo + o * in;
      int at = yo + o * yos;
      float bias = w[bo + o];
      if (sixteens > 0) {
        sixteenDots(sixteens, in, x, xo, ldx, w, q, bias, y, at);
      }
      int p = xo + first * ldx;
      int to = at + first * yrs;
      if (tiles > 0) {
        dots(tiles, in, x, p, TILE_ROWS * ldx, ldx, w, q, bias, y, to, TILE_ROWS * yrs, yrs);
      }
      if (rest < rows) { // each takes all places of a tile (stride 0): one sum, written repeatedly
        dots(rows - rest, in, x, xo + rest * ldx, ldx, 0, w, q, bias, y, at + rest * yrs, yrs, 0);
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
      if (V == 16) {
        s0 = s0.add(s0.rearrange(SWAP_8));
        s1 = s1.add(s1.rearrange(SWAP_8));
        s2 = s2.add(s2.rearrange(SWAP_8));
        s3 = s3.add(s3.rearrange(SWAP_8));
        s2 = s2.add(s2.rearrange(SWAP_4));
        s3 = s3.add(s3.rearrange(SWAP_4));
        y[o + 2 * yrs] = (s2.lane(0) + s2.lane(2)) + (s2.lane(1) + s2.lane(3)) + bias;
        y[o + 3 * yrs] = (s3.lane(0) + s3.lane(2)) + (s3.lane(1) + s3.lane(3)) + bias;
      } else if (V == 8) {
        s0 = s0.add(s1);
        s1 = s2.add(s3);
      } else {
        s0 = s0.add(s2).add(s1.add(s3));
      }
      if (V >= 8) {
        s0 = s0.add(s0.rearrange(SWAP_4));
        s1 = s1.add(s1.rearrange(SWAP_4));
        y[o + yrs] = (s1.lane(0) + s1.lane(2)) + (s1.lane(1) + s1.lane(3)) + bias;
      }
      y[o] = (s0.lane(0) + s0.lane(2)) + (s0.lane(1) + s0.lane(3)) + bias;
    }
  }

  /// The same for sixteen rows at a time, in registers that each hold the sixteen chains of a row.
  ///
  /// The rows are transposed while they are summed: two registers that are h rows apart become one,
  /// the lanes with bit h of the second, each the sum of two lanes that are h apart. At the end
  /// lane r holds the sum of row r.
  private static void sixteenDots(
      int tiles,
      int in,
      float[] x,
      int xo,
      int ldx,
      float[] w,
      int wo,
      float bias,
      float[] y,
      int yo) {
    for (int t = 0; t < tiles; t++) {
      FloatVector s0 = FloatVector.zero(S);
      FloatVector s1 = s0;
      FloatVector s2 = s0;
      FloatVector s3 = s0;
      FloatVector s4 = s0;
      FloatVector s5 = s0;
      FloatVector s6 = s0;
      FloatVector s7 = s0;
      FloatVector s8 = s0;
      FloatVector s9 = s0;
      FloatVector s10 = s0;
      FloatVector s11 = s0;
      FloatVector s12 = s0;
      FloatVector s13 = s0;
      FloatVector s14 = s0;
      FloatVector s15 = s0;
      for (int k = 0; k <= in - CHAINS; k += CHAINS) {
        FloatVector v = FloatVector.fromArray(S, w, wo + k);
        int q = xo + 16 * t * ldx + k;
        s0 = FloatVector.fromArray(S, x, q).fma(v, s0);
        s1 = FloatVector.fromArray(S, x, q + ldx).fma(v, s1);
        s2 = FloatVector.fromArray(S, x, q + 2 * ldx).fma(v, s2);
        s3 = FloatVector.fromArray(S, x, q + 3 * ldx).fma(v, s3);
        s4 = FloatVector.fromArray(S, x, q + 4 * ldx).fma(v, s4);
        s5 = FloatVector.fromArray(S, x, q + 5 * ldx).fma(v, s5);
        s6 = FloatVector.fromArray(S, x, q + 6 * ldx).fma(v, s6);
        s7 = FloatVector.fromArray(S, x, q + 7 * ldx).fma(v, s7);
        s8 = FloatVector.fromArray(S, x, q + 8 * ldx).fma(v, s8);
        s9 = FloatVector.fromArray(S, x, q + 9 * ldx).fma(v, s9);
        s10 = FloatVector.fromArray(S, x, q + 10 * ldx).fma(v, s10);
        s11 = FloatVector.fromArray(S, x, q + 11 * ldx).fma(v, s11);
        s12 = FloatVector.fromArray(S, x, q + 12 * ldx).fma(v, s12);
        s13 = FloatVector.fromArray(S, x, q + 13 * ldx).fma(v, s13);
        s14 = FloatVector.fromArray(S, x, q + 14 * ldx).fma(v, s14);
        s15 = FloatVector.fromArray(S, x, q + 15 * ldx).fma(v, s15);
      }
      s0 = s0.blend(s8.rearrange(SWAP_8), BIT_8).add(s0.rearrange(SWAP_8).blend(s8, BIT_8));
      s1 = s1.blend(s9.rearrange(SWAP_8), BIT_8).add(s1.rearrange(SWAP_8).blend(s9, BIT_8));
      s2 = s2.blend(s10.rearrange(SWAP_8), BIT_8).add(s2.rearrange(SWAP_8).blend(s10, BIT_8));
      s3 = s3.blend(s11.rearrange(SWAP_8), BIT_8).add(s3.rearrange(SWAP_8).blend(s11, BIT_8));
      s4 = s4.blend(s12.rearrange(SWAP_8), BIT_8).add(s4.rearrange(SWAP_8).blend(s12, BIT_8));
      s5 = s5.blend(s13.rearrange(SWAP_8), BIT_8).add(s5.rearrange(SWAP_8).blend(s13, BIT_8));
      s6 = s6.blend(s14.rearrange(SWAP_8), BIT_8).add(s6.rearrange(SWAP_8).blend(s14, BIT_8));
      s7 = s7.blend(s15.rearrange(SWAP_8), BIT_8).add(s7.rearrange(SWAP_8).blend(s15, BIT_8));
      s0 = s0.blend(s4.rearrange(SWAP_4), BIT_4).add(s0.rearrange(SWAP_4).blend(s4, BIT_4));
      s1 = s1.blend(s5.rearrange(SWAP_4), BIT_4).add(s1.rearrange(SWAP_4).blend(s5, BIT_4));
      s2 = s2.blend(s6.rearrange(SWAP_4), BIT_4).add(s2.rearrange(SWAP_4).blend(s6, BIT_4));
      s3 = s3.blend(s7.rearrange(SWAP_4), BIT_4).add(s3.rearrange(SWAP_4).blend(s7, BIT_4));
      s0 = s0.blend(s2.rearrange(SWAP_2), BIT_2).add(s0.rearrange(SWAP_2).blend(s2, BIT_2));
      s1 = s1.blend(s3.rearrange(SWAP_2), BIT_2).add(s1.rearrange(SWAP_2).blend(s3, BIT_2));
      s0 = s0.blend(s1.rearrange(SWAP_1), BIT_1).add(s0.rearrange(SWAP_1).blend(s1, BIT_1));
      s0.add(bias).intoArray(y, yo + 16 * t);
    }
  }
}
