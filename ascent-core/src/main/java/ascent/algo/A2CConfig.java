package ascent.algo;

import ascent.config.Check;
import ascent.config.Help;
import ascent.distribution.DistributionConfig;
import ascent.nn.OptimizerConfig;
import ascent.policy.NetworkConfig;
import ascent.rollout.NormalizationConfig;
import io.soabase.recordbuilder.core.RecordBuilder;

/// The settings of [A2C]. `∞` switches a limit off: `maxGradNorm`.
@RecordBuilder
public record A2CConfig(
    @Help("steps of each environment per rollout; each rollout gives one gradient step")
        int rolloutSteps,
    @Help("discount factor γ") float gamma,
    @Help("λ of generalised advantage estimation: 1 is the n-step return, 0 the one-step TD error")
        float gaeLambda,
    @Help("step size, a schedule of training progress") Schedule learningRate,
    @Help("whether advantages are standardised over the rollout") boolean normalizeAdvantage,
    @Help("coefficient of the entropy bonus; a schedule") Schedule entCoef,
    @Help("coefficient of the value loss, a mean square without ½; a schedule") Schedule vfCoef,
    @Help("the gradient's norm is clipped to this; inf is off") float maxGradNorm,
    OptimizerConfig optimizer,
    NetworkConfig network,
    DistributionConfig distribution,
    NormalizationConfig normalization)
    implements AlgorithmConfig, A2CConfigBuilder.With {

  /// Stable-Baselines3's defaults.
  public static final A2CConfig DEFAULT =
      new A2CConfig(
          5,
          0.99f,
          1,
          Schedule.constant(7e-4f),
          false,
          Schedule.constant(0),
          Schedule.constant(0.5f),
          0.5f,
          OptimizerConfig.DEFAULT.withOptimizer(OptimizerConfig.Kind.RMSPROP),
          NetworkConfig.DEFAULT,
          DistributionConfig.DEFAULT,
          NormalizationConfig.DEFAULT);

  public A2CConfig {
    Check.that(rolloutSteps >= 1, "rolloutSteps", rolloutSteps, "at least 1");
    Check.that(gamma >= 0 && gamma <= 1, "gamma", gamma, "in [0, 1]");
    Check.that(gaeLambda >= 0 && gaeLambda <= 1, "gaeLambda", gaeLambda, "in [0, 1]");
    Schedule.requireFinite("learningRate", learningRate);
    Schedule.requireFinite("entCoef", entCoef);
    Schedule.requireFinite("vfCoef", vfCoef);
    Check.that(maxGradNorm > 0, "maxGradNorm", maxGradNorm, "> 0 (inf is off)");
  }

  @Override
  public String algorithm() {
    return "a2c";
  }

  @Override
  public String description() {
    return "Advantage Actor-Critic (Mnih et al. 2016, synchronous)";
  }

  @Override
  public Algorithm create(Learner learner, long seed) {
    return new A2C(this, learner);
  }

  public A2CConfig withLearningRate(float value) {
    return withLearningRate(Schedule.constant(value));
  }

  public A2CConfig withEntCoef(float value) {
    return withEntCoef(Schedule.constant(value));
  }

  public A2CConfig withVfCoef(float value) {
    return withVfCoef(Schedule.constant(value));
  }
}
