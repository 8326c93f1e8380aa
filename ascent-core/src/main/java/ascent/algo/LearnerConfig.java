package ascent.algo;

import ascent.distribution.DistributionConfig;
import ascent.nn.OptimizerConfig;
import ascent.policy.NetworkConfig;
import java.util.ArrayList;
import java.util.List;

/// The settings by which parameters are learned, from an environment ([AlgorithmConfig]) or from
/// demonstrations ([BehaviorCloningConfig]).
public sealed interface LearnerConfig permits AlgorithmConfig, BehaviorCloningConfig {
  /// All defaults.
  static List<LearnerConfig> all() {
    List<LearnerConfig> all = new ArrayList<>(AlgorithmConfig.all());
    all.add(BehaviorCloningConfig.DEFAULT);
    return List.copyOf(all);
  }

  /// The algorithm's name on the command line.
  String algorithm();

  /// What it is, in a line.
  String description();

  /// The shape of the networks.
  NetworkConfig network();

  /// What actions are drawn from.
  DistributionConfig distribution();

  /// Whether a value function is learned, or at least there to be learned later. Without one there
  /// is no critic, and V = 0.
  default boolean learnsValue() {
    return true;
  }

  /// The step size.
  Schedule learningRate();

  /// The optimiser.
  OptimizerConfig optimizer();
}
