package ascent.nn;

import ascent.rng.Rng;
import java.util.List;

/// A function from rows of inputs to rows of features, whose parameters are one span of the flat
/// vector θ.
///
/// An immutable description. The computing is done by a [NetworkPass] per thread.
///
/// Not pluggable yet: [ascent.policy.ActorCritic] makes [multi-layer perceptrons][Mlp] of the sizes
/// in [ascent.policy.NetworkConfig].
public interface Network {
  /// The width of the input.
  int inputs();

  /// The width of the features.
  int features();

  /// The span of its parameters in θ; empty if it has none.
  Span span();

  /// The number of weights, biases not counted: multiply–adds per row of a forward pass.
  long weights();

  /// Writes the initial parameters into θ.
  ///
  /// @param gain a factor on the weights, where `init` uses one
  void initialise(float[] theta, Init init, float gain, Rng rng);

  /// Its weights and biases in their order in θ, without gaps; names start with `prefix.`.
  List<Parameter> parameters(String prefix);

  /// Memory for one thread.
  NetworkPass pass();
}
