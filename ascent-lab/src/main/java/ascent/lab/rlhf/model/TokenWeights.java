package ascent.lab.rlhf.model;

/// The weights w that define a policy gradient over tokens,
///
///     ∇L = scale · Σᵢ Σₜ w(i,t) ∇log π(yₜ|x, y₍₋ₜ₎)
@FunctionalInterface
public interface TokenWeights {
  /// The weight of a token.
  ///
  /// @param token its number among all tokens of the responses
  /// @param logProb log π of it at the current parameters
  float weight(int token, float logProb);
}
