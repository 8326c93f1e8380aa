package ascent.algo;

import ascent.config.Check;
import ascent.config.Configs;
import ascent.config.Help;
import ascent.nn.OptimizerConfig;
import ascent.policy.PolicyConfig;

/// The settings of [BehaviorCloning]. `∞` switches a limit off: `maxGradNorm`.
public record BehaviorCloningConfig(
    @Help("passes over the demonstrations") int epochs,
    @Help("samples per minibatch; the last one of an epoch may be smaller") int batchSize,
    @Help("share of the samples that is not learned from but judged by; 0 is none") float heldOut,
    @Help("step size, a schedule of the share of epochs that are over") Schedule learningRate,
    @Help("coefficient of the entropy bonus; a schedule") Schedule entCoef,
    @Help("coefficient of the value loss, where demonstrations come with returns; a schedule")
        Schedule vfCoef,
    @Help("the gradient's norm is clipped to this; inf is off") float maxGradNorm,
    OptimizerConfig optimizerConfig,
    PolicyConfig policy)
    implements LearnerConfig {

  /// Ten epochs of Adam.
  public static final BehaviorCloningConfig DEFAULT =
      new BehaviorCloningConfig(
          10,
          64,
          0.1f,
          Schedule.constant(1e-3f),
          Schedule.constant(0),
          Schedule.constant(0.5f),
          Float.POSITIVE_INFINITY,
          OptimizerConfig.DEFAULT,
          PolicyConfig.DEFAULT);

  public BehaviorCloningConfig {
    Check.that(epochs >= 1, "epochs", epochs, "at least 1");
    Check.that(batchSize >= 1, "batchSize", batchSize, "at least 1");
    Check.that(heldOut >= 0 && heldOut < 1, "heldOut", heldOut, "in [0, 1)");
    Schedule.requireFinite("learningRate", learningRate);
    Schedule.requireFinite("entCoef", entCoef);
    Schedule.requireFinite("vfCoef", vfCoef);
    Check.that(maxGradNorm > 0, "maxGradNorm", maxGradNorm, "> 0 (inf is off)");
  }

  @Override
  public String algorithm() {
    return "behavior-cloning";
  }

  @Override
  public String description() {
    return "Behaviour cloning (Pomerleau 1991): supervised learning of demonstrated actions";
  }

  public BehaviorCloningConfig withEpochs(int value) {
    return Configs.replace(this, "epochs", value);
  }

  public BehaviorCloningConfig withBatchSize(int value) {
    return Configs.replace(this, "batchSize", value);
  }

  public BehaviorCloningConfig withHeldOut(float value) {
    return Configs.replace(this, "heldOut", value);
  }

  public BehaviorCloningConfig withLearningRate(Schedule value) {
    return Configs.replace(this, "learningRate", value);
  }

  public BehaviorCloningConfig withLearningRate(float value) {
    return withLearningRate(Schedule.constant(value));
  }

  public BehaviorCloningConfig withEntCoef(Schedule value) {
    return Configs.replace(this, "entCoef", value);
  }

  public BehaviorCloningConfig withEntCoef(float value) {
    return withEntCoef(Schedule.constant(value));
  }

  public BehaviorCloningConfig withVfCoef(Schedule value) {
    return Configs.replace(this, "vfCoef", value);
  }

  public BehaviorCloningConfig withVfCoef(float value) {
    return withVfCoef(Schedule.constant(value));
  }

  public BehaviorCloningConfig withMaxGradNorm(float value) {
    return Configs.replace(this, "maxGradNorm", value);
  }

  public BehaviorCloningConfig withOptimizerConfig(OptimizerConfig value) {
    return Configs.replace(this, "optimizerConfig", value);
  }

  public BehaviorCloningConfig withPolicy(PolicyConfig value) {
    return Configs.replace(this, "policy", value);
  }
}
