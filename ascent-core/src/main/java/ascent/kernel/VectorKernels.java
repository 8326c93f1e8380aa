package ascent.kernel;

import static jdk.incubator.vector.VectorOperators.ASHR;
import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LT;
import static jdk.incubator.vector.VectorOperators.XOR;

import ascent.math.DoubleMath;
import ascent.math.FloatMath;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/// [Kernels] on SIMD registers (`jdk.incubator.vector`), equal to [ScalarKernels] bit for bit.
///
/// Two rules keep C2 on our side. A vector lives in a register only while C2 sees it made and used within one compilation; where
/// its inlining budget ends, vectors turn into objects, a hundred times slower. So every loop over vectors is **one method with
/// more than 325 bytecodes** (`FreqInlineSize`): C2 compiles it alone and never inlines it into a caller, whose budget it would
/// overrun. And a helper that returns a vector is tiny, so that it is always inlined. A test holds the first rule.
public final class VectorKernels implements Kernels {

  /// The widest registers that C2 offers on this CPU, 512 bits at most; everything else follows from it.
  static final VectorSpecies<Float> SPECIES =
      FloatVector.SPECIES_PREFERRED.length() > 16 ? FloatVector.SPECIES_512 : FloatVector.SPECIES_PREFERRED;

  private static final VectorSpecies<Float> S = SPECIES;
  private static final VectorSpecies<Double> D = S.withLanes(double.class);
  private static final int V = S.length();

  private static final int CHAINS = ScalarKernels.CHAINS;

  /// Rows of a tile of [#dots]: four registers, of which the chains of one row take 16 / V.
  private static final int TILE_ROWS = 4 * V / CHAINS;

  // Exchange lane i with lane i ± 8, 4, 2, 1.
  private static final VectorShuffle<Float> SWAP_8 = swap(8);
  private static final VectorShuffle<Float> SWAP_4 = swap(4);
  private static final VectorShuffle<Float> SWAP_2 = swap(2);
  private static final VectorShuffle<Float> SWAP_1 = swap(1);

  // Lanes i with bit 3 (8) or bit 2 (4) of i set.
  private static final VectorMask<Float> UPPER_8 = VectorMask.fromLong(S, 0xff00);
  private static final VectorMask<Float> UPPER_4 = VectorMask.fromLong(S, 0xf0f0);

  private static VectorShuffle<Float> swap(int distance) {
    return VectorShuffle.fromOp(S, i -> (i ^ distance) & (V - 1));
  }

  /// Whether C2 offers registers of at least 128 bits. A JVM without C2 reports 64 and would run each lane as a method call.
  static boolean supported() {
    return V >= 4;
  }

  @Override
  public String name() {
    return "vector" + S.vectorBitSize();
  }

  @Override
  public void multiply(
      int rows, int cols, int depth,
      float[] a, int ao, int rs, int ks,
      float[] b, int bo, int ldb,
      float[] init, int io, int is,
      float[] c, int co, int ldc) {
    VectorProduct.multiply(rows, cols, depth, a, ao, rs, ks, b, bo, ldb, init, io, is, c, co, ldc);
  }

  @Override
  public void project(
      int rows, int in, int out,
      float[] x, int xo, int ldx,
      float[] w, int wo, int bo,
      float[] y, int yo, int yrs, int yos) {
    int tiles = rows / TILE_ROWS;
    int whole = tiles * TILE_ROWS;
    for (int o = 0; o < out; o++) {
      int wr = wo + o * in;
      int yc = yo + o * yos;
      float bias = w[bo + o];
      dots(tiles, in, x, xo, TILE_ROWS * ldx, ldx, w, wr, bias, y, yc, TILE_ROWS * yrs, yrs);
      // A row left over takes all places of a tile (stride 0): the same sum, written more than once.
      dots(rows - whole, in, x, xo + whole * ldx, ldx, 0, w, wr, bias, y, yc + whole * yrs, yrs, 0);
    }
  }

  /// Rows of x against one row of w, [#TILE_ROWS] at a time. Register i holds V chains of row i·V/16 of the tile.
  ///
  /// @param tx the distance between tiles of x, ldx between the rows of a tile; ty and yrs likewise in y
  private static void dots(
      int tiles, int in,
      float[] x, int xo, int tx, int ldx,
      float[] w, int wo, float bias,
      float[] y, int yo, int ty, int yrs) {
    int x1 = V / CHAINS * ldx + V % CHAINS;
    int x2 = 2 * V / CHAINS * ldx + 2 * V % CHAINS;
    int x3 = 3 * V / CHAINS * ldx + 3 * V % CHAINS;
    int whole = in & -CHAINS;
    for (int t = 0; t < tiles; t++) {
      int p = xo + t * tx;
      FloatVector s0 = splat(0f);
      FloatVector s1 = s0;
      FloatVector s2 = s0;
      FloatVector s3 = s0;
      for (int k = 0; k < whole; k += CHAINS) {
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
        FloatVector s = halves(halves(s0, s1, UPPER_8, SWAP_8), halves(s2, s3, UPPER_8, SWAP_8), UPPER_4, SWAP_4);
        s = quarter(s);
        y[o] = s.lane(0) + rest(whole, in, x, p, w, wo, bias);
        y[o + yrs] = s.lane(8) + rest(whole, in, x, p + ldx, w, wo, bias);
        y[o + 2 * yrs] = s.lane(4) + rest(whole, in, x, p + 2 * ldx, w, wo, bias);
        y[o + 3 * yrs] = s.lane(12) + rest(whole, in, x, p + 3 * ldx, w, wo, bias);
      } else if (V == 8) {
        FloatVector s = quarter(halves(s0.add(s1), s2.add(s3), UPPER_4, SWAP_4));
        y[o] = s.lane(0) + rest(whole, in, x, p, w, wo, bias);
        y[o + yrs] = s.lane(4) + rest(whole, in, x, p + ldx, w, wo, bias);
      } else {
        FloatVector s = quarter(s0.add(s2).add(s1.add(s3)));
        y[o] = s.lane(0) + rest(whole, in, x, p, w, wo, bias);
      }
    }
  }

  /// Adds the upper to the lower half of each group of lanes, of two vectors at once: a's sums come to lie in the lower halves, b's
  /// in the upper ones.
  private static FloatVector halves(
      FloatVector a, FloatVector b, VectorMask<Float> upper, VectorShuffle<Float> swap) {
    return a.blend(b, upper).add(b.blend(a, upper).rearrange(swap));
  }

  /// Sums each group of four lanes: i and i + 2, then i and i + 1. Every lane of a group gets the sum.
  private static FloatVector quarter(FloatVector s) {
    FloatVector two = s.add(s.rearrange(SWAP_2));
    return two.add(two.rearrange(SWAP_1));
  }

  /// The chain of what is left of a row beyond the whole sixteens.
  private static float rest(int from, int in, float[] x, int xo, float[] w, int wo, float bias) {
    float s = bias;
    for (int k = from; k < in; k++) {
      s = Math.fma(x[xo + k], w[wo + k], s);
    }
    return s;
  }

  @Override
  public void transpose(int rows, int cols, float[] x, int xo, int ldx, float[] y, int yo, int ldy) {
    VectorTranspose.transpose(rows, cols, x, xo, ldx, y, yo, ldy);
  }

  @Override
  public void tanh(float[] x, int xo, float[] y, int yo, int n) {
    int i = 0;
    for (; i <= n - V; i += V) {
      FloatVector c = FloatVector.fromArray(S, x, xo + i);
      c = c.blend(FloatMath.TANH_MAX, c.compare(GT, FloatMath.TANH_MAX));
      c = c.blend(-FloatMath.TANH_MAX, c.compare(LT, -FloatMath.TANH_MAX));
      FloatVector s = c.mul(c);
      FloatVector p = s.fma(splat(FloatMath.A13), splat(FloatMath.A11));
      p = s.fma(p, splat(FloatMath.A9));
      p = s.fma(p, splat(FloatMath.A7));
      p = s.fma(p, splat(FloatMath.A5));
      p = s.fma(p, splat(FloatMath.A3));
      p = s.fma(p, splat(FloatMath.A1));
      FloatVector q = s.fma(splat(FloatMath.B6), splat(FloatMath.B4));
      q = s.fma(q, splat(FloatMath.B2));
      q = s.fma(q, splat(FloatMath.B0));
      c.mul(p).div(q).intoArray(y, yo + i);
    }
    if (i < n) {
      VectorMask<Float> in = S.indexInRange(i, n);
      FloatVector c = FloatVector.fromArray(S, x, xo + i, in);
      c = c.blend(FloatMath.TANH_MAX, c.compare(GT, FloatMath.TANH_MAX));
      c = c.blend(-FloatMath.TANH_MAX, c.compare(LT, -FloatMath.TANH_MAX));
      FloatVector s = c.mul(c);
      FloatVector p = s.fma(splat(FloatMath.A13), splat(FloatMath.A11));
      p = s.fma(p, splat(FloatMath.A9));
      p = s.fma(p, splat(FloatMath.A7));
      p = s.fma(p, splat(FloatMath.A5));
      p = s.fma(p, splat(FloatMath.A3));
      p = s.fma(p, splat(FloatMath.A1));
      FloatVector q = s.fma(splat(FloatMath.B6), splat(FloatMath.B4));
      q = s.fma(q, splat(FloatMath.B2));
      q = s.fma(q, splat(FloatMath.B0));
      c.mul(p).div(q).intoArray(y, yo + i, in);
    }
  }

  @Override
  public void tanhBackward(float[] y, int yo, float[] dy, int dyo, int n) {
    FloatVector one = splat(1f);
    int i = 0;
    for (; i <= n - 4 * V; i += 4 * V) {
      FloatVector y0 = FloatVector.fromArray(S, y, yo + i);
      FloatVector y1 = FloatVector.fromArray(S, y, yo + i + V);
      FloatVector y2 = FloatVector.fromArray(S, y, yo + i + 2 * V);
      FloatVector y3 = FloatVector.fromArray(S, y, yo + i + 3 * V);
      FloatVector d0 = FloatVector.fromArray(S, dy, dyo + i);
      FloatVector d1 = FloatVector.fromArray(S, dy, dyo + i + V);
      FloatVector d2 = FloatVector.fromArray(S, dy, dyo + i + 2 * V);
      FloatVector d3 = FloatVector.fromArray(S, dy, dyo + i + 3 * V);
      d0.mul(y0.neg().fma(y0, one)).intoArray(dy, dyo + i);
      d1.mul(y1.neg().fma(y1, one)).intoArray(dy, dyo + i + V);
      d2.mul(y2.neg().fma(y2, one)).intoArray(dy, dyo + i + 2 * V);
      d3.mul(y3.neg().fma(y3, one)).intoArray(dy, dyo + i + 3 * V);
    }
    for (; i < n; i += V) {
      VectorMask<Float> in = S.indexInRange(i, n);
      FloatVector y0 = FloatVector.fromArray(S, y, yo + i, in);
      FloatVector d0 = FloatVector.fromArray(S, dy, dyo + i, in);
      d0.mul(y0.neg().fma(y0, one)).intoArray(dy, dyo + i, in);
    }
  }

  @Override
  public void exp(float[] x, int xo, float[] y, int yo, int n) {
    int i = 0;
    for (; i <= n - V; i += V) {
      FloatVector c = FloatVector.fromArray(S, x, xo + i);
      c = c.blend(FloatMath.EXP_MAX, c.compare(GT, FloatMath.EXP_MAX));
      c = c.blend(FloatMath.EXP_MIN, c.compare(LT, FloatMath.EXP_MIN));
      FloatVector shifted = c.fma(splat(FloatMath.LOG2_E), splat(FloatMath.ROUND));
      FloatVector k = shifted.sub(FloatMath.ROUND);
      FloatVector r = k.fma(splat(-FloatMath.LN2_LO), k.fma(splat(-FloatMath.LN2_HI), c));
      FloatVector q = r.fma(splat(FloatMath.E6), splat(FloatMath.E5));
      q = q.fma(r, splat(FloatMath.E4));
      q = q.fma(r, splat(FloatMath.E3));
      q = q.fma(r, splat(FloatMath.E2));
      FloatVector p = q.fma(r.mul(r), r).add(1f);
      IntVector scale = shifted.reinterpretAsInts().lanewise(LSHL, 23).add(0x3f800000);
      p.mul(scale.reinterpretAsFloats()).intoArray(y, yo + i);
    }
    if (i < n) {
      VectorMask<Float> in = S.indexInRange(i, n);
      FloatVector c = FloatVector.fromArray(S, x, xo + i, in);
      c = c.blend(FloatMath.EXP_MAX, c.compare(GT, FloatMath.EXP_MAX));
      c = c.blend(FloatMath.EXP_MIN, c.compare(LT, FloatMath.EXP_MIN));
      FloatVector shifted = c.fma(splat(FloatMath.LOG2_E), splat(FloatMath.ROUND));
      FloatVector k = shifted.sub(FloatMath.ROUND);
      FloatVector r = k.fma(splat(-FloatMath.LN2_LO), k.fma(splat(-FloatMath.LN2_HI), c));
      FloatVector q = r.fma(splat(FloatMath.E6), splat(FloatMath.E5));
      q = q.fma(r, splat(FloatMath.E4));
      q = q.fma(r, splat(FloatMath.E3));
      q = q.fma(r, splat(FloatMath.E2));
      FloatVector p = q.fma(r.mul(r), r).add(1f);
      IntVector scale = shifted.reinterpretAsInts().lanewise(LSHL, 23).add(0x3f800000);
      p.mul(scale.reinterpretAsFloats()).intoArray(y, yo + i, in);
    }
  }

  @Override
  public void log(float[] x, int xo, float[] y, int yo, int n) {
    int i = 0;
    for (; i <= n - V; i += V) {
      FloatVector v = FloatVector.fromArray(S, x, xo + i);
      VectorMask<Float> tiny = v.compare(LT, Float.MIN_NORMAL);
      IntVector bits = v.blend(v.mul(FloatMath.SUBNORMAL_SCALE), tiny).reinterpretAsInts();
      IntVector k = bits.sub(FloatMath.SQRT_HALF_BITS).lanewise(ASHR, 23);
      FloatVector f = bits.sub(k.lanewise(LSHL, 23)).reinterpretAsFloats().sub(1f);
      FloatVector shift = splat(FloatMath.ROUND).blend(FloatMath.ROUND + 23f, tiny);
      FloatVector e = k.add(Float.floatToRawIntBits(FloatMath.ROUND)).reinterpretAsFloats().sub(shift);
      FloatVector q = f.fma(splat(FloatMath.L10), splat(FloatMath.L9));
      q = q.fma(f, splat(FloatMath.L8));
      q = q.fma(f, splat(FloatMath.L7));
      q = q.fma(f, splat(FloatMath.L6));
      q = q.fma(f, splat(FloatMath.L5));
      q = q.fma(f, splat(FloatMath.L4));
      q = q.fma(f, splat(FloatMath.L3));
      FloatVector f2 = f.mul(f);
      FloatVector low = e.fma(splat(FloatMath.LN2_LO), f2.mul(f).mul(q));
      low = f2.fma(splat(-0.5f), low);
      FloatVector r = e.fma(splat(FloatMath.LN2_HI), f.add(low));
      r = r.blend(Float.NEGATIVE_INFINITY, v.compare(EQ, 0f));
      r = r.blend(Float.NaN, v.compare(LT, 0f));
      v.blend(r, v.compare(LT, Float.POSITIVE_INFINITY)).intoArray(y, yo + i);
    }
    for (; i < n; i++) {
      y[yo + i] = FloatMath.log(x[xo + i]);
    }
  }

  @Override
  public double sumOfSquares(float[] x, int xo, int n) {
    int whole = n & -ScalarKernels.SQUARE_CHAINS;
    double total = 0;
    // One pass over four registers' worth of chains at a time: all 64 in 512 bits, 32 or 16 in less.
    for (int first = 0; first < ScalarKernels.SQUARE_CHAINS; first += 4 * V) {
      FloatVector s0 = splat(0f);
      FloatVector s1 = s0;
      FloatVector s2 = s0;
      FloatVector s3 = s0;
      for (int i = first; i < whole; i += ScalarKernels.SQUARE_CHAINS) {
        FloatVector x0 = FloatVector.fromArray(S, x, xo + i);
        FloatVector x1 = FloatVector.fromArray(S, x, xo + i + V);
        FloatVector x2 = FloatVector.fromArray(S, x, xo + i + 2 * V);
        FloatVector x3 = FloatVector.fromArray(S, x, xo + i + 3 * V);
        s0 = x0.fma(x0, s0);
        s1 = x1.fma(x1, s1);
        s2 = x2.fma(x2, s2);
        s3 = x3.fma(x3, s3);
      }
      if (V == 16) {
        s0 = halves(s0, s1, UPPER_8, SWAP_8);
        s2 = halves(s2, s3, UPPER_8, SWAP_8);
        FloatVector s = quarter(halves(s0, s2, UPPER_4, SWAP_4));
        total = total + s.lane(0) + s.lane(8) + s.lane(4) + s.lane(12);
      } else if (V == 8) {
        FloatVector s = quarter(halves(s0.add(s1), s2.add(s3), UPPER_4, SWAP_4));
        total = total + s.lane(0) + s.lane(4);
      } else {
        total += quarter(s0.add(s2).add(s1.add(s3))).lane(0);
      }
    }
    float rest = 0;
    for (int i = whole; i < n; i++) {
      rest = Math.fma(x[xo + i], x[xo + i], rest);
    }
    return total + rest;
  }

  @Override
  public void adam(
      float[] theta, float[] m, float[] v, float[] g, int from, int to,
      float scale, float stepSize, float rootScale, float beta1, float beta2, float eps) {
    int i = from;
    for (; i <= to - V; i += V) {
      FloatVector gradient = FloatVector.fromArray(S, g, i).mul(scale);
      FloatVector mean = FloatVector.fromArray(S, m, i).fma(splat(beta1), gradient.mul(1 - beta1));
      mean.intoArray(m, i);
      FloatVector square = gradient.mul(1 - beta2).mul(gradient);
      FloatVector variance = FloatVector.fromArray(S, v, i).fma(splat(beta2), square);
      variance.intoArray(v, i);
      FloatVector root = variance.sqrt().fma(splat(rootScale), splat(eps));
      FloatVector old = FloatVector.fromArray(S, theta, i);
      mean.div(root).fma(splat(-stepSize), old).intoArray(theta, i);
    }
    if (i < to) {
      VectorMask<Float> in = S.indexInRange(i, to);
      FloatVector gradient = FloatVector.fromArray(S, g, i, in).mul(scale);
      FloatVector mean = FloatVector.fromArray(S, m, i, in).fma(splat(beta1), gradient.mul(1 - beta1));
      mean.intoArray(m, i, in);
      FloatVector square = gradient.mul(1 - beta2).mul(gradient);
      FloatVector variance = FloatVector.fromArray(S, v, i, in).fma(splat(beta2), square);
      variance.intoArray(v, i, in);
      FloatVector root = variance.sqrt().fma(splat(rootScale), splat(eps));
      FloatVector old = FloatVector.fromArray(S, theta, i, in);
      mean.div(root).fma(splat(-stepSize), old).intoArray(theta, i, in);
    }
  }

  @Override
  public void sinCos(double[] x, double[] sin, double[] cos, int from, int to) {
    int i = from;
    for (; i <= to - D.length(); i += D.length()) {
      DoubleVector angle = DoubleVector.fromArray(D, x, i);
      DoubleVector shifted = angle.fma(splat(DoubleMath.TWO_OVER_PI), splat(DoubleMath.ROUND));
      DoubleVector k = shifted.sub(DoubleMath.ROUND);
      DoubleVector r = k.fma(splat(-DoubleMath.PIO2_1), angle);
      r = k.fma(splat(-DoubleMath.PIO2_2), r);
      r = k.fma(splat(-DoubleMath.PIO2_3), r);
      DoubleVector z = r.mul(r);
      DoubleVector p = z.fma(splat(DoubleMath.S6), splat(DoubleMath.S5));
      p = p.fma(z, splat(DoubleMath.S4));
      p = p.fma(z, splat(DoubleMath.S3));
      p = p.fma(z, splat(DoubleMath.S2));
      p = p.fma(z, splat(DoubleMath.S1));
      DoubleVector s = r.mul(z).fma(p, r);
      p = z.fma(splat(DoubleMath.C6), splat(DoubleMath.C5));
      p = p.fma(z, splat(DoubleMath.C4));
      p = p.fma(z, splat(DoubleMath.C3));
      p = p.fma(z, splat(DoubleMath.C2));
      p = p.fma(z, splat(DoubleMath.C1));
      DoubleVector w = z.fma(splat(-0.5), splat(1.0));
      DoubleVector lost = z.fma(splat(-0.5), splat(1.0).sub(w));
      DoubleVector c = w.add(z.mul(z).fma(p, lost));
      LongVector q = shifted.reinterpretAsLongs();
      VectorMask<Double> even = q.and(1L).compare(EQ, 0L).cast(D);
      flip(c.blend(s, even), q).intoArray(sin, i);
      flip(s.blend(c, even), q.add(1L)).intoArray(cos, i);
    }
    for (; i < to; i++) {
      double angle = x[i];
      sin[i] = DoubleMath.sin(angle);
      cos[i] = DoubleMath.cos(angle);
    }
  }

  /// Negates y where bit 1 of q is set, by moving it to the sign bit.
  private static DoubleVector flip(DoubleVector y, LongVector q) {
    return y.reinterpretAsLongs().lanewise(XOR, q.and(2L).lanewise(LSHL, 62)).reinterpretAsDoubles();
  }

  private static FloatVector splat(float x) {
    return FloatVector.broadcast(S, x);
  }

  private static DoubleVector splat(double x) {
    return DoubleVector.broadcast(D, x);
  }
}
