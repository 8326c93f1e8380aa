package ascent.nn;

import static ascent.nn.MlpPass.ROWS;

import ascent.kernel.Kernels;

/// The forward tangent of an [MlpPass]: how its features and outputs move when the parameters move
/// with velocity θ̇ and the input with velocity ẋ.
///
///     ż = x Ẇ + ḃ + ẋ W        ẏ = f′(z) ż
///
/// It is the product of the Jacobian with a vector, as the backward pass is that of its transpose:
/// the two together make a Fisher–vector product without a Jacobian.
public final class MlpTangent {
  /// Stands for the tangent of an input that does not move.
  public static final float[] FIXED = {};

  private static final Kernels KERNELS = Kernels.get();

  /// The tangent of the last hidden layer's activations, `[rows × features]`.
  public final float[] features;

  private final MlpPass pass;
  private final Mlp net;
  private final float[] out; // [outputs × ROWS]
  private final float[][] dot; // [layer][rows × width]: ż, then ẏ; [0] is not held here
  private final float[] head; // the head's weights [outputs × features], then biases of zero
  private final float[] moved; // [outputs × ROWS]: what the head makes of its input's tangent

  /// @param pass whose tangent this is
  /// @param out where the tangent of the head's outputs is written, `[outputs × ROWS]`
  ///   feature-major
  public MlpTangent(MlpPass pass, float[] out) {
    this.pass = pass;
    this.out = out;
    net = pass.net;
    dot = new float[net.hidden() + 1][];
    for (int l = 0; l < dot.length; l++) {
      dot[l] = new float[l == 0 ? 0 : ROWS * net.width(l)];
    }
    features = dot[net.hidden()];
    head = new float[net.outputs() * (net.features() + 1)];
    moved = new float[net.outputs() * ROWS];
  }

  /// Computes the tangents of the rows of the last forward pass, which had the same `theta`, `x`
  /// and `rows`.
  ///
  /// @param thetaDot θ̇, laid out like θ
  /// @param xDot ẋ, `[rows × inputs]`, or [#FIXED]
  public void compute(float[] theta, float[] thetaDot, float[] x, int xo, float[] xDot, int rows) {
    float[] input = x;
    int io = xo;
    float[] inputDot = xDot;
    for (int l = 0; l < net.hidden(); l++) {
      int in = net.width(l);
      int n = net.width(l + 1);
      int w = net.at(l);
      int b = w + in * n;
      float[] d = dot[l + 1];
      KERNELS.multiply(rows, n, in, input, io, in, 1, thetaDot, w, n, thetaDot, b, 0, d, 0, n);
      if (inputDot.length > 0) {
        KERNELS.multiply(rows, n, in, inputDot, 0, in, 1, theta, w, n, d, 0, n, d, 0, n);
      }
      net.activation().tangent(pass.z[l + 1], pass.y[l + 1], d, rows * n);
      input = pass.y[l + 1];
      io = 0;
      inputDot = d;
    }
    headTangent(theta, thetaDot, input, io, inputDot, rows);
  }

  private void headTangent(
      float[] theta, float[] thetaDot, float[] x, int xo, float[] xDot, int rows) {
    int in = net.features();
    int outputs = net.outputs();
    int w = net.at(net.hidden());
    int b = w + in * outputs;
    KERNELS.project(rows, in, outputs, x, xo, in, thetaDot, w, b, out, 0, 1, ROWS);
    if (xDot.length > 0) {
      System.arraycopy(theta, w, head, 0, in * outputs);
      KERNELS.project(rows, in, outputs, xDot, 0, in, head, 0, in * outputs, moved, 0, 1, ROWS);
      for (int i = 0; i < out.length; i++) {
        out[i] += moved[i];
      }
    }
  }
}
