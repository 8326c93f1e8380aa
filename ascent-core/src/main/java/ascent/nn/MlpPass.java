package ascent.nn;

import ascent.kernel.Kernels;

/// Forward and backward passes through an [Mlp], and one thread's memory for them.
///
/// A hidden layer computes `y = f(x W + b)` with activations batch-major, `[rows × width]`; the
/// head's outputs are feature-major, `[outputs × ROWS]`, so that what follows (a softmax, say) runs
/// along contiguous rows.
///
/// Rows go through in chunks of at most [#ROWS], which stay in the cache. The gradient accumulates
/// over chunks in one fma chain per weight, so the size of the chunk does not show in the bits.
public final class MlpPass {
  /// The most rows of one pass, and the leading dimension of the head's outputs.
  public static final int ROWS = 64;

  private static final Kernels KERNELS = Kernels.get();
  private static final float[] ONE = {1};

  /// The head's outputs, `[outputs × ROWS]` feature-major.
  public final float[] out;

  /// The gradient with respect to [#out], to be written before [#backward].
  public final float[] dOut;

  /// The last hidden layer's activations, `[rows × features]`: what a net without a head gives.
  public final float[] features;

  /// The gradient with respect to [#features], to be written where there is no head.
  public final float[] dFeatures;

  /// The gradient with respect to the input, `[rows × inputs]`, if asked for.
  public final float[] dInput;

  final Mlp net;
  private final int layers;
  final float[][] y; // [layer][rows × width]: activations; [0] is the input, not held here
  final float[][] z; // the same before the activation
  private final float[][] d; // gradient with respect to y, then z
  private final float[][] wT; // weights into the layer, transposed: [out × in]
  private final float[] zeros;
  private boolean inputGradient;

  public MlpPass(Mlp net) {
    this.net = net;
    layers = net.hidden();
    out = new float[net.outputs() * ROWS];
    dOut = new float[net.outputs() * ROWS];
    y = new float[layers + 1][];
    z = new float[layers + 1][];
    d = new float[layers + 1][];
    wT = new float[layers + 1][];
    int widest = 0;
    for (int l = 0; l <= layers; l++) {
      int width = net.width(l);
      y[l] = new float[l == 0 ? 0 : ROWS * width];
      z[l] = net.activation().needsInput() ? new float[y[l].length] : y[l];
      d[l] = new float[ROWS * width];
      wT[l] = new float[l == 0 ? 0 : net.width(l - 1) * width];
      widest = Math.max(widest, width);
    }
    zeros = new float[widest];
    features = y[layers];
    dFeatures = d[layers];
    dInput = d[0];
  }

  /// Computes features and outputs.
  ///
  /// @param x inputs, `[rows × inputs]` from `xo` on
  public void forward(float[] theta, float[] x, int xo, int rows) {
    float[] input = x;
    int io = xo;
    for (int l = 0; l < layers; l++) {
      int in = net.width(l);
      int n = net.width(l + 1);
      int w = net.at(l);
      int b = w + in * n;
      float[] zl = z[l + 1];
      KERNELS.multiply(rows, n, in, input, io, in, 1, theta, w, n, theta, b, 0, zl, 0, n);
      net.activation().forward(zl, y[l + 1], rows * n);
      input = y[l + 1];
      io = 0;
    }
    int in = net.features();
    int w = net.at(layers);
    int b = w + in * net.outputs();
    KERNELS.project(rows, in, net.outputs(), input, io, in, theta, w, b, out, 0, 1, ROWS);
  }

  /// Makes ready for backward passes with these parameters, with or without [#dInput]: once per
  /// minibatch.
  public void prepareBackward(float[] theta, boolean inputGradient) {
    this.inputGradient = inputGradient;
    for (int l = inputGradient ? 0 : 1; l < layers; l++) {
      int n = net.width(l + 1);
      KERNELS.transpose(net.width(l), n, theta, net.at(l), n, wT[l + 1], 0, net.width(l));
    }
  }

  /// Adds the gradient of the rows of the last forward pass to `grad`, laid out like θ. It comes in
  /// through [#dOut], or through [#dFeatures] of a net without a head.
  public void backward(float[] theta, float[] x, int xo, int rows, float[] grad) {
    if (net.outputs() > 0) {
      headBackward(theta, layers == 0 ? x : y[layers], layers == 0 ? xo : 0, rows, grad);
    }
    for (int l = layers - 1; l >= 0; l--) {
      int in = net.width(l);
      int n = net.width(l + 1);
      int w = net.at(l);
      int b = w + in * n;
      float[] dz = d[l + 1];
      net.activation().backward(z[l + 1], y[l + 1], dz, rows * n);
      float[] input = l == 0 ? x : y[l];
      int io = l == 0 ? xo : 0;
      KERNELS.multiply(in, n, rows, input, io, 1, in, dz, 0, n, grad, w, n, grad, w, n); // xᵀ dz
      KERNELS.multiply(1, n, rows, ONE, 0, 0, 0, dz, 0, n, grad, b, n, grad, b, n); // Σ dz
      if (l > 0 || inputGradient) { // dz Wᵀ
        KERNELS.multiply(rows, in, n, dz, 0, n, 1, wT[l + 1], 0, in, zeros, 0, 0, d[l], 0, in);
      }
    }
  }

  private void headBackward(float[] theta, float[] x, int xo, int rows, float[] grad) {
    int in = net.features();
    int outputs = net.outputs();
    int w = net.at(layers);
    int b = w + in * outputs;
    KERNELS.multiply(outputs, in, rows, dOut, 0, ROWS, 1, x, xo, in, grad, w, in, grad, w, in);
    for (int o = 0; o < outputs; o++) {
      for (int r = 0; r < rows; r++) {
        grad[b + o] += dOut[o * ROWS + r];
      }
    }
    if (layers > 0 || inputGradient) {
      float[] dx = d[layers];
      KERNELS.multiply(rows, in, outputs, dOut, 0, 1, ROWS, theta, w, in, zeros, 0, 0, dx, 0, in);
    }
  }
}
