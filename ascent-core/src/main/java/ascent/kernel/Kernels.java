package ascent.kernel;

/// The dense arithmetic that training consists of: array in, array out, no allocation.
///
/// [ScalarKernels] is the readable definition, [VectorKernels] the same on SIMD registers. **Both
/// give the same bits**, whatever the width of the registers, because the order of every rounding
/// is part of the contract below: lanes hold different outputs, and where a sum must cross lanes,
/// it is taken in one fixed tree. Inputs may hold ±∞ and NaN; which NaN comes out is not part of
/// the contract.
///
/// Matrices are row-major parts of a `float[]`, given as the array `x`, an offset `xo` and the
/// distance `ldx` between two rows, which is at least a row's length. An output may be the very
/// same range as an input where a method says so; otherwise it must not overlap one. A range
/// outside its array throws [IndexOutOfBoundsException], perhaps after a part of the output has
/// been written. Kernels have no state: several threads may use them at once.
public interface Kernels {

  /// The kernels of this JVM: chosen once, at first use.
  ///
  /// The system property `ascent.kernels` forces `scalar` or `vector`. Without it, the vector
  /// kernels are taken where the module `jdk.incubator.vector` is present and C2 offers registers
  /// of at least 128 bits.
  static Kernels get() {
    return KernelChoice.CHOSEN;
  }

  /// Whether a fused multiply-add is one instruction here. Where it is not, training is about a
  /// thousand times slower, with the same bits.
  static boolean hardwareFma() {
    return FmaProbe.HARDWARE;
  }

  /// What runs: `scalar`, `vector128`, `vector256` or `vector512`.
  String name();

  /// C = I + A·B, the one matrix product of forward and backward passes.
  ///
  /// ```
  /// c[co + r·ldc + j] = init[io + r·is + j] + Σ_k a[ao + r·rs + k·ks] · b[bo + k·ldb + j]
  /// ```
  ///
  /// for r < rows, j < cols, k < depth. Each element is one chain of fused multiply-adds that
  /// starts at `init` and runs over k upwards. Two strides on A make its transpose free; the stride
  /// of `init` tells a bias from an accumulator:
  ///
  /// | product | a | rs, ks | init | is |
  /// |---|---|---|---|---|
  /// | Y = b + X·W, X `[rows × depth]`, W `[depth × cols]` | X | ldx, 1 | b `[cols]` | 0 |
  /// | dW += Xᵀ·dY, X `[depth × rows]`, dY `[depth × cols]` | X | 1, ldx | dW | ldc |
  /// | db += Σ_k `dY[k]` | `{1f}` | 0, 0 | db | 0 |
  ///
  /// `init` may be C itself, at the same offset and stride.
  void multiply(
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
      int ldc);

  /// Y = X·Wᵀ + bias with few outputs: the head of a policy or value function.
  ///
  /// ```
  /// y[yo + r·yrs + o·yos] = Σ_k x[xo + r·ldx + k] · w[wo + o·in + k] + w[bo + o]
  /// ```
  ///
  /// for r < rows, o < out, k < in, with X `[rows × in]`, W `[out × in]` and the biases `[out]` in
  /// the same array as W. The sum over k is sixteen chains of fused multiply-adds from 0 (chain i
  /// takes k = i, i+16, i+32, … up to the last whole sixteen), summed by halves: chains i and i+8,
  /// then i and i+4, i+2, i+1. The bias comes next; where `in` is no multiple of 16, one more chain
  /// over what is left comes last.
  void project(
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
      int yos);

  /// Y = Xᵀ: `y[yo + j·ldy + r] = x[xo + r·ldx + j]` for r < rows and j < cols, X `[rows × cols]`,
  /// Y `[cols × rows]`.
  void transpose(int rows, int cols, float[] x, int xo, int ldx, float[] y, int yo, int ldy);

  /// `y[yo + i] = tanh(x[xo + i])` for i < n by [ascent.math.FloatMath#tanh]; y may be x.
  void tanh(float[] x, int xo, float[] y, int yo, int n);

  /// From dL/dy to dL/dx where y = tanh x: `dy[dyo + i] *= 1 − y[yo + i]²` for i < n (one fma, one
  /// product).
  void tanhBackward(float[] y, int yo, float[] dy, int dyo, int n);

  /// `y[yo + i] = x[xo + i] ≤ 0 ? 0 : x[xo + i]` for i < n; NaN stays NaN; y may be x.
  void relu(float[] x, int xo, float[] y, int yo, int n);

  /// From dL/dy to dL/dx where y = relu x: `dy[dyo + i] = 0` unless `y[yo + i] > 0`, for i < n.
  void reluBackward(float[] y, int yo, float[] dy, int dyo, int n);

  /// `y[yo + i] = x[xo + i] > 0 ? x[xo + i] : slope·x[xo + i]` for i < n; y may be x.
  void leakyRelu(float slope, float[] x, int xo, float[] y, int yo, int n);

  /// From dL/dy to dL/dx where y = leakyRelu x: `dy[dyo + i] *= slope` unless `y[yo + i] > 0`, for
  /// i < n.
  void leakyReluBackward(float slope, float[] y, int yo, float[] dy, int dyo, int n);

  /// `y[yo + i] = x[xo + i] > 0 ? x[xo + i] : e^x[xo + i] − 1` for i < n by
  /// [ascent.math.FloatMath#exp]; y may be x.
  void elu(float[] x, int xo, float[] y, int yo, int n);

  /// From dL/dy to dL/dx where y = elu x: `dy[dyo + i] *= y[yo + i] + 1` unless `y[yo + i] > 0`,
  /// for i < n. For x ≤ 0, the derivative is eˣ = y + 1.
  void eluBackward(float[] y, int yo, float[] dy, int dyo, int n);

  /// `y[yo + i] = x·σ(x)` with x = `x[xo + i]`, for i < n. **Leaves σ(x) in `x[xo + i]`**, for
  /// [#siluBackward].
  ///
  /// The logistic function is σ(x) = ½ + ½·tanh(½·x) by [ascent.math.FloatMath#tanh], which cannot
  /// overflow.
  void silu(float[] x, int xo, float[] y, int yo, int n);

  /// From dL/dy to dL/dx where y = silu x: `dy[dyo + i] *= σ + y[yo + i]·(1 − σ)` with σ = `s[so +
  /// i]`, for i < n.
  void siluBackward(float[] s, int so, float[] y, int yo, float[] dy, int dyo, int n);

  /// `y[yo + i] = e^x[xo + i]` for i < n by [ascent.math.FloatMath#exp]; y may be x.
  void exp(float[] x, int xo, float[] y, int yo, int n);

  /// `y[yo + i] = ln x[xo + i]` for i < n by [ascent.math.FloatMath#log]; y may be x.
  void log(float[] x, int xo, float[] y, int yo, int n);

  /// Σ `x[xo + i]²` for i < n, for gradient norms.
  ///
  /// 64 chains of fused multiply-adds from 0; chain i takes elements i, i+64, … up to the last
  /// whole 64. With `c` their sums, and
  ///
  /// ```
  /// l[i] = (c[i] + c[i+16]) + (c[i+32] + c[i+48]),
  /// ```
  ///
  /// `(l[i] + l[i+2]) + (l[i+1] + l[i+3])` for i = 0, 4, 8, 12 are added up in double; a chain over
  /// what is left comes last.
  double sumOfSquares(float[] x, int xo, int n);

  /// One step of Adam (Kingma & Ba 2015) on the parameters from ≤ i < to, with the gradient scaled
  /// on the way.
  ///
  /// ```
  /// g' = scale·g
  /// m  = β₁·m + (1−β₁)·g'
  /// v  = β₂·v + (1−β₂)·g'²
  /// θ  = θ − stepSize·m / (√v·rootScale + ε)
  /// ```
  ///
  /// `scale` folds gradient clipping in (1 for none). With t the number of this step, from 1, and
  /// lr the learning rate, `stepSize` = lr/(1−β₁ᵗ) and `rootScale` = 1/√(1−β₂ᵗ) are the paper's
  /// bias corrections.
  void adam(
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
      float eps);
}
