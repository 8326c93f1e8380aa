package ascent.algo;

import ascent.nn.OptimizerConfig;
import ascent.policy.PolicyConfig;
import ascent.rollout.NormalizationConfig;
import java.util.List;

/// One-step actor-critic (Sutton & Barto 2018, section 13.5): [A2C] with rollouts of one step and λ
/// = 0, under a name and with defaults of its own.
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
              .withOptimizerConfig(OptimizerConfig.DEFAULT)
              .withPolicy(
                  PolicyConfig.DEFAULT
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
  public OptimizerConfig optimizerConfig() {
    return a2c.optimizerConfig();
  }

  @Override
  public PolicyConfig policy() {
    return a2c.policy();
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
