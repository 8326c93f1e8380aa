package ascent.algo;

import java.util.List;

/// The settings of an algorithm that learns from an environment; which record it is picks the
/// algorithm.
public sealed interface AlgorithmConfig extends LearnerConfig permits A2CConfig, PPOConfig {
  /// The defaults of every algorithm, in the order in which they are listed.
  static List<AlgorithmConfig> all() {
    return List.of(A2CConfig.DEFAULT, PPOConfig.DEFAULT);
  }

  /// Steps of each environment between two updates.
  int rolloutSteps();

  /// γ, the discount factor.
  float gamma();

  /// Which parameters are stepped together.
  default Learner.Groups groups() {
    return Learner.Groups.ALL;
  }

  /// The algorithm with these settings.
  ///
  /// @param seed of its random streams
  Algorithm create(Learner learner, long seed);
}
