package ascent.algo;

/// Over what the advantages are shifted and scaled to mean 0 and standard deviation 1.
public enum AdvantageNormalization {
  /// Over each minibatch, as in Stable-Baselines3.
  MINIBATCH,
  /// Once over the whole rollout.
  ROLLOUT,
  /// Not at all.
  NONE
}
