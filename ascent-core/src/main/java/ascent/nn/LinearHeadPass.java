package ascent.nn;

import static ascent.nn.NetworkPass.ROWS;

import ascent.kernel.Kernels;

/// Forward pass, backward pass and tangent of a [LinearHead], with one thread's scratch memory.
///
/// Its inputs are batch-major, `[rows × inputs]`; its outputs are feature-major, `[outputs ×
/// ROWS]`: output j of row r is `out[j·ROWS + r]`. So the next operation, such as a softmax, runs
/// along contiguous rows.
public final class LinearHeadPass {
  private static final Kernels KERNELS = Kernels.get();

  /// The outputs, `[outputs × ROWS]`.
  public final float[] out;

  /// The gradient with respect to [#out], to be written before [#backward].
  public final float[] dOut;

  private final LinearHead head;
  private final int w; // where weights and biases start in θ
  private final int b;
  private final float[] zeros;

  // Allocated by the first tangent.
  private float[] outDot = {}; // [outputs × ROWS]
  private float[] inputTangent = {}; // ẋ Wᵀ, [outputs × ROWS]
  private float[] weightsOnly = {}; // W, then biases of zero

  // The last forward pass.
  private float[] theta = {};
  private float[] x = {};
  private int xo;
  private int rows;

  LinearHeadPass(LinearHead head) {
    this.head = head;
    w = head.weightSpan().from();
    b = head.weightSpan().to();
    out = new float[head.outputs() * ROWS];
    dOut = new float[head.outputs() * ROWS];
    zeros = new float[head.inputs()];
  }

  /// Computes the outputs.
  ///
  /// @param x inputs, `[rows × inputs]` from index `xo`
  public void forward(float[] theta, float[] x, int xo, int rows) {
    this.theta = theta;
    this.x = x;
    this.xo = xo;
    this.rows = rows;
    int in = head.inputs();
    KERNELS.project(rows, in, head.outputs(), x, xo, in, theta, w, b, out, 0, 1, ROWS);
  }

  /// Adds the gradient of the rows of the last forward pass to `grad`, laid out like θ.
  ///
  /// @param dx the gradient with respect to the inputs, `[rows × inputs]`, written unless it is
  ///   empty
  public void backward(float[] grad, float[] dx) {
    int in = head.inputs();
    int outputs = head.outputs();
    KERNELS.multiply( // dW += dOut x
        outputs, in, rows, dOut, 0, ROWS, 1, x, xo, in, grad, w, in, grad, w, in);
    for (int o = 0; o < outputs; o++) {
      for (int r = 0; r < rows; r++) {
        grad[b + o] += dOut[o * ROWS + r];
      }
    }
    if (dx.length > 0) { // dx = dOutᵀ W
      KERNELS.multiply(rows, in, outputs, dOut, 0, 1, ROWS, theta, w, in, zeros, 0, 0, dx, 0, in);
    }
  }

  /// Computes the tangent of the outputs for the rows of the last forward pass: `x Ẇᵀ + ḃ + ẋ Wᵀ`.
  ///
  /// @param thetaDot laid out like θ
  /// @param xDot ẋ, `[rows × inputs]`, or [NetworkPass#ZERO_TANGENT]
  public void tangent(float[] thetaDot, float[] xDot) {
    int in = head.inputs();
    int outputs = head.outputs();
    if (outDot.length == 0) {
      outDot = new float[out.length];
      inputTangent = new float[out.length];
      weightsOnly = new float[head.span().size()];
    }
    KERNELS.project(rows, in, outputs, x, xo, in, thetaDot, w, b, outDot, 0, 1, ROWS);
    if (xDot.length > 0) {
      int weights = in * outputs;
      System.arraycopy(theta, w, weightsOnly, 0, weights);
      KERNELS.project(
          rows, in, outputs, xDot, 0, in, weightsOnly, 0, weights, inputTangent, 0, 1, ROWS);
      for (int i = 0; i < outDot.length; i++) {
        outDot[i] += inputTangent[i];
      }
    }
  }

  /// The tangent of the outputs, `[outputs × ROWS]`, after [#tangent].
  public float[] outDot() {
    return outDot;
  }
}
