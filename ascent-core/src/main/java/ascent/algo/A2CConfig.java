package ascent.algo;

import ascent.config.Check;
import ascent.config.Configs;
import ascent.config.Help;
import ascent.nn.OptimizerConfig;
import ascent.policy.PolicyConfig;
import ascent.rollout.NormalizationConfig;

/// The settings of [A2C]. `∞` switches a limit off: `maxGradNorm`.
public record A2CConfig(
    @Help("steps of each environment per rollout, which is one gradient step") int rolloutSteps,
    @Help("discount factor γ") float gamma,
    @Help("λ of generalised advantage estimation: 1 is the n-step return, 0 the one-step TD error")
        float gaeLambda,
    @Help("step size, a schedule of training progress") Schedule learningRate,
    @Help("whether advantages are shifted and scaled to mean 0 and deviation 1 over the rollout")
        boolean normalizeAdvantage,
    @Help("coefficient of the entropy bonus; a schedule") Schedule entCoef,
    @Help("coefficient of the value loss, the plain mean square (no ½); a schedule")
        Schedule vfCoef,
    @Help("the gradient's norm is clipped to this; inf is off") float maxGradNorm,
    OptimizerConfig optimizerConfig,
    PolicyConfig policy,
    NormalizationConfig normalization)
    implements AlgorithmConfig {

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
          PolicyConfig.DEFAULT,
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

  public A2CConfig withRolloutSteps(int value) {
    return Configs.replace(this, "rolloutSteps", value);
  }

  public A2CConfig withGamma(float value) {
    return Configs.replace(this, "gamma", value);
  }

  public A2CConfig withGaeLambda(float value) {
    return Configs.replace(this, "gaeLambda", value);
  }

  public A2CConfig withLearningRate(Schedule value) {
    return Configs.replace(this, "learningRate", value);
  }

  public A2CConfig withLearningRate(float value) {
    return withLearningRate(Schedule.constant(value));
  }

  public A2CConfig withNormalizeAdvantage(boolean value) {
    return Configs.replace(this, "normalizeAdvantage", value);
  }

  public A2CConfig withEntCoef(Schedule value) {
    return Configs.replace(this, "entCoef", value);
  }

  public A2CConfig withEntCoef(float value) {
    return withEntCoef(Schedule.constant(value));
  }

  public A2CConfig withVfCoef(Schedule value) {
    return Configs.replace(this, "vfCoef", value);
  }

  public A2CConfig withVfCoef(float value) {
    return withVfCoef(Schedule.constant(value));
  }

  public A2CConfig withMaxGradNorm(float value) {
    return Configs.replace(this, "maxGradNorm", value);
  }

  public A2CConfig withOptimizerConfig(OptimizerConfig value) {
    return Configs.replace(this, "optimizerConfig", value);
  }

  public A2CConfig withPolicy(PolicyConfig value) {
    return Configs.replace(this, "policy", value);
  }

  public A2CConfig withNormalization(NormalizationConfig value) {
    return Configs.replace(this, "normalization", value);
  }
}
