package ascent.kernel;

import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LE;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LT;

import ascent.math.FloatMath;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/// The piecewise activations and silu of [VectorKernels], whose rules hold here, too.
final class VectorActivations {
  private static final VectorSpecies<Float> S = VectorLanes.SPECIES;
  private static final int V = S.length();

  private VectorActivations() {}

  static void relu(float[] x, int xo, float[] y, int yo, int n) {
    FloatVector zero = FloatVector.broadcast(S, 0f);
    int i = 0;
    for (; i <= n - 4 * V; i += 4 * V) {
      FloatVector x0 = FloatVector.fromArray(S, x, xo + i);
      FloatVector x1 = FloatVector.fromArray(S, x, xo + i + V);
      FloatVector x2 = FloatVector.fromArray(S, x, xo + i + 2 * V);
      FloatVector x3 = FloatVector.fromArray(S, x, xo + i + 3 * V);
      x0.blend(zero, x0.compare(LE, zero)).intoArray(y, yo + i);
      x1.blend(zero, x1.compare(LE, zero)).intoArray(y, yo + i + V);
      x2.blend(zero, x2.compare(LE, zero)).intoArray(y, yo + i + 2 * V);
      x3.blend(zero, x3.compare(LE, zero)).intoArray(y, yo + i + 3 * V);
    }
    for (; i <= n - V; i += V) {
      FloatVector x0 = FloatVector.fromArray(S, x, xo + i);
      x0.blend(zero, x0.compare(LE, zero)).intoArray(y, yo + i);
    }
    if (i < n) {
      VectorMask<Float> in = S.indexInRange(i, n);
      FloatVector x0 = FloatVector.fromArray(S, x, xo + i, in);
      x0.blend(zero, x0.compare(LE, zero)).intoArray(y, yo + i, in);
    }
  }

  static void reluBackward(float[] y, int yo, float[] dy, int dyo, int n) {
    FloatVector zero = FloatVector.broadcast(S, 0f);
    int i = 0;
    for (; i <= n - 4 * V; i += 4 * V) {
      FloatVector y0 = FloatVector.fromArray(S, y, yo + i);
      FloatVector d0 = FloatVector.fromArray(S, dy, dyo + i);
      FloatVector y1 = FloatVector.fromArray(S, y, yo + i + V);
      FloatVector d1 = FloatVector.fromArray(S, dy, dyo + i + V);
      FloatVector y2 = FloatVector.fromArray(S, y, yo + i + 2 * V);
      FloatVector d2 = FloatVector.fromArray(S, dy, dyo + i + 2 * V);
      FloatVector y3 = FloatVector.fromArray(S, y, yo + i + 3 * V);
      FloatVector d3 = FloatVector.fromArray(S, dy, dyo + i + 3 * V);
      zero.blend(d0, y0.compare(GT, zero)).intoArray(dy, dyo + i);
      zero.blend(d1, y1.compare(GT, zero)).intoArray(dy, dyo + i + V);
      zero.blend(d2, y2.compare(GT, zero)).intoArray(dy, dyo + i + 2 * V);
      zero.blend(d3, y3.compare(GT, zero)).intoArray(dy, dyo + i + 3 * V);
    }
    for (; i < n; i += V) {
      VectorMask<Float> in = S.indexInRange(i, n);
      FloatVector y0 = FloatVector.fromArray(S, y, yo + i, in);
      FloatVector d0 = FloatVector.fromArray(S, dy, dyo + i, in);
      zero.blend(d0, y0.compare(GT, zero)).intoArray(dy, dyo + i, in);
    }
  }

  static void leakyRelu(float slope, float[] x, int xo, float[] y, int yo, int n) {
    FloatVector zero = FloatVector.broadcast(S, 0f);
    int i = 0;
    for (; i <= n - 4 * V; i += 4 * V) {
      FloatVector x0 = FloatVector.fromArray(S, x, xo + i);
      FloatVector x1 = FloatVector.fromArray(S, x, xo + i + V);
      FloatVector x2 = FloatVector.fromArray(S, x, xo + i + 2 * V);
      FloatVector x3 = FloatVector.fromArray(S, x, xo + i + 3 * V);
      x0.mul(slope).blend(x0, x0.compare(GT, zero)).intoArray(y, yo + i);
      x1.mul(slope).blend(x1, x1.compare(GT, zero)).intoArray(y, yo + i + V);
      x2.mul(slope).blend(x2, x2.compare(GT, zero)).intoArray(y, yo + i + 2 * V);
      x3.mul(slope).blend(x3, x3.compare(GT, zero)).intoArray(y, yo + i + 3 * V);
    }
    for (; i <= n - V; i += V) {
      FloatVector x0 = FloatVector.fromArray(S, x, xo + i);
      x0.mul(slope).blend(x0, x0.compare(GT, zero)).intoArray(y, yo + i);
    }
    if (i < n) {
      VectorMask<Float> in = S.indexInRange(i, n);
      FloatVector x0 = FloatVector.fromArray(S, x, xo + i, in);
      x0.mul(slope).blend(x0, x0.compare(GT, zero)).intoArray(y, yo + i, in);
    }
  }

  static void leakyReluBackward(float slope, float[] y, int yo, float[] dy, int dyo, int n) {
    FloatVector zero = FloatVector.broadcast(S, 0f);
    int i = 0;
    for (; i <= n - 4 * V; i += 4 * V) {
      FloatVector y0 = FloatVector.fromArray(S, y, yo + i);
      FloatVector d0 = FloatVector.fromArray(S, dy, dyo + i);
      FloatVector y1 = FloatVector.fromArray(S, y, yo + i + V);
      FloatVector d1 = FloatVector.fromArray(S, dy, dyo + i + V);
      FloatVector y2 = FloatVector.fromArray(S, y, yo + i + 2 * V);
      FloatVector d2 = FloatVector.fromArray(S, dy, dyo + i + 2 * V);
      FloatVector y3 = FloatVector.fromArray(S, y, yo + i + 3 * V);
      FloatVector d3 = FloatVector.fromArray(S, dy, dyo + i + 3 * V);
      d0.mul(slope).blend(d0, y0.compare(GT, zero)).intoArray(dy, dyo + i);
      d1.mul(slope).blend(d1, y1.compare(GT, zero)).intoArray(dy, dyo + i + V);
      d2.mul(slope).blend(d2, y2.compare(GT, zero)).intoArray(dy, dyo + i + 2 * V);
      d3.mul(slope).blend(d3, y3.compare(GT, zero)).intoArray(dy, dyo + i + 3 * V);
    }
    for (; i < n; i += V) {
      VectorMask<Float> in = S.indexInRange(i, n);
      FloatVector y0 = FloatVector.fromArray(S, y, yo + i, in);
      FloatVector d0 = FloatVector.fromArray(S, dy, dyo + i, in);
      d0.mul(slope).blend(d0, y0.compare(GT, zero)).intoArray(dy, dyo + i, in);
    }
  }

  static void elu(float[] x, int xo, float[] y, int yo, int n) {
    int i = 0;
    for (; i <= n - V; i += V) {
      FloatVector x0 = FloatVector.fromArray(S, x, xo + i);
      FloatVector c = x0.blend(FloatMath.EXP_MAX, x0.compare(GT, FloatMath.EXP_MAX));
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
      FloatVector e = p.mul(scale.reinterpretAsFloats());
      e.sub(1f).blend(x0, x0.compare(GT, 0f)).intoArray(y, yo + i);
    }
    if (i < n) {
      VectorMask<Float> in = S.indexInRange(i, n);
      FloatVector x0 = FloatVector.fromArray(S, x, xo + i, in);
      FloatVector c = x0.blend(FloatMath.EXP_MAX, x0.compare(GT, FloatMath.EXP_MAX));
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
      FloatVector e = p.mul(scale.reinterpretAsFloats());
      e.sub(1f).blend(x0, x0.compare(GT, 0f)).intoArray(y, yo + i, in);
    }
  }

  static void eluBackward(float[] y, int yo, float[] dy, int dyo, int n) {
    FloatVector zero = FloatVector.broadcast(S, 0f);
    FloatVector one = FloatVector.broadcast(S, 1f);
    int i = 0;
    for (; i <= n - 4 * V; i += 4 * V) {
      FloatVector y0 = FloatVector.fromArray(S, y, yo + i);
      FloatVector d0 = FloatVector.fromArray(S, dy, dyo + i);
      FloatVector y1 = FloatVector.fromArray(S, y, yo + i + V);
      FloatVector d1 = FloatVector.fromArray(S, dy, dyo + i + V);
      FloatVector y2 = FloatVector.fromArray(S, y, yo + i + 2 * V);
      FloatVector d2 = FloatVector.fromArray(S, dy, dyo + i + 2 * V);
      FloatVector y3 = FloatVector.fromArray(S, y, yo + i + 3 * V);
      FloatVector d3 = FloatVector.fromArray(S, dy, dyo + i + 3 * V);
      d0.mul(y0.add(one)).blend(d0, y0.compare(GT, zero)).intoArray(dy, dyo + i);
      d1.mul(y1.add(one)).blend(d1, y1.compare(GT, zero)).intoArray(dy, dyo + i + V);
      d2.mul(y2.add(one)).blend(d2, y2.compare(GT, zero)).intoArray(dy, dyo + i + 2 * V);
      d3.mul(y3.add(one)).blend(d3, y3.compare(GT, zero)).intoArray(dy, dyo + i + 3 * V);
    }
    for (; i < n; i += V) {
      VectorMask<Float> in = S.indexInRange(i, n);
      FloatVector y0 = FloatVector.fromArray(S, y, yo + i, in);
      FloatVector d0 = FloatVector.fromArray(S, dy, dyo + i, in);
      d0.mul(y0.add(one)).blend(d0, y0.compare(GT, zero)).intoArray(dy, dyo + i, in);
    }
  }

  static void silu(float[] x, int xo, float[] y, int yo, int n) {
    int i = 0;
    for (; i <= n - V; i += V) {
      FloatVector x0 = FloatVector.fromArray(S, x, xo + i);
      FloatVector c = x0.mul(0.5f);
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
      FloatVector sigma = c.mul(p).div(q).mul(0.5f).add(0.5f);
      sigma.intoArray(x, xo + i);
      x0.mul(sigma).intoArray(y, yo + i);
    }
    if (i < n) {
      VectorMask<Float> in = S.indexInRange(i, n);
      FloatVector x0 = FloatVector.fromArray(S, x, xo + i, in);
      FloatVector c = x0.mul(0.5f);
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
      FloatVector sigma = c.mul(p).div(q).mul(0.5f).add(0.5f);
      sigma.intoArray(x, xo + i, in);
      x0.mul(sigma).intoArray(y, yo + i, in);
    }
  }

  static void siluBackward(float[] s, int so, float[] y, int yo, float[] dy, int dyo, int n) {
    FloatVector one = FloatVector.broadcast(S, 1f);
    int i = 0;
    for (; i <= n - 2 * V; i += 2 * V) {
      FloatVector s0 = FloatVector.fromArray(S, s, so + i);
      FloatVector y0 = FloatVector.fromArray(S, y, yo + i);
      FloatVector d0 = FloatVector.fromArray(S, dy, dyo + i);
      FloatVector s1 = FloatVector.fromArray(S, s, so + i + V);
      FloatVector y1 = FloatVector.fromArray(S, y, yo + i + V);
      FloatVector d1 = FloatVector.fromArray(S, dy, dyo + i + V);
      d0.mul(s0.add(y0.mul(one.sub(s0)))).intoArray(dy, dyo + i);
      d1.mul(s1.add(y1.mul(one.sub(s1)))).intoArray(dy, dyo + i + V);
    }
    for (; i <= n - V; i += V) {
      FloatVector s0 = FloatVector.fromArray(S, s, so + i);
      FloatVector y0 = FloatVector.fromArray(S, y, yo + i);
      FloatVector d0 = FloatVector.fromArray(S, dy, dyo + i);
      d0.mul(s0.add(y0.mul(one.sub(s0)))).intoArray(dy, dyo + i);
    }
    if (i < n) {
      VectorMask<Float> in = S.indexInRange(i, n);
      FloatVector s0 = FloatVector.fromArray(S, s, so + i, in);
      FloatVector y0 = FloatVector.fromArray(S, y, yo + i, in);
      FloatVector d0 = FloatVector.fromArray(S, dy, dyo + i, in);
      d0.mul(s0.add(y0.mul(one.sub(s0)))).intoArray(dy, dyo + i, in);
    }
  }
}
