package ascent.kernel;

import ascent.math.FloatMath;

/// The definition of [Kernels] in plain loops; the fallback where there is no SIMD.
///
/// Read this to know what [VectorKernels] computes. Loops are ordered so that C2 may vectorise the
/// inner one where that keeps each element's order of rounding; nothing else is done for speed.
public final class ScalarKernels implements Kernels {

  /// Partial chains of a [#project] sum.
  static final int CHAINS = 16;

  /// Partial chains of [#sumOfSquares], in blocks of [#CHAINS].
  static final int SQUARE_CHAINS = 64;

  @Override
  public String name() {
    return "scalar";
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
    for (int r = 0; r < rows; r++) {
      int row = co + r * ldc;
      System.arraycopy(init, io + r * is, c, row, cols);
      for (int k = 0; k < depth; k++) {
        float s = a[ao + r * rs + k * ks];
        int p = bo + k * ldb;
        for (int j = 0; j < cols; j++) {
          c[row + j] = Math.fma(s, b[p + j], c[row + j]);
        }
      }
    }
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
    for (int r = 0; r < rows; r++) {
      for (int o = 0; o < out; o++) {
        int p = xo + r * ldx;
        int q = wo + o * in;
        float sum = dot(in & -CHAINS, x, p, w, q, 0, 1) + w[bo + o];
        y[yo + r * yrs + o * yos] = in % CHAINS == 0 ? sum : sum + rest(in, x, p, w, q);
      }
    }
  }

  /// The chain over what is left of a row beyond the whole sixteens.
  static float rest(int in, float[] x, int xo, float[] w, int wo) {
    float s = 0;
    for (int k = in & -CHAINS; k < in; k++) {
      s = Math.fma(x[xo + k], w[wo + k], s);
    }
    return s;
  }

  /// The sum of chains i, i + step, i + 2·step, … by halves; with step = [#CHAINS] it is chain i
  /// itself.
  private static float dot(int n, float[] x, int xo, float[] w, int wo, int i, int step) {
    if (step < CHAINS) {
      return dot(n, x, xo, w, wo, i, 2 * step) + dot(n, x, xo, w, wo, i + step, 2 * step);
    }
    float s = 0;
    for (int k = i; k < n; k += CHAINS) {
      s = Math.fma(x[xo + k], w[wo + k], s);
    }
    return s;
  }

  @Override
  public void transpose(
      int rows, int cols, float[] x, int xo, int ldx, float[] y, int yo, int ldy) {
    for (int r = 0; r < rows; r++) {
      for (int j = 0; j < cols; j++) {
        y[yo + j * ldy + r] = x[xo + r * ldx + j];
      }
    }
  }

  @Override
  public void tanh(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = FloatMath.tanh(x[xo + i]);
    }
  }

  @Override
  public void tanhBackward(float[] y, int yo, float[] dy, int dyo, int n) {
    for (int i = 0; i < n; i++) {
      dy[dyo + i] *= Math.fma(-y[yo + i], y[yo + i], 1f);
    }
  }

  @Override
  public void relu(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = x[xo + i] <= 0 ? 0 : x[xo + i];
    }
  }

  @Override
  public void reluBackward(float[] y, int yo, float[] dy, int dyo, int n) {
    for (int i = 0; i < n; i++) {
      dy[dyo + i] = y[yo + i] > 0 ? dy[dyo + i] : 0;
    }
  }

  @Override
  public void leakyRelu(float slope, float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = x[xo + i] > 0 ? x[xo + i] : slope * x[xo + i];
    }
  }

  @Override
  public void leakyReluBackward(float slope, float[] y, int yo, float[] dy, int dyo, int n) {
    for (int i = 0; i < n; i++) {
      dy[dyo + i] = y[yo + i] > 0 ? dy[dyo + i] : slope * dy[dyo + i];
    }
  }

  @Override
  public void elu(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      float v = x[xo + i];
      y[yo + i] = v > 0 ? v : FloatMath.exp(v) - 1;
    }
  }

  @Override
  public void eluBackward(float[] y, int yo, float[] dy, int dyo, int n) {
    for (int i = 0; i < n; i++) {
      dy[dyo + i] = y[yo + i] > 0 ? dy[dyo + i] : dy[dyo + i] * (y[yo + i] + 1);
    }
  }

  private static float logistic(float x) {
    return 0.5f + 0.5f * FloatMath.tanh(0.5f * x);
  }

  @Override
  public void silu(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      float s = logistic(x[xo + i]);
      y[yo + i] = x[xo + i] * s;
      x[xo + i] = s;
    }
  }

  @Override
  public void siluBackward(float[] s, int so, float[] y, int yo, float[] dy, int dyo, int n) {
    for (int i = 0; i < n; i++) {
      dy[dyo + i] *= s[so + i] + y[yo + i] * (1 - s[so + i]);
    }
  }

  @Override
  public void exp(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = FloatMath.exp(x[xo + i]);
    }
  }

  @Override
  public void log(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = FloatMath.log(x[xo + i]);
    }
  }

  @Override
  public double sumOfSquares(float[] x, int xo, int n) {
    int whole = n & -SQUARE_CHAINS;
    double total = 0;
    for (int i = 0; i < CHAINS; i += 4) {
      float even = lane(x, xo + i, whole) + lane(x, xo + i + 2, whole);
      float odd = lane(x, xo + i + 1, whole) + lane(x, xo + i + 3, whole);
      total += even + odd;
    }
    return total + squares(x, xo + whole, n - whole, 1);
  }

  /// Four chains, [#CHAINS] apart.
  private static float lane(float[] x, int xo, int n) {
    float low = squares(x, xo, n, SQUARE_CHAINS) + squares(x, xo + CHAINS, n, SQUARE_CHAINS);
    float high =
        squares(x, xo + 2 * CHAINS, n, SQUARE_CHAINS)
            + squares(x, xo + 3 * CHAINS, n, SQUARE_CHAINS);
    return low + high;
  }

  /// One chain over every `step`-th element.
  static float squares(float[] x, int xo, int n, int step) {
    float s = 0;
    for (int i = 0; i < n; i += step) {
      s = Math.fma(x[xo + i], x[xo + i], s);
    }
    return s;
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
    for (int i = from; i < to; i++) {
      float gradient = g[i] * scale;
      m[i] = Math.fma(beta1, m[i], (1 - beta1) * gradient);
      v[i] = Math.fma(beta2, v[i], (1 - beta2) * gradient * gradient);
      float root = Math.fma((float) Math.sqrt(v[i]), rootScale, eps);
      theta[i] = Math.fma(-stepSize, m[i] / root, theta[i]);
    }
  }
}
