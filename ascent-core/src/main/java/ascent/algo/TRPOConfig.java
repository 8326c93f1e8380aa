package ascent.algo;

import ascent.config.Check;
import ascent.config.Help;
import ascent.distribution.DistributionConfig;
import ascent.nn.OptimizerConfig;
import ascent.policy.KlDirection;
import ascent.policy.NetworkConfig;
import ascent.rollout.NormalizationConfig;
import io.soabase.recordbuilder.core.RecordBuilder;

/// The settings of [TRPO]. `lineSearchMaxIter` = 0 makes it the natural policy gradient.
@RecordBuilder
public record TRPOConfig(
    @Help("steps of each environment per rollout") int rolloutSteps,
    @Help("samples per minibatch of the value function; the last one of an epoch may be smaller")
        int batchSize,
    @Help("discount factor γ") float gamma,
    @Help("λ of generalised advantage estimation: 0 is the one-step TD error, 1 Monte Carlo")
        float gaeLambda,
    @Help("step size of the value function, a schedule of training progress") Schedule learningRate,
    @Help("passes of the value function over each rollout") int criticUpdates,
    @Help("whether advantages are standardised") boolean normalizeAdvantage,
    @Help("δ, the maximum mean KL divergence of a step; a schedule") Schedule targetKl,
    @Help("which KL divergence limits the step: new-old, KL(π_new ‖ π_old), or old-new")
        KlDirection klDirection,
    @Help("maximum iterations of conjugate gradients, each with one Fisher–vector product")
        int cgMaxSteps,
    @Help("added to the diagonal of the Fisher matrix") float cgDamping,
    @Help("maximum lengths that the line search tries; 0 takes the full step without a search")
        int lineSearchMaxIter,
    @Help("a rejected length is multiplied by this factor") float lineSearchShrinkingFactor,
    @Help("use only every k-th (shuffled) sample for the policy step; 1 uses all")
        int subSamplingFactor,
    OptimizerConfig optimizer,
    NetworkConfig network,
    DistributionConfig distribution,
    NormalizationConfig normalization)
    implements AlgorithmConfig, TRPOConfigBuilder.With {

  /// sb3-contrib's defaults.
  public static final TRPOConfig DEFAULT =
      new TRPOConfig(
          2048,
          128,
          0.99f,
          0.95f,
          Schedule.constant(1e-3f),
          10,
          true,
          Schedule.constant(0.01f),
          KlDirection.NEW_OLD,
          15,
          0.1f,
          10,
          0.8f,
          1,
          OptimizerConfig.DEFAULT,
          NetworkConfig.DEFAULT,
          DistributionConfig.DEFAULT,
          NormalizationConfig.DEFAULT);

  public TRPOConfig {
    Check.that(rolloutSteps >= 1, "rolloutSteps", rolloutSteps, "at least 1");
    Check.that(batchSize >= 1, "batchSize", batchSize, "at least 1");
    Check.that(gamma >= 0 && gamma <= 1, "gamma", gamma, "in [0, 1]");
    Check.that(gaeLambda >= 0 && gaeLambda <= 1, "gaeLambda", gaeLambda, "in [0, 1]");
    Schedule.requireFinite("learningRate", learningRate);
    Check.that(criticUpdates >= 0, "criticUpdates", criticUpdates, "at least 0");
    Schedule.requireFinite("targetKl", targetKl);
    Check.that(cgMaxSteps >= 1, "cgMaxSteps", cgMaxSteps, "at least 1");
    Check.that(
        cgDamping >= 0 && Float.isFinite(cgDamping), "cgDamping", cgDamping, "≥ 0 and finite");
    Check.that(
        lineSearchMaxIter >= 0,
        "lineSearchMaxIter",
        lineSearchMaxIter,
        "at least 0 (0 takes the full step)");
    Check.that(
        lineSearchShrinkingFactor > 0 && lineSearchShrinkingFactor < 1,
        "lineSearchShrinkingFactor",
        lineSearchShrinkingFactor,
        "in (0, 1)");
    Check.that(subSamplingFactor >= 1, "subSamplingFactor", subSamplingFactor, "at least 1");
  }

  @Override
  public String algorithm() {
    return "trpo";
  }

  @Override
  public String description() {
    return "Trust Region Policy Optimization (Schulman et al. 2015)";
  }

  /// The optimiser steps only the value function.
  @Override
  public Learner.Groups groups() {
    return Learner.Groups.VALUE;
  }

  @Override
  public Algorithm create(Learner learner, long seed) {
    return new TRPO(this, learner, seed);
  }

  public TRPOConfig withLearningRate(float value) {
    return withLearningRate(Schedule.constant(value));
  }

  public TRPOConfig withTargetKl(float value) {
    return withTargetKl(Schedule.constant(value));
  }
}
