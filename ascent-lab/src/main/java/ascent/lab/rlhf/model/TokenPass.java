package ascent.lab.rlhf.model;

import ascent.nn.LinearHeadPass;
import ascent.nn.NetworkPass;

/// Forward and backward pass of a [TokenNetwork] over at most [NetworkPass#ROWS] tokens, with one
/// thread's memory.
final class TokenPass {
  private final TokenNetwork network;
  private final int d; // numbers of an embedding
  private final int[] context; // [ROWS × CONTEXT]
  private final int[] time; // [ROWS]
  private final float[] x; // [ROWS × inputs]
  private final NetworkPass hidden;
  private final LinearHeadPass head;
  private int rows;

  TokenPass(TokenNetwork network, int most) {
    this.network = network;
    d = network.size().embedding();
    context = new int[most * TokenNetwork.CONTEXT];
    time = new int[most];
    x = new float[most * network.hidden().inputs()];
    hidden = network.hidden().pass();
    head = network.head().pass();
  }

  /// Begins a new set of rows.
  void clear() {
    rows = 0;
  }

  /// Adds a row: what is seen before time t of response i.
  void add(Responses responses, int i, int t) {
    responses.context(i, t, context, rows * TokenNetwork.CONTEXT);
    time[rows++] = t;
  }

  int rows() {
    return rows;
  }

  /// Computes the outputs of all rows.
  void forward(float[] theta) {
    int at = 0;
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < TokenNetwork.CONTEXT; c++, at += d) {
        System.arraycopy(theta, context[r * TokenNetwork.CONTEXT + c] * d, x, at, d);
      }
      System.arraycopy(theta, network.timesAt() + time[r] * d, x, at, d);
      at += d;
    }
    hidden.forward(theta, x, 0, rows);
    head.forward(theta, hidden.features(), hidden.featuresAt(), rows);
  }

  /// The outputs, `[outputs × ROWS]`.
  float[] out() {
    return head.out;
  }

  /// The activations of the hidden layer, `[rows × hidden]`.
  float[] features() {
    return hidden.features();
  }

  /// The gradient with respect to the outputs, to be written before [#backward].
  float[] dOut() {
    return head.dOut;
  }

  /// Prepares backward passes with these parameters.
  void prepareBackward(float[] theta) {
    hidden.prepareBackward(theta, true);
  }

  /// Adds the gradient of the rows of the last forward pass.
  void backward(float[] grad) {
    head.backward(grad, hidden.dFeatures());
    hidden.backward(grad);
    float[] dx = hidden.dInput();
    int at = 0;
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < TokenNetwork.CONTEXT; c++, at += d) {
        addTo(grad, context[r * TokenNetwork.CONTEXT + c] * d, dx, at);
      }
      addTo(grad, network.timesAt() + time[r] * d, dx, at);
      at += d;
    }
  }

  private void addTo(float[] grad, int to, float[] dx, int from) {
    for (int j = 0; j < d; j++) {
      grad[to + j] += dx[from + j];
    }
  }
}
