package ascent.algo;

import ascent.config.Check;
import ascent.config.Help;
import ascent.distribution.DistributionConfig;
import ascent.nn.OptimizerConfig;
import ascent.policy.NetworkConfig;
import ascent.rollout.NormalizationConfig;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;

/// The settings of [OneStepActorCritic].
@RecordBuilder
public record OneStepActorCriticConfig(
    @Help("discount factor γ") float gamma,
    @Help("step size, a schedule of training progress") Schedule learningRate,
    @Help("coefficient of the entropy bonus; a schedule") Schedule entCoef,
    @Help("coefficient of the value loss, the plain mean square (no ½); a schedule")
        Schedule vfCoef,
    @Help("the gradient's norm is clipped to this; inf is off") float maxGradNorm,
    OptimizerConfig optimizer,
    NetworkConfig network,
    DistributionConfig distribution,
    NormalizationConfig normalization)
    implements AlgorithmConfig, OneStepActorCriticConfigBuilder.With {

  /// Two hidden layers of 64 that actor and critic share.
  public static final OneStepActorCriticConfig DEFAULT =
      new OneStepActorCriticConfig(
          0.99f,
          Schedule.linear(1e-3f, 0),
          Schedule.constant(0.05f),
          Schedule.constant(0.5f),
          0.5f,
          OptimizerConfig.DEFAULT,
          NetworkConfig.DEFAULT
              .withSharedLayers(List.of(64, 64))
              .withPolicyLayers(List.of())
              .withValueLayers(List.of()),
          DistributionConfig.DEFAULT,
          NormalizationConfig.DEFAULT);

  public OneStepActorCriticConfig {
    Check.that(gamma >= 0 && gamma <= 1, "gamma", gamma, "in [0, 1]");
    Schedule.requireFinite("learningRate", learningRate);
    Schedule.requireFinite("entCoef", entCoef);
    Schedule.requireFinite("vfCoef", vfCoef);
    Check.that(maxGradNorm > 0, "maxGradNorm", maxGradNorm, "> 0 (inf is off)");
  }

  @Override
  public String algorithm() {
    return "actor-critic";
  }

  @Override
  public String description() {
    return "One-step actor-critic (Sutton & Barto 2018, section 13.5)";
  }

  @Override
  public int rolloutSteps() {
    return 1;
  }

  @Override
  public Algorithm create(Learner learner, long seed) {
    return new OneStepActorCritic(this, learner);
  }

  public OneStepActorCriticConfig withLearningRate(float value) {
    return withLearningRate(Schedule.constant(value));
  }

  public OneStepActorCriticConfig withEntCoef(float value) {
    return withEntCoef(Schedule.constant(value));
  }

  public OneStepActorCriticConfig withVfCoef(float value) {
    return withVfCoef(Schedule.constant(value));
  }
}
