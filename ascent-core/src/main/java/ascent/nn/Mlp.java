package ascent.nn;

import ascent.kernel.Kernels;
import ascent.rng.Rng;
import java.util.ArrayList;
import java.util.List;

/// A multilayer perceptron: hidden layers with an activation, then a linear head, or none.
///
/// It owns no numbers, only where they lie in the flat parameter vector θ, from `offset` on:
///
/// | part | layout |
/// |---|---|
/// | hidden layer ℓ | weight `[in][out]`, then bias `[out]` |
/// | head | weight `[out][in]`, then bias `[out]` |
///
/// [MlpPass] computes with it.
public final class Mlp {
  private static final Kernels KERNELS = Kernels.get();

  private final int[] widths; // input, hidden …
  private final int[] at; // where each layer's weights start in θ; the head last
  private final int outputs;
  private final Activation activation;
  private final int end;

  /// @param inputs the width of the input
  /// @param layers the widths of the hidden layers, maybe none
  /// @param outputs the width of the linear head; 0 for no head
  /// @param offset where the parameters start in θ
  public Mlp(int inputs, List<Integer> layers, int outputs, Activation activation, int offset) {
    this.widths = new int[layers.size() + 1];
    this.at = new int[layers.size() + 1];
    this.outputs = outputs;
    this.activation = activation;
    widths[0] = inputs;
    int position = offset;
    for (int l = 0; l < layers.size(); l++) {
      widths[l + 1] = layers.get(l);
      at[l] = position;
      position += (widths[l] + 1) * widths[l + 1];
    }
    at[layers.size()] = position;
    end = position + (outputs == 0 ? 0 : outputs * (features() + 1));
  }

  /// The end of this net's parameters in θ.
  public int end() {
    return end;
  }

  /// The width of the last hidden layer, or of the input where there is none.
  public int features() {
    return widths[hidden()];
  }

  /// The number of weights, biases not counted: multiply–adds per row of a forward pass.
  public long weights() {
    long sum = (long) features() * outputs;
    for (int l = 0; l < hidden(); l++) {
      sum += (long) widths[l] * widths[l + 1];
    }
    return sum;
  }

  /// The number of hidden layers.
  int hidden() {
    return widths.length - 1;
  }

  /// The width of the input (0) or of hidden layer ℓ (counted from 1).
  int width(int l) {
    return widths[l];
  }

  /// Where the weights between width ℓ and the next start in θ, or those of the head.
  int at(int l) {
    return at[l];
  }

  int outputs() {
    return outputs;
  }

  Activation activation() {
    return activation;
  }

  /// Fills this net's part of θ.
  ///
  /// @param gain of the hidden layers
  /// @param headGain of the head
  public void initialise(float[] theta, Init init, float gain, float headGain, Rng rng) {
    for (int l = 0; l < hidden(); l++) {
      int in = widths[l];
      int out = widths[l + 1];
      float[] weight = new float[in * out];
      float[] bias = new float[out];
      init.fill(weight, bias, in, out, gain, rng);
      KERNELS.transpose(out, in, weight, 0, in, theta, at[l], out);
      System.arraycopy(bias, 0, theta, at[l] + in * out, out);
    }
    if (outputs > 0) {
      float[] weight = new float[features() * outputs];
      float[] bias = new float[outputs];
      init.fill(weight, bias, features(), outputs, headGain, rng);
      System.arraycopy(weight, 0, theta, at[hidden()], weight.length);
      System.arraycopy(bias, 0, theta, at[hidden()] + weight.length, outputs);
    }
  }

  /// One weight matrix or bias of the net: how it is called, where it lies in θ, its shape there.
  public record Tensor(String name, int offset, List<Integer> shape) {
    /// The number of its elements.
    public int size() {
      return shape.stream().reduce(1, (a, b) -> a * b);
    }
  }

  /// The tensors of this net in the order they have in θ, named `prefix.0.weight`, `prefix.0.bias`,
  /// …, `prefix.head.weight`, `prefix.head.bias`.
  public List<Tensor> tensors(String prefix) {
    List<Tensor> tensors = new ArrayList<>();
    for (int l = 0; l < hidden(); l++) {
      int in = widths[l];
      int out = widths[l + 1];
      tensors.add(new Tensor(prefix + "." + l + ".weight", at[l], List.of(in, out)));
      tensors.add(new Tensor(prefix + "." + l + ".bias", at[l] + in * out, List.of(out)));
    }
    if (outputs > 0) {
      int head = at[hidden()];
      tensors.add(new Tensor(prefix + ".head.weight", head, List.of(outputs, features())));
      tensors.add(new Tensor(prefix + ".head.bias", head + outputs * features(), List.of(outputs)));
    }
    return tensors;
  }
}
