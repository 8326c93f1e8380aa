package ascent.algo;

import ascent.nn.OptimizerConfig;
import ascent.policy.PolicyConfig;
import ascent.rollout.NormalizationConfig;
import java.util.List;

/// The settings of an algorithm; which record it is picks the algorithm.
public sealed interface AlgorithmConfig permits PPOConfig {
  /// The defaults of every algorithm, in the order in which they are listed.
  static List<AlgorithmConfig> all() {
    return List.of(PPOConfig.DEFAULT);
  }

  /// The algorithm's name on the command line.
  String algorithm();

  /// What it is, in a line.
  String description();

  /// The network's shape.
  PolicyConfig policy();

  /// Steps of each environment between two updates.
  int rolloutSteps();

  /// γ, the discount factor.
  float gamma();

  /// The optimiser.
  OptimizerConfig optimizerConfig();

  /// Whether observations and rewards are normalised.
  NormalizationConfig normalization();

  /// Which parameters are stepped together.
  default Learner.Groups groups() {
    return Learner.Groups.ALL;
  }

  /// The algorithm with these settings.
  ///
  /// @param seed of its random streams
  Algorithm create(Learner learner, long seed);
}
