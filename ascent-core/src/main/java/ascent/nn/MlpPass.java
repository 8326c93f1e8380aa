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
  private float[] xDot = FIXED;

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
      int in = net.width(l);
      int n = net.width(l + 1);
      int w = net.at(l);
      int b = w + in * n;
      float[] zl = z[l + 1];
      KERNELS.multiply( // x W + b
          rows, n, in, input(l), inputAt(l), in, 1, theta, w, n, theta, b, 0, zl, 0, n);
      net.activation().forward(zl, y[l + 1], rows * n);
    }
  }

  /// The input of layer l + 1.
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
      int in = net.width(l);
      int n = net.width(l + 1);
      int w = net.at(l);
      int b = w + in * n;
      float[] dz = d[l + 1];
      net.activation().backward(z[l + 1], y[l + 1], dz, rows * n);
      KERNELS.multiply( // dW += xᵀ dz
          in, n, rows, input(l), inputAt(l), 1, in, dz, 0, n, grad, w, n, grad, w, n);
      KERNELS.multiply(1, n, rows, ONE, 0, 0, 0, dz, 0, n, grad, b, n, grad, b, n); // db += Σ dz
      if (l > 0 || inputGradient) { // dx = dz Wᵀ
        KERNELS.multiply(rows, in, n, dz, 0, n, 1, wT[l + 1], 0, in, zeros, 0, 0, d[l], 0, in);
      }
    }
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
      int in = net.width(l);
      int n = net.width(l + 1);
      int w = net.at(l);
      int b = w + in * n;
      float[] inputDot = l == 0 ? xDot : dot[l];
      float[] zDot = dot[l + 1];
      KERNELS.multiply( // x Ẇ + ḃ
          rows, n, in, input(l), inputAt(l), in, 1, thetaDot, w, n, thetaDot, b, 0, zDot, 0, n);
      if (inputDot.length > 0) { // + ẋ W
        KERNELS.multiply(rows, n, in, inputDot, 0, in, 1, theta, w, n, zDot, 0, n, zDot, 0, n);
      }
      net.activation().tangent(z[l + 1], y[l + 1], zDot, rows * n);
    }
  }

  @Override
  public float[] featuresDot() {
    return layers == 0 ? xDot : dot[layers];
  }
}
