package ascent.algo;

import ascent.config.Check;
import ascent.config.Configs;
import ascent.config.Help;
import ascent.nn.OptimizerConfig;
import ascent.policy.PolicyConfig;
import ascent.rollout.NormalizationConfig;
import java.util.List;

/// The settings of [OneStepActorCritic].
public record OneStepActorCriticConfig(
    @Help("discount factor γ") float gamma,
    @Help("step size, a schedule of training progress") Schedule learningRate,
    @Help("coefficient of the entropy bonus; a schedule") Schedule entCoef,
    @Help("coefficient of the value loss, the plain mean square (no ½)") float vfCoef,
    @Help("the gradient's norm is clipped to this; inf is off") float maxGradNorm,
    OptimizerConfig optimizerConfig,
    NormalizationConfig normalization,
    PolicyConfig policy)
    implements AlgorithmConfig {

  /// Two hidden layers of 64 that actor and critic share.
  public static final OneStepActorCriticConfig DEFAULT =
      new OneStepActorCriticConfig(
          0.99f,
          Schedule.linear(1e-3f, 0),
          Schedule.constant(0.05f),
          0.5f,
          0.5f,
          OptimizerConfig.DEFAULT,
          NormalizationConfig.DEFAULT,
          PolicyConfig.DEFAULT
              .withSharedLayers(List.of(64, 64))
              .withPolicyLayers(List.of())
              .withValueLayers(List.of()));

  public OneStepActorCriticConfig {
    Check.that(gamma >= 0 && gamma <= 1, "gamma", gamma, "in [0, 1]");
    Check.that(
        learningRate.min() >= 0 && Float.isFinite(learningRate.max()),
        "learningRate",
        learningRate,
        "≥ 0 and finite throughout");
    Check.that(
        entCoef.min() >= 0 && Float.isFinite(entCoef.max()),
        "entCoef",
        entCoef,
        "≥ 0 and finite throughout");
    Check.that(vfCoef >= 0 && Float.isFinite(vfCoef), "vfCoef", vfCoef, "≥ 0 and finite");
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

  public OneStepActorCriticConfig withGamma(float value) {
    return Configs.replace(this, "gamma", value);
  }

  public OneStepActorCriticConfig withLearningRate(Schedule value) {
    return Configs.replace(this, "learningRate", value);
  }

  public OneStepActorCriticConfig withLearningRate(float value) {
    return withLearningRate(Schedule.constant(value));
  }

  public OneStepActorCriticConfig withEntCoef(Schedule value) {
    return Configs.replace(this, "entCoef", value);
  }

  public OneStepActorCriticConfig withEntCoef(float value) {
    return withEntCoef(Schedule.constant(value));
  }

  public OneStepActorCriticConfig withVfCoef(float value) {
    return Configs.replace(this, "vfCoef", value);
  }

  public OneStepActorCriticConfig withMaxGradNorm(float value) {
    return Configs.replace(this, "maxGradNorm", value);
  }

  public OneStepActorCriticConfig withOptimizerConfig(OptimizerConfig value) {
    return Configs.replace(this, "optimizerConfig", value);
  }

  public OneStepActorCriticConfig withNormalization(NormalizationConfig value) {
    return Configs.replace(this, "normalization", value);
  }

  public OneStepActorCriticConfig withPolicy(PolicyConfig value) {
    return Configs.replace(this, "policy", value);
  }
}
