package ascent.nn;

import ascent.kernel.Kernels;
import ascent.rng.Rng;
import java.util.ArrayList;
import java.util.List;

/// A multilayer perceptron without a head: zero or more layers `y = f(x W + b)`.
///
/// Its parameters are in θ: for each layer the weight `[in][out]`, then the bias `[out]`.
public final class Mlp implements Network {
  private static final Kernels KERNELS = Kernels.get();

  private final int[] widths; // input, layers …
  private final int[] at; // where each layer's weights start in θ
  private final Activation activation;
  private final Span span;

  /// @param inputs the width of the input
  /// @param layers the widths of the layers
  /// @param offset where the parameters start in θ
  public Mlp(int inputs, List<Integer> layers, Activation activation, int offset) {
    widths = new int[layers.size() + 1];
    at = new int[layers.size()];
    this.activation = activation;
    widths[0] = inputs;
    Span last = new Span(offset, offset);
    for (int l = 0; l < layers.size(); l++) {
      widths[l + 1] = layers.get(l);
      at[l] = last.to();
      last = Span.ofLayer(last.to(), widths[l], widths[l + 1]);
    }
    span = new Span(offset, last.to());
  }

  @Override
  public int inputs() {
    return widths[0];
  }

  @Override
  public int features() {
    return widths[layers()];
  }

  @Override
  public Span span() {
    return span;
  }

  @Override
  public long weights() {
    long sum = 0;
    for (int l = 0; l < layers(); l++) {
      sum += (long) widths[l] * widths[l + 1];
    }
    return sum;
  }

  @Override
  public NetworkPass pass() {
    return new MlpPass(this);
  }

  int layers() {
    return at.length;
  }

  /// The width of the input (0) or of layer ℓ (counted from 1).
  int width(int l) {
    return widths[l];
  }

  /// Where the weights between width ℓ and the next start in θ.
  int at(int l) {
    return at[l];
  }

  Activation activation() {
    return activation;
  }

  @Override
  public void initialise(float[] theta, Init init, float gain, Rng rng) {
    for (int l = 0; l < layers(); l++) {
      int in = widths[l];
      int out = widths[l + 1];
      float[] weight = new float[in * out];
      float[] bias = new float[out];
      init.fill(weight, bias, in, out, gain, rng);
      KERNELS.transpose(out, in, weight, 0, in, theta, at[l], out);
      System.arraycopy(bias, 0, theta, at[l] + in * out, out);
    }
  }

  /// Names are `prefix.0.weight`, `prefix.0.bias`, `prefix.1.weight`, ….
  @Override
  public List<Parameter> parameters(String prefix) {
    List<Parameter> parameters = new ArrayList<>();
    for (int l = 0; l < layers(); l++) {
      int in = widths[l];
      int out = widths[l + 1];
      parameters.add(new Parameter(prefix + "." + l + ".weight", at[l], List.of(in, out)));
      parameters.add(new Parameter(prefix + "." + l + ".bias", at[l] + in * out, List.of(out)));
    }
    return parameters;
  }
}
