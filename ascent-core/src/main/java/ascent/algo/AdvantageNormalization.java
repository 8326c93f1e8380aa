package ascent.algo;

/// The samples over which advantages are standardised to mean 0 and standard deviation 1.
public enum AdvantageNormalization {
  /// Over each minibatch, as in Stable-Baselines3.
  MINIBATCH,
  /// Once over the whole rollout.
  ROLLOUT,
  /// Not at all.
  NONE
}
