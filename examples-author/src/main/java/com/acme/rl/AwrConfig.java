package com.acme.rl;

import ascent.algo.Algorithm;
import ascent.algo.AlgorithmConfig;
import ascent.algo.Learner;
import ascent.algo.Schedule;
import ascent.config.Check;
import ascent.config.Help;
import ascent.policy.NetworkConfig;
import ascent.rollout.NormalizationConfig;

/// The settings of [Awr].
public record AwrConfig(
    @Help("steps of each environment per rollout") int rolloutSteps,
    @Help("samples per minibatch; the last one of an epoch may be smaller") int batchSize,
    @Help("passes over each rollout") int epochs,
    @Help("discount factor γ") float gamma,
    @Help("λ of the λ-return that the value function is fitted to") float gaeLambda,
    @Help("step size; a schedule") Schedule learningRate,
    @Help("β: an advantage of β deviations weighs e times as much as one of 0") float beta,
    @Help("ω: the largest weight of a sample; inf is off") float maxWeight,
    @Help("coefficient of the value loss") float vfCoef,
    @Help("the gradient's norm is clipped to this; inf is off") float maxGradNorm,
    MomentumConfig optimizer,
    NetworkConfig network,
    NormalizationConfig normalization)
    implements AlgorithmConfig {

  /// Tried on CartPole-v1 only.
  public static final AwrConfig DEFAULT =
      new AwrConfig(
          128,
          64,
          4,
          0.99f,
          0.95f,
          Schedule.constant(0.02f),
          1,
          20,
          0.5f,
          0.5f,
          new MomentumConfig(0.9f),
          NetworkConfig.DEFAULT,
          NormalizationConfig.DEFAULT);

  public AwrConfig {
    Check.that(rolloutSteps >= 1, "rolloutSteps", rolloutSteps, "at least 1");
    Check.that(batchSize >= 1, "batchSize", batchSize, "at least 1");
    Check.that(epochs >= 1, "epochs", epochs, "at least 1");
    Check.that(gamma >= 0 && gamma <= 1, "gamma", gamma, "in [0, 1]");
    Check.that(gaeLambda >= 0 && gaeLambda <= 1, "gaeLambda", gaeLambda, "in [0, 1]");
    Schedule.requireFinite("learningRate", learningRate);
    Check.that(beta > 0 && Float.isFinite(beta), "beta", beta, "> 0 and finite");
    Check.that(maxWeight > 0, "maxWeight", maxWeight, "> 0 (inf is off)");
    Check.that(vfCoef >= 0 && Float.isFinite(vfCoef), "vfCoef", vfCoef, "≥ 0 and finite");
    Check.that(maxGradNorm > 0, "maxGradNorm", maxGradNorm, "> 0 (inf is off)");
  }

  @Override
  public String algorithm() {
    return "awr";
  }

  @Override
  public String description() {
    return "Advantage-weighted regression (Peng et al. 2019), on-policy";
  }

  @Override
  public Algorithm create(Learner learner, long seed) {
    return new Awr(this, learner, seed);
  }
}
