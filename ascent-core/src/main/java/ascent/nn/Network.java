package ascent.nn;

import ascent.rng.Rng;
import java.util.List;

/// Turns each row of inputs into a row of features, by parameters that lie in one span of the flat
/// vector θ.
///
/// Immutable: a description. The [NetworkPass] that it makes for each thread computes.
public interface Network {
  /// The width of the input.
  int inputs();

  /// The width of the features.
  int features();

  /// Where its parameters lie in θ; empty if it has none.
  Span span();

  /// The number of weights, biases not counted: multiply–adds per row of a forward pass.
  long weights();

  /// Writes the initial parameters into θ.
  ///
  /// @param gain a factor on the weights, where `init` uses one
  void initialise(float[] theta, Init init, float gain, Rng rng);

  /// Its weights and biases in the order they have in θ, without gaps; names start with `prefix.`.
  List<Parameter> parameters(String prefix);

  /// Memory for one thread.
  NetworkPass pass();
}
