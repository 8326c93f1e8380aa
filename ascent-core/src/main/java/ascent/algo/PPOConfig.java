package ascent.algo;

import ascent.config.Check;
import ascent.config.Help;
import ascent.distribution.DistributionConfig;
import ascent.nn.OptimizerConfig;
import ascent.policy.NetworkConfig;
import ascent.rollout.NormalizationConfig;
import io.soabase.recordbuilder.core.RecordBuilder;

/// The settings of [PPO]. `∞` switches a limit off: clip ranges, `maxGradNorm`, `targetKl`,
/// `desiredKl`.
@RecordBuilder
public record PPOConfig(
    @Help("steps of each environment per rollout") int rolloutSteps,
    @Help("samples per minibatch; the last one of an epoch may be smaller") int batchSize,
    @Help("passes over each rollout") int epochs,
    @Help("discount factor γ") float gamma,
    @Help("λ of generalised advantage estimation: 0 is the one-step TD error, 1 Monte Carlo")
        float gaeLambda,
    @Help("step size, a schedule of training progress") Schedule learningRate,
    @Help("ε: the probability ratio is clipped to [1 − ε, 1 + ε]; a schedule; inf is off")
        Schedule clipRange,
    @Help(
            "maximum change of the value per rollout, per epoch with recomputeAdvantages; a schedule; inf is off")
        Schedule clipRangeVf,
    @Help("where advantages are normalised: minibatch, rollout or none")
        AdvantageNormalization normalizeAdvantage,
    @Help("coefficient of the entropy bonus; a schedule") Schedule entCoef,
    @Help("coefficient of the value loss, a mean square without ½; a schedule") Schedule vfCoef,
    @Help("the gradient's norm is clipped to this; inf is off") float maxGradNorm,
    @Help("an update stops before a minibatch step once approx_kl exceeds 1.5 × this; inf is off")
        float targetKl,
    @Help(
            "adapts the learning rate before each minibatch step: divided by 1.5 if approx_kl exceeds 2 × this, multiplied by 1.5 if below half of this, within [1e-5, 0.01]; inf is off")
        float desiredKl,
    @Help("whether values, advantages and returns are recomputed before each epoch after the first")
        boolean recomputeAdvantages,
    OptimizerConfig optimizer,
    NetworkConfig network,
    DistributionConfig distribution,
    NormalizationConfig normalization)
    implements AlgorithmConfig, PPOConfigBuilder.With {

  /// Stable-Baselines3's defaults.
  public static final PPOConfig DEFAULT =
      new PPOConfig(
          2048,
          64,
          10,
          0.99f,
          0.95f,
          Schedule.constant(3e-4f),
          Schedule.constant(0.2f),
          Schedule.constant(Float.POSITIVE_INFINITY),
          AdvantageNormalization.MINIBATCH,
          Schedule.constant(0),
          Schedule.constant(0.5f),
          0.5f,
          Float.POSITIVE_INFINITY,
          Float.POSITIVE_INFINITY,
          false,
          OptimizerConfig.DEFAULT,
          NetworkConfig.DEFAULT,
          DistributionConfig.DEFAULT,
          NormalizationConfig.DEFAULT);

  public PPOConfig {
    Check.that(rolloutSteps >= 1, "rolloutSteps", rolloutSteps, "at least 1");
    Check.that(batchSize >= 1, "batchSize", batchSize, "at least 1");
    Check.that(epochs >= 1, "epochs", epochs, "at least 1");
    Check.that(gamma >= 0 && gamma <= 1, "gamma", gamma, "in [0, 1]");
    Check.that(gaeLambda >= 0 && gaeLambda <= 1, "gaeLambda", gaeLambda, "in [0, 1]");
    Schedule.requireFinite("learningRate", learningRate);
    Check.that(clipRange.min() >= 0, "clipRange", clipRange, "≥ 0 throughout (inf is off)");
    Check.that(clipRangeVf.min() >= 0, "clipRangeVf", clipRangeVf, "≥ 0 throughout (inf is off)");
    Schedule.requireFinite("entCoef", entCoef);
    Schedule.requireFinite("vfCoef", vfCoef);
    Check.that(maxGradNorm > 0, "maxGradNorm", maxGradNorm, "> 0 (inf is off)");
    Check.that(targetKl > 0, "targetKl", targetKl, "> 0 (inf is off)");
    Check.that(desiredKl > 0, "desiredKl", desiredKl, "> 0 (inf is off)");
    Check.that(
        desiredKl == Float.POSITIVE_INFINITY || learningRate instanceof Schedule.Constant,
        "learningRate",
        learningRate,
        "a constant with desiredKl, which adapts it from there");
  }

  @Override
  public String algorithm() {
    return "ppo";
  }

  @Override
  public String description() {
    return "Proximal Policy Optimization (Schulman et al. 2017)";
  }

  @Override
  public Algorithm create(Learner learner, long seed) {
    return new PPO(this, learner, seed);
  }

  public PPOConfig withLearningRate(float value) {
    return withLearningRate(Schedule.constant(value));
  }

  public PPOConfig withClipRange(float value) {
    return withClipRange(Schedule.constant(value));
  }

  public PPOConfig withClipRangeVf(float value) {
    return withClipRangeVf(Schedule.constant(value));
  }

  public PPOConfig withEntCoef(float value) {
    return withEntCoef(Schedule.constant(value));
  }

  public PPOConfig withVfCoef(float value) {
    return withVfCoef(Schedule.constant(value));
  }
}
