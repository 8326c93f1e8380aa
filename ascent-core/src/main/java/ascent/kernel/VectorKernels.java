package ascent.kernel;

import static jdk.incubator.vector.VectorOperators.ASHR;
import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LT;

import ascent.math.FloatMath;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/// [Kernels] on SIMD registers (`jdk.incubator.vector`), equal to [ScalarKernels] bit for bit.
///
/// A vector lives in a register only while C2 sees it made and used within one compilation. Where
/// that fails, it becomes an object, and the kernel a hundred times slower. Hence three rules:
///
/// - A loop over vectors is one method of more than 325 bytecodes (`FreqInlineSize`): C2 compiles
///   it alone and never inlines it into a caller, whose budget for inlining it would overrun.
///   `InliningTest` holds this. Part of the size are loop tails that repeat the body under a mask.
/// - Nothing of ours is called in such a loop, not even a constant's helper: towards the end of the
///   budget only the Vector API's own methods are still inlined.
/// - One species per element type in the whole process: a second one makes type profiles ambiguous.
public final class VectorKernels implements Kernels {
  private static final VectorSpecies<Float> S = VectorLanes.SPECIES;
  private static final int V = S.length();

  private static final int CHAINS = ScalarKernels.CHAINS;
  private static final Kernels SCALAR = new ScalarKernels(); // for what is left of a vector

  private static final VectorShuffle<Float> SWAP_2 = VectorLanes.SWAP_2;
  private static final VectorShuffle<Float> SWAP_1 = VectorLanes.SWAP_1;

  /// Whether vectors end up in registers here: C2 runs, and offers at least 128 bits. The
  /// interpreter and C1 make every vector an object and every lane a method call.
  static boolean supported() {
    String mode = System.getProperty("java.vm.info", "");
    return V >= 4 && !mode.contains("interpreted") && !mode.contains("emulated-client");
  }

  @Override
  public String name() {
    return "vector" + S.vectorBitSize();
  }

  @Override
  public void multiply(
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
    VectorProduct.multiply(rows, cols, depth, a, ao, rs, ks, b, bo, ldb, init, io, is, c, co, ldc);
  }

  @Override
  public void project(
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
    VectorDots.project(rows, in, out, x, xo, ldx, w, wo, bo, y, yo, yrs, yos);
  }

  @Override
  public void transpose(
      int rows, int cols, float[] x, int xo, int ldx, float[] y, int yo, int ldy) {
    VectorTranspose.transpose(rows, cols, x, xo, ldx, y, yo, ldy);
  }

  @Override
  public void tanh(float[] x, int xo, float[] y, int yo, int n) {
    int i = 0;
    for (; i <= n - V; i += V) {
      FloatVector c = FloatVector.fromArray(S, x, xo + i);
      if (c.abs().compare(GT, FloatMath.TANH_MAX).anyTrue()) { // seldom: a sixth off the time
        c = c.blend(FloatMath.TANH_MAX, c.compare(GT, FloatMath.TANH_MAX));
        c = c.blend(-FloatMath.TANH_MAX, c.compare(LT, -FloatMath.TANH_MAX));
      }
      FloatVector s = c.mul(c);
      FloatVector p =
          s.fma(FloatVector.broadcast(S, FloatMath.A13), FloatVector.broadcast(S, FloatMath.A11));
      p = s.fma(p, FloatVector.broadcast(S, FloatMath.A9));
      p = s.fma(p, FloatVector.broadcast(S, FloatMath.A7));
      p = s.fma(p, FloatVector.broadcast(S, FloatMath.A5));
      p = s.fma(p, FloatVector.broadcast(S, FloatMath.A3));
      p = s.fma(p, FloatVector.broadcast(S, FloatMath.A1));
      FloatVector q =
          s.fma(FloatVector.broadcast(S, FloatMath.B6), FloatVector.broadcast(S, FloatMath.B4));
      q = s.fma(q, FloatVector.broadcast(S, FloatMath.B2));
      q = s.fma(q, FloatVector.broadcast(S, FloatMath.B0));
      c.mul(p).div(q).intoArray(y, yo + i);
    }
    if (i < n) {
      VectorMask<Float> in = S.indexInRange(i, n);
      FloatVector c = FloatVector.fromArray(S, x, xo + i, in);
      c = c.blend(FloatMath.TANH_MAX, c.compare(GT, FloatMath.TANH_MAX));
      c = c.blend(-FloatMath.TANH_MAX, c.compare(LT, -FloatMath.TANH_MAX));
      FloatVector s = c.mul(c);
      FloatVector p =
          s.fma(FloatVector.broadcast(S, FloatMath.A13), FloatVector.broadcast(S, FloatMath.A11));
      p = s.fma(p, FloatVector.broadcast(S, FloatMath.A9));
      p = s.fma(p, FloatVector.broadcast(S, FloatMath.A7));
      p = s.fma(p, FloatVector.broadcast(S, FloatMath.A5));
      p = s.fma(p, FloatVector.broadcast(S, FloatMath.A3));
      p = s.fma(p, FloatVector.broadcast(S, FloatMath.A1));
      FloatVector q =
          s.fma(FloatVector.broadcast(S, FloatMath.B6), FloatVector.broadcast(S, FloatMath.B4));
      q = s.fma(q, FloatVector.broadcast(S, FloatMath.B2));
      q = s.fma(q, FloatVector.broadcast(S, FloatMath.B0));
      c.mul(p).div(q).intoArray(y, yo + i, in);
    }
  }

  @Override
  public void tanhBackward(float[] y, int yo, float[] dy, int dyo, int n) {
    FloatVector one = FloatVector.broadcast(S, 1f);
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
  public void relu(float[] x, int xo, float[] y, int yo, int n) {
    VectorActivations.relu(x, xo, y, yo, n);
  }

  @Override
  public void reluBackward(float[] y, int yo, float[] dy, int dyo, int n) {
    VectorActivations.reluBackward(y, yo, dy, dyo, n);
  }

  @Override
  public void leakyRelu(float slope, float[] x, int xo, float[] y, int yo, int n) {
    VectorActivations.leakyRelu(slope, x, xo, y, yo, n);
  }

  @Override
  public void leakyReluBackward(float slope, float[] y, int yo, float[] dy, int dyo, int n) {
    VectorActivations.leakyReluBackward(slope, y, yo, dy, dyo, n);
  }

  @Override
  public void elu(float[] x, int xo, float[] y, int yo, int n) {
    VectorActivations.elu(x, xo, y, yo, n);
  }

  @Override
  public void eluBackward(float[] y, int yo, float[] dy, int dyo, int n) {
    VectorActivations.eluBackward(y, yo, dy, dyo, n);
  }

  @Override
  public void silu(float[] x, int xo, float[] y, int yo, int n) {
    VectorActivations.silu(x, xo, y, yo, n);
  }

  @Override
  public void siluBackward(float[] s, int so, float[] y, int yo, float[] dy, int dyo, int n) {
    VectorActivations.siluBackward(s, so, y, yo, dy, dyo, n);
  }

  @Override
  public void exp(float[] x, int xo, float[] y, int yo, int n) {
    int i = 0;
    for (; i <= n - V; i += V) {
      FloatVector c = FloatVector.fromArray(S, x, xo + i);
      c = c.blend(FloatMath.EXP_MAX, c.compare(GT, FloatMath.EXP_MAX));
      c = c.blend(FloatMath.EXP_MIN, c.compare(LT, FloatMath.EXP_MIN));
      FloatVector shifted =
          c.fma(
              FloatVector.broadcast(S, FloatMath.LOG2_E),
              FloatVector.broadcast(S, FloatMath.ROUND));
      FloatVector k = shifted.sub(FloatMath.ROUND);
      FloatVector r =
          k.fma(
              FloatVector.broadcast(S, -FloatMath.LN2_LO),
              k.fma(FloatVector.broadcast(S, -FloatMath.LN2_HI), c));
      FloatVector q =
          r.fma(FloatVector.broadcast(S, FloatMath.E6), FloatVector.broadcast(S, FloatMath.E5));
      q = q.fma(r, FloatVector.broadcast(S, FloatMath.E4));
      q = q.fma(r, FloatVector.broadcast(S, FloatMath.E3));
      q = q.fma(r, FloatVector.broadcast(S, FloatMath.E2));
      FloatVector p = q.fma(r.mul(r), r).add(1f);
      IntVector scale = shifted.reinterpretAsInts().lanewise(LSHL, 23).add(0x3f800000);
      p.mul(scale.reinterpretAsFloats()).intoArray(y, yo + i);
    }
    if (i < n) {
      VectorMask<Float> in = S.indexInRange(i, n);
      FloatVector c = FloatVector.fromArray(S, x, xo + i, in);
      c = c.blend(FloatMath.EXP_MAX, c.compare(GT, FloatMath.EXP_MAX));
      c = c.blend(FloatMath.EXP_MIN, c.compare(LT, FloatMath.EXP_MIN));
      FloatVector shifted =
          c.fma(
              FloatVector.broadcast(S, FloatMath.LOG2_E),
              FloatVector.broadcast(S, FloatMath.ROUND));
      FloatVector k = shifted.sub(FloatMath.ROUND);
      FloatVector r =
          k.fma(
              FloatVector.broadcast(S, -FloatMath.LN2_LO),
              k.fma(FloatVector.broadcast(S, -FloatMath.LN2_HI), c));
      FloatVector q =
          r.fma(FloatVector.broadcast(S, FloatMath.E6), FloatVector.broadcast(S, FloatMath.E5));
      q = q.fma(r, FloatVector.broadcast(S, FloatMath.E4));
      q = q.fma(r, FloatVector.broadcast(S, FloatMath.E3));
      q = q.fma(r, FloatVector.broadcast(S, FloatMath.E2));
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
      FloatVector shift =
          FloatVector.broadcast(S, FloatMath.ROUND).blend(FloatMath.ROUND + 23f, tiny);
      FloatVector e =
          k.add(Float.floatToRawIntBits(FloatMath.ROUND)).reinterpretAsFloats().sub(shift);
      FloatVector q =
          f.fma(FloatVector.broadcast(S, FloatMath.L10), FloatVector.broadcast(S, FloatMath.L9));
      q = q.fma(f, FloatVector.broadcast(S, FloatMath.L8));
      q = q.fma(f, FloatVector.broadcast(S, FloatMath.L7));
      q = q.fma(f, FloatVector.broadcast(S, FloatMath.L6));
      q = q.fma(f, FloatVector.broadcast(S, FloatMath.L5));
      q = q.fma(f, FloatVector.broadcast(S, FloatMath.L4));
      q = q.fma(f, FloatVector.broadcast(S, FloatMath.L3));
      FloatVector f2 = f.mul(f);
      FloatVector low = e.fma(FloatVector.broadcast(S, FloatMath.LN2_LO), f2.mul(f).mul(q));
      low = f2.fma(FloatVector.broadcast(S, -0.5f), low);
      FloatVector r = e.fma(FloatVector.broadcast(S, FloatMath.LN2_HI), f.add(low));
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
    // Lanes first … first + V − 1 of each sixteen.
    for (int first = xo; first < xo + CHAINS; first += V) {
      FloatVector s0 = FloatVector.zero(S);
      FloatVector s1 = s0;
      FloatVector s2 = s0;
      FloatVector s3 = s0;
      for (int i = 0; i < whole; i += ScalarKernels.SQUARE_CHAINS) {
        FloatVector x0 = FloatVector.fromArray(S, x, first + i);
        FloatVector x1 = FloatVector.fromArray(S, x, first + i + CHAINS);
        FloatVector x2 = FloatVector.fromArray(S, x, first + i + 2 * CHAINS);
        FloatVector x3 = FloatVector.fromArray(S, x, first + i + 3 * CHAINS);
        s0 = x0.fma(x0, s0);
        s1 = x1.fma(x1, s1);
        s2 = x2.fma(x2, s2);
        s3 = x3.fma(x3, s3);
      }
      FloatVector sum = s0.add(s1).add(s2.add(s3));
      FloatVector pairs = sum.add(sum.rearrange(SWAP_2));
      FloatVector fours = pairs.add(pairs.rearrange(SWAP_1));
      total += fours.lane(0);
      if (V >= 8) {
        total += fours.lane(4);
      }
      if (V == 16) {
        total = total + fours.lane(8) + fours.lane(12);
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
      float[] theta,
      float[] m,
      float[] v,
      float[] g,
      int from,
      int to,
      float scale,
      float stepSize,
      float rootScale,
      float beta1,
      float beta2,
      float eps) {
    int i = from;
    for (; i <= to - 2 * V; i += 2 * V) {
      FloatVector g0 = FloatVector.fromArray(S, g, i).mul(scale);
      FloatVector g1 = FloatVector.fromArray(S, g, i + V).mul(scale);
      FloatVector b1 = FloatVector.broadcast(S, beta1);
      FloatVector m0 = FloatVector.fromArray(S, m, i).fma(b1, g0.mul(1 - beta1));
      FloatVector m1 = FloatVector.fromArray(S, m, i + V).fma(b1, g1.mul(1 - beta1));
      m0.intoArray(m, i);
      m1.intoArray(m, i + V);
      FloatVector b2 = FloatVector.broadcast(S, beta2);
      FloatVector v0 = FloatVector.fromArray(S, v, i).fma(b2, g0.mul(1 - beta2).mul(g0));
      FloatVector v1 = FloatVector.fromArray(S, v, i + V).fma(b2, g1.mul(1 - beta2).mul(g1));
      v0.intoArray(v, i);
      v1.intoArray(v, i + V);
      FloatVector factor = FloatVector.broadcast(S, rootScale);
      FloatVector e = FloatVector.broadcast(S, eps);
      FloatVector step0 = m0.div(v0.sqrt().fma(factor, e));
      FloatVector step1 = m1.div(v1.sqrt().fma(factor, e));
      FloatVector size = FloatVector.broadcast(S, -stepSize);
      step0.fma(size, FloatVector.fromArray(S, theta, i)).intoArray(theta, i);
      step1.fma(size, FloatVector.fromArray(S, theta, i + V)).intoArray(theta, i + V);
    }
    // Not under a mask: where a vector would end beyond the array, that costs as much as 200
    // elements.
    SCALAR.adam(theta, m, v, g, i, to, scale, stepSize, rootScale, beta1, beta2, eps);
  }
}
