package ascent.nn;

import ascent.kernel.Kernels;

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

  /// Writes `f(z)` to `y[0 … n)`. The arrays may be the same unless [#needsBoth]; then `z` holds
  /// what the derivative needs afterwards.
  void forward(float[] z, float[] y, int n) {
    switch (this) {
      case TANH -> KERNELS.tanh(z, 0, y, 0, n);
      case RELU -> KERNELS.relu(z, 0, y, 0, n);
      case ELU -> KERNELS.elu(z, 0, y, 0, n);
      case SILU -> KERNELS.silu(z, 0, y, 0, n);
      case LEAKY_RELU -> KERNELS.leakyRelu(LEAK, z, 0, y, 0, n);
    }
  }

  /// Multiplies `dy[0 … n)` by f′, given `z` and `y` as the forward pass left them.
  void backward(float[] z, float[] y, float[] dy, int n) {
    switch (this) {
      case TANH -> KERNELS.tanhBackward(y, 0, dy, 0, n);
      case RELU -> KERNELS.reluBackward(y, 0, dy, 0, n);
      case ELU -> KERNELS.eluBackward(y, 0, dy, 0, n);
      case SILU -> KERNELS.siluBackward(z, 0, y, 0, dy, 0, n);
      case LEAKY_RELU -> KERNELS.leakyReluBackward(LEAK, y, 0, dy, 0, n);
    }
  }

  /// Multiplies the tangent `dot[0 … n)` of the input by f′: ẏ = f′(z) ż. For an elementwise
  /// function forward and backward mode are the same.
  void tangent(float[] z, float[] y, float[] dot, int n) {
    backward(z, y, dot, n);
  }

  /// Whether the derivative needs more than the output: then `z` is an array of its own.
  boolean needsBoth() {
    return this == SILU;
  }
}
