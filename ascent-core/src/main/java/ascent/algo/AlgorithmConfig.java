package ascent.algo;

import ascent.rollout.NormalizationConfig;
import java.util.List;

/// The settings of an algorithm that learns from an environment; which record it is picks the
/// algorithm.
public sealed interface AlgorithmConfig extends LearnerConfig
    permits ReinforceConfig,
        LinearSoftmaxConfig,
        OneStepActorCriticConfig,
        A2CConfig,
        PPOConfig,
        TRPOConfig {
  /// The defaults of every algorithm, in the order in which they are listed.
  static List<AlgorithmConfig> all() {
    return List.of(
        ReinforceConfig.DEFAULT,
        LinearSoftmaxConfig.DEFAULT,
        OneStepActorCriticConfig.DEFAULT,
        A2CConfig.DEFAULT,
        PPOConfig.DEFAULT,
        TRPOConfig.DEFAULT);
  }

  /// Steps of each environment between two updates, at most.
  int rolloutSteps();

  /// Episodes of each environment between two updates, if they end before its steps are used up; no
  /// limit where a rollout does not care for episodes.
  default int rolloutEpisodes() {
    return Integer.MAX_VALUE;
  }

  /// γ, the discount factor.
  float gamma();

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
