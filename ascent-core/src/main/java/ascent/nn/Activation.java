package ascent.nn;

import ascent.kernel.Kernels;
import ascent.math.FloatMath;

/// The nonlinearity between the layers of an [Mlp], with its derivative.
///
/// All definitions and constants are PyTorch's; at the kink of a piecewise function the derivative
/// is that of the negative side.
public enum Activation {
  /// tanh z.
  TANH,
  /// max(0, z).
  RELU,
  /// z for z > 0, else eᶻ − 1.
  ELU,
  /// z · σ(z), also called swish.
  SILU,
  /// z for z > 0, else 0.01 z.
  LEAKY_RELU;

  private static final float LEAK = 0.01f;
  private static final Kernels KERNELS = Kernels.get();

  /// Writes `f(z)` to `y[0 … n)`. The arrays may be the same unless [#needsInput].
  void forward(float[] z, float[] y, int n) {
    switch (this) {
      case TANH -> KERNELS.tanh(z, 0, y, 0, n);
      case RELU -> relu(z, y, n);
      case ELU -> elu(z, y, n);
      case SILU -> silu(z, y, n);
      case LEAKY_RELU -> leakyRelu(z, y, n);
    }
  }

  /// Multiplies `dy[0 … n)` by f′, given the input `z` and the output `y` of the forward pass.
  void backward(float[] z, float[] y, float[] dy, int n) {
    switch (this) {
      case TANH -> KERNELS.tanhBackward(y, 0, dy, 0, n);
      case RELU -> reluBackward(y, dy, n);
      case ELU -> eluBackward(y, dy, n);
      case SILU -> siluBackward(z, y, dy, n);
      case LEAKY_RELU -> leakyReluBackward(y, dy, n);
    }
  }

  /// Multiplies the tangent `dot[0 … n)` of the input by f′: ẏ = f′(z) ż. For an elementwise
  /// function forward and backward mode are the same.
  void tangent(float[] z, float[] y, float[] dot, int n) {
    backward(z, y, dot, n);
  }

  /// Whether the derivative needs the input, which must then be kept as well as the output.
  boolean needsInput() {
    return this == SILU;
  }

  private static void relu(float[] z, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = z[i] <= 0 ? 0 : z[i]; // this way round NaN stays NaN
    }
  }

  private static void reluBackward(float[] y, float[] dy, int n) {
    for (int i = 0; i < n; i++) {
      dy[i] = y[i] > 0 ? dy[i] : 0;
    }
  }

  private static void leakyRelu(float[] z, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = z[i] > 0 ? z[i] : LEAK * z[i];
    }
  }

  private static void leakyReluBackward(float[] y, float[] dy, int n) {
    for (int i = 0; i < n; i++) {
      dy[i] = y[i] > 0 ? dy[i] : LEAK * dy[i];
    }
  }

  private static void elu(float[] z, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      float x = z[i];
      y[i] = x > 0 ? x : FloatMath.exp(x) - 1;
    }
  }

  private static void eluBackward(float[] y, float[] dy, int n) {
    for (int i = 0; i < n; i++) {
      dy[i] = y[i] > 0 ? dy[i] : dy[i] * (y[i] + 1); // for z ≤ 0, f′ = eᶻ = f + 1
    }
  }

  /// The logistic function as ½ + ½ tanh(z/2), which cannot overflow.
  private static float sigmoid(float z) {
    return 0.5f + 0.5f * FloatMath.tanh(0.5f * z);
  }

  private static void silu(float[] z, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = z[i] * sigmoid(z[i]);
    }
  }

  private static void siluBackward(float[] z, float[] y, float[] dy, int n) {
    for (int i = 0; i < n; i++) {
      float s = sigmoid(z[i]);
      dy[i] *= s + y[i] * (1 - s); // f′ = σ + z σ (1 − σ)
    }
  }
}
