package ascent.algo;

import ascent.distribution.DistributionConfig;
import ascent.nn.OptimizerFactory;
import ascent.policy.NetworkConfig;

/// The settings of a learning algorithm, which learns from an environment ([AlgorithmConfig]) or
/// from demonstrations ([BehaviorCloningConfig]).
///
/// Implementations are records; you may write your own. Each component is one setting, or a record
/// of settings; [ascent.config.Configs] lists the types that a setting may have. `--set`, help
/// texts, JSON and saved models are derived from the components; [ascent.config.Help] describes
/// one. The compact constructor checks them. A record without withers is changed by
/// [ascent.config.Configs#with]. To be found by name, on the command line or in a saved model, a
/// record is offered by an [AlgorithmProvider].
public interface LearnerConfig {
  /// The algorithm's name, on the command line and in saved models.
  String algorithm();

  /// One line about the algorithm, with its source.
  String description();

  /// The shape of the networks.
  NetworkConfig network();

  /// What actions are drawn from.
  default DistributionConfig distribution() {
    return DistributionConfig.DEFAULT;
  }

  /// Whether [#network] follows from the algorithm and cannot be set.
  default boolean fixedNetwork() {
    return false;
  }

  /// Whether there is a value function. Without one there is no critic, and V = 0.
  default boolean learnsValue() {
    return true;
  }

  /// The step size.
  Schedule learningRate();

  /// The optimiser.
  OptimizerFactory optimizer();
}
