package ascent.kernel;

/// The dense arithmetic that training consists of: array in, array out, no allocation.
///
/// [ScalarKernels] is the readable definition, [VectorKernels] the same on SIMD registers. **Both give the same
/// bits**, whatever the register width, because the order of every rounding is part of the contract below: lanes hold
/// different outputs, and where a sum must cross lanes, it is taken in one fixed tree. Inputs may hold ±∞ and NaN (the
/// payload of a NaN is not part of the contract).
///
/// Matrices are row-major parts of `float[]`: an array `x`, an offset `xo` and a row stride `ldx` (the distance between two
/// rows, at least the row's length). An output may be the very same range as an input where a method says so; otherwise
/// it must not overlap one. Ranges outside an array throw [IndexOutOfBoundsException], perhaps after a part of the output has been
/// written. Implementations have no state that a caller can see and may be used by several threads at once.
public interface Kernels {

  /// The kernels of this JVM: chosen once, at first use.
  ///
  /// `-Dascent.kernels=scalar` or `vector` forces one; otherwise the vector kernels are taken where the module
  /// `jdk.incubator.vector` is present and the compiler has SIMD registers of at least 128 bits to offer.
  static Kernels get() {
    return KernelChoice.CHOSEN;
  }

  /// What runs: `scalar`, `vector128`, `vector256` or `vector512`.
  String name();

  /// C = I + A·B, the one matrix product of forward and backward passes.
  ///
  /// ```
  /// c[co + r·ldc + j] = init[io + r·is + j] + Σ_k a[ao + r·rs + k·ks] · b[bo + k·ldb + j]
  /// ```
  ///
  /// for r < rows, j < cols and k < depth. Each element is one chain of fused multiply-adds that starts at `init` and runs over k
  /// upwards. Two strides on A make its transpose free; the stride of `init` tells a bias from an accumulator:
  ///
  /// | product | A | rs, ks | init | is |
  /// |---|---|---|---|---|
  /// | Y = b + X·W, X `[rows × depth]`, W `[depth × cols]` | X | ldx, 1 | bias `[cols]` | 0 |
  /// | dW += Xᵀ·dY, dW `[rows × cols]`, `depth` samples | X | 1, ldx | dW itself | ldc |
  /// | db += Σ_k dY[k] | a one, `{1f}` | 0, 0 | db itself | 0 |
  ///
  /// `init` may be C itself (same offset and stride): then the product accumulates.
  void multiply(
      int rows, int cols, int depth,
      float[] a, int ao, int rs, int ks,
      float[] b, int bo, int ldb,
      float[] init, int io, int is,
      float[] c, int co, int ldc);

  /// Y = X·Wᵀ + bias with few outputs: a policy's or value function's head.
  ///
  /// ```
  /// y[yo + r·yrs + o·yos] = Σ_k x[xo + r·ldx + k] · w[wo + o·in + k] + w[bo + o]
  /// ```
  ///
  /// for r < rows, o < out and k < in, X `[rows × in]`, W `[out × in]`; the biases `[out]` lie in the same array. The sum over k is sixteen partial chains of fused
  /// multiply-adds that start at 0 (chain i takes k = i, i+16, i+32, …), summed by halves: chains i and i+8, then i and i+4,
  /// i+2, i+1; the bias comes last.
  void project(
      int rows, int in, int out,
      float[] x, int xo, int ldx,
      float[] w, int wo, int bo,
      float[] y, int yo, int yrs, int yos);

  /// Y = Xᵀ: `y[yo + j·ldy + r] = x[xo + r·ldx + j]` for r < rows and j < cols, X `[rows × cols]`, Y `[cols × rows]`.
  void transpose(int rows, int cols, float[] x, int xo, int ldx, float[] y, int yo, int ldy);

  /// `y[yo + i] = tanh(x[xo + i])` for i < n by [ascent.math.FloatMath#tanh]; y may be x.
  void tanh(float[] x, int xo, float[] y, int yo, int n);

  /// From dL/dy to dL/dx where y = tanh x: `dy[dyo + i] *= 1 − y[yo + i]²` for i < n (one fma, one product).
  void tanhBackward(float[] y, int yo, float[] dy, int dyo, int n);

  /// `y[yo + i] = e^x[xo + i]` for i < n by [ascent.math.FloatMath#exp]; y may be x.
  void exp(float[] x, int xo, float[] y, int yo, int n);

  /// `y[yo + i] = ln x[xo + i]` for i < n by [ascent.math.FloatMath#log]; y may be x.
  void log(float[] x, int xo, float[] y, int yo, int n);

  /// Σ x[xo + i]² for i < n, for gradient norms.
  ///
  /// 64 partial chains of fused multiply-adds (chain i takes elements i, i+64, …) that start at 0. Each block of sixteen
  /// neighbouring chains is summed by halves as in [#project]; the four blocks are summed in double, (0+1)+(2+3).
  double sumOfSquares(float[] x, int xo, int n);

  /// One step of Adam (Kingma & Ba 2015) on the parameters from ≤ i < to, with the gradient scaled on the way.
  ///
  /// ```
  /// g' = scale·g
  /// m  = β₁·m + (1−β₁)·g'
  /// v  = β₂·v + (1−β₂)·g'²
  /// θ  = θ − stepSize·m / (√v·rootScale + ε)
  /// ```
  ///
  /// `scale` folds gradient clipping in (1 for none). With t the number of this step, from 1, and lr the learning rate,
  /// `stepSize` = lr/(1−β₁ᵗ) and `rootScale` = 1/√(1−β₂ᵗ) are the paper's bias corrections.
  void adam(
      float[] theta, float[] m, float[] v, float[] g, int from, int to,
      float scale, float stepSize, float rootScale, float beta1, float beta2, float eps);

  /// `sin[i] = sin x[i]`, `cos[i] = cos x[i]` for from ≤ i < to by [ascent.math.DoubleMath]; either output may be x.
  void sinCos(double[] x, double[] sin, double[] cos, int from, int to);
}
