package ascent.nn;

import ascent.rng.Rng;
import java.util.List;

/// A linear layer from features to outputs, `out = x Wᵀ + b`, without an activation; may have no
/// outputs.
///
/// Its parameters are in θ: the weight `[out][in]`, then the bias `[out]`. Its pass writes the
/// outputs feature-major.
public final class LinearHead {
  private final int inputs;
  private final int outputs;
  private final Span span;

  /// @param inputs the width of the features
  /// @param offset where the parameters start in θ
  public LinearHead(int inputs, int outputs, int offset) {
    this.inputs = inputs;
    this.outputs = outputs;
    span = Span.ofLayer(offset, inputs, outputs);
  }

  int inputs() {
    return inputs;
  }

  int outputs() {
    return outputs;
  }

  /// The span of its parameters in θ.
  public Span span() {
    return span;
  }

  /// The span of its weights in θ, without the biases.
  public Span weightSpan() {
    return new Span(span.from(), span.from() + inputs * outputs);
  }

  /// Writes the initial parameters into θ.
  ///
  /// @param gain a factor on the weights, where `init` uses one
  public void initialise(float[] theta, Init init, float gain, Rng rng) {
    if (outputs > 0) {
      float[] weight = new float[inputs * outputs];
      float[] bias = new float[outputs];
      init.fill(weight, bias, inputs, outputs, gain, rng);
      System.arraycopy(weight, 0, theta, span.from(), weight.length);
      System.arraycopy(bias, 0, theta, span.from() + weight.length, outputs);
    }
  }

  /// Its weight and bias, named `prefix.weight` and `prefix.bias`; nothing if it has no outputs.
  public List<Parameter> parameters(String prefix) {
    if (outputs == 0) {
      return List.of();
    }
    return List.of(
        new Parameter(prefix + ".weight", span.from(), List.of(outputs, inputs)),
        new Parameter(prefix + ".bias", weightSpan().to(), List.of(outputs)));
  }

  /// Memory for one thread.
  public LinearHeadPass pass() {
    return new LinearHeadPass(this);
  }
}
