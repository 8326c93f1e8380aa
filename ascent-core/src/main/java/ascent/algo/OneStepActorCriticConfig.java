package ascent.algo;

import ascent.distribution.DistributionConfig;
import ascent.nn.OptimizerConfig;
import ascent.policy.NetworkConfig;
import ascent.rollout.NormalizationConfig;
import java.util.List;

/// One-step actor-critic (Sutton & Barto 2018, section 13.5): [A2C] with rollouts of one step and λ
/// = 0, with its own name and defaults.
///
/// @param a2c A2C's settings
public record OneStepActorCriticConfig(A2CConfig a2c) implements AlgorithmConfig {

  /// Two hidden layers of 64 that actor and critic share.
  public static final OneStepActorCriticConfig DEFAULT =
      new OneStepActorCriticConfig(
          A2CConfig.DEFAULT
              .withRolloutSteps(1)
              .withGaeLambda(0)
              .withLearningRate(Schedule.linear(1e-3f, 0))
              .withEntCoef(0.05f)
              .withOptimizer(OptimizerConfig.DEFAULT)
              .withNetwork(
                  NetworkConfig.DEFAULT
                      .withSharedLayers(List.of(64, 64))
                      .withPolicyLayers(List.of())
                      .withValueLayers(List.of())));

  @Override
  public String algorithm() {
    return "actor-critic";
  }

  @Override
  public String description() {
    return "One-step actor-critic (Sutton & Barto 2018, section 13.5): A2C with T = 1 and λ = 0";
  }

  @Override
  public int rolloutSteps() {
    return a2c.rolloutSteps();
  }

  @Override
  public float gamma() {
    return a2c.gamma();
  }

  @Override
  public Schedule learningRate() {
    return a2c.learningRate();
  }

  @Override
  public OptimizerConfig optimizer() {
    return a2c.optimizer();
  }

  @Override
  public NetworkConfig network() {
    return a2c.network();
  }

  @Override
  public DistributionConfig distribution() {
    return a2c.distribution();
  }

  @Override
  public NormalizationConfig normalization() {
    return a2c.normalization();
  }

  @Override
  public Algorithm create(Learner learner, long seed) {
    return a2c.create(learner, seed);
  }
}
