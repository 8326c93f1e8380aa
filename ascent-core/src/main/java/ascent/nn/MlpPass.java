package ascent.nn;

import ascent.kernel.Kernels;

/// The pass of an [Mlp].
///
/// Forward `y = f(x W + b)`; backward `dz = dy f′(z)`, `dW = xᵀ dz`, `db = Σ dz`, `dx = dz Wᵀ`;
/// tangent `ż = x Ẇ + ḃ + ẋ W`, `ẏ = f′(z) ż`.
final class MlpPass implements NetworkPass {
  private static final Kernels KERNELS = Kernels.get();
  private static final float[] ONE = {1};
  private static final float[] NONE = {};

  private final Mlp net;
  private final int layers;
  private final float[][] y; // [layer][rows × width]: activations; [0] is the input, not held here
  private final float[][] z; // the same before the activation; then what its derivative needs
  private final float[][] d; // gradient with respect to y, then z
  private final float[][] wT; // weights into the layer, transposed: [out × in]
  private final float[] zeros;
  private float[][] dot = {}; // [layer][rows × width]: ż, then ẏ; made by the first tangent
  private boolean inputGradient;

  // The last forward pass.
  private float[] theta = {};
  private float[] x = {};
  private int xo;
  private int rows;
  private float[] xDot = ZERO_TANGENT;

  MlpPass(Mlp net) {
    this.net = net;
    layers = net.layers();
    y = new float[layers + 1][];
    z = new float[layers + 1][];
    d = new float[layers + 1][];
    wT = new float[layers + 1][];
    int widest = 0;
    for (int l = 0; l <= layers; l++) {
      int width = net.width(l);
      y[l] = new float[l == 0 ? 0 : ROWS * width];
      z[l] = net.activation().needsBoth() ? new float[y[l].length] : y[l];
      d[l] = new float[ROWS * width];
      wT[l] = new float[l == 0 ? 0 : net.width(l - 1) * width];
      widest = Math.max(widest, width);
    }
    zeros = new float[widest];
  }

  @Override
  public void forward(float[] theta, float[] x, int xo, int rows) {
    this.theta = theta;
    this.x = x;
    this.xo = xo;
    this.rows = rows;
    for (int l = 0; l < layers; l++) {
      affine(l, theta, z[l + 1]);
      net.activation().forward(z[l + 1], y[l + 1], rows * net.width(l + 1));
    }
  }

  /// `out = x W + b`, with x the input of layer l + 1 and its weights and biases in `parameters`.
  private void affine(int l, float[] parameters, float[] out) {
    int in = net.width(l);
    int n = net.width(l + 1);
    int w = net.at(l);
    int b = w + in * n;
    KERNELS.multiply(
        rows, n, in, input(l), inputAt(l), in, 1, parameters, w, n, parameters, b, 0, out, 0, n);
  }

  /// The input of layer l + 1: the activations of layer l, or the network's own input.
  private float[] input(int l) {
    return l == 0 ? x : y[l];
  }

  private int inputAt(int l) {
    return l == 0 ? xo : 0;
  }

  @Override
  public float[] features() {
    return input(layers);
  }

  @Override
  public int featuresAt() {
    return inputAt(layers);
  }

  @Override
  public void prepareBackward(float[] theta, boolean inputGradient) {
    this.inputGradient = inputGradient;
    for (int l = inputGradient ? 0 : 1; l < layers; l++) {
      int n = net.width(l + 1);
      KERNELS.transpose(net.width(l), n, theta, net.at(l), n, wT[l + 1], 0, net.width(l));
    }
  }

  @Override
  public float[] dFeatures() {
    return layers > 0 || inputGradient ? d[layers] : NONE;
  }

  @Override
  public void backward(float[] grad) {
    for (int l = layers - 1; l >= 0; l--) {
      net.activation().backward(z[l + 1], y[l + 1], d[l + 1], rows * net.width(l + 1));
      addWeightGradient(l, grad);
      addBiasGradient(l, grad);
      if (l > 0 || inputGradient) {
        inputGradient(l);
      }
    }
  }

  /// `dW += xᵀ dz` of layer l + 1.
  private void addWeightGradient(int l, float[] grad) {
    int in = net.width(l);
    int n = net.width(l + 1);
    int w = net.at(l);
    KERNELS.multiply(
        in, n, rows, input(l), inputAt(l), 1, in, d[l + 1], 0, n, grad, w, n, grad, w, n);
  }

  /// `db += Σ dz` of layer l + 1.
  private void addBiasGradient(int l, float[] grad) {
    int n = net.width(l + 1);
    int b = net.at(l) + net.width(l) * n;
    KERNELS.multiply(1, n, rows, ONE, 0, 0, 0, d[l + 1], 0, n, grad, b, n, grad, b, n);
  }

  /// `dx = dz Wᵀ` of layer l + 1, whose input is layer l.
  private void inputGradient(int l) {
    int in = net.width(l);
    int n = net.width(l + 1);
    KERNELS.multiply(rows, in, n, d[l + 1], 0, n, 1, wT[l + 1], 0, in, zeros, 0, 0, d[l], 0, in);
  }

  @Override
  public float[] dInput() {
    return d[0];
  }

  @Override
  public void tangent(float[] thetaDot, float[] xDot) {
    this.xDot = xDot;
    if (dot.length == 0) {
      dot = new float[layers + 1][];
      for (int l = 0; l <= layers; l++) {
        dot[l] = new float[l == 0 ? 0 : ROWS * net.width(l)];
      }
    }
    for (int l = 0; l < layers; l++) {
      affine(l, thetaDot, dot[l + 1]);
      if (l > 0 || xDot.length > 0) {
        addInputTangent(l, l == 0 ? xDot : dot[l], dot[l + 1]);
      }
      net.activation().tangent(z[l + 1], y[l + 1], dot[l + 1], rows * net.width(l + 1));
    }
  }

  /// `ż += ẋ W` of layer l + 1.
  private void addInputTangent(int l, float[] inputDot, float[] zDot) {
    int in = net.width(l);
    int n = net.width(l + 1);
    KERNELS.multiply(rows, n, in, inputDot, 0, in, 1, theta, net.at(l), n, zDot, 0, n, zDot, 0, n);
  }

  @Override
  public float[] featuresDot() {
    return layers == 0 ? xDot : dot[layers];
  }
}
