package ascent.algo;

import ascent.nn.OptimizerConfig;
import ascent.policy.PolicyConfig;
import java.util.List;

/// The settings of an algorithm; which record it is picks the algorithm.
public sealed interface AlgorithmConfig
    permits ReinforceConfig, LinearSoftmaxConfig, OneStepActorCriticConfig, PPOConfig {
  /// The defaults of every algorithm, in the order in which they are listed.
  static List<AlgorithmConfig> all() {
    return List.of(
        ReinforceConfig.DEFAULT,
        LinearSoftmaxConfig.DEFAULT,
        OneStepActorCriticConfig.DEFAULT,
        PPOConfig.DEFAULT);
  }

  /// The algorithm's name on the command line.
  String algorithm();

  /// What it is, in a line.
  String description();

  /// The network's shape.
  PolicyConfig policy();

  /// Steps of each environment between two updates, at most.
  int rolloutSteps();

  /// Episodes of each environment between two updates, if they end before its steps are used up; no
  /// limit where a rollout does not care for episodes.
  default int rolloutEpisodes() {
    return Integer.MAX_VALUE;
  }

  /// Whether a value function is learned. Without one there is no critic, and V = 0.
  default boolean learnsValue() {
    return true;
  }

  /// γ, the discount factor.
  float gamma();

  /// The optimiser.
  OptimizerConfig optimizerConfig();

  /// Which parameters are stepped together.
  default Learner.Groups groups() {
    return Learner.Groups.ALL;
  }

  /// The algorithm with these settings.
  ///
  /// @param seed of its random streams
  Algorithm create(Learner learner, long seed);
}
