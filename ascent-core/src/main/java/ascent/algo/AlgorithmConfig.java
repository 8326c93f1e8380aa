package ascent.algo;

import ascent.rollout.NormalizationConfig;

/// The settings of an algorithm that learns from an environment. Which record it is selects the
/// algorithm; see [LearnerConfig] for what the record must be.
public interface AlgorithmConfig extends LearnerConfig {
  /// The most steps of each environment between two updates.
  int rolloutSteps();

  /// The most episodes of each environment between two updates: a rollout ends for an environment
  /// with this many episodes or with [#rolloutSteps], whichever comes first.
  default int rolloutEpisodes() {
    return Integer.MAX_VALUE;
  }

  /// γ, the discount factor.
  float gamma();

  /// Whether and how observations and rewards are normalised.
  NormalizationConfig normalization();

  /// Whether [#normalization] can be set. A model that normalises observations can only be the
  /// start of a run that does so too.
  default boolean canNormalize() {
    return true;
  }

  /// Which parameters are stepped together.
  default Learner.Groups groups() {
    return Learner.Groups.ALL;
  }

  /// A new algorithm with these settings.
  ///
  /// @param learner made with the policy, the optimiser and the groups of these settings
  /// @param seed of its random streams
  Algorithm create(Learner learner, long seed);
}
