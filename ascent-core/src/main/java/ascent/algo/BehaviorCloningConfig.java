package ascent.algo;

import ascent.config.Check;
import ascent.config.Help;
import ascent.distribution.DistributionConfig;
import ascent.nn.OptimizerConfig;
import ascent.policy.NetworkConfig;
import io.soabase.recordbuilder.core.RecordBuilder;

/// The settings of [BehaviorCloning]. `∞` switches a limit off: `maxGradNorm`.
@RecordBuilder
public record BehaviorCloningConfig(
    @Help("passes over the demonstrations") int epochs,
    @Help("samples per minibatch; the last one of an epoch may be smaller") int batchSize,
    @Help("share of the samples held out for evaluation; 0 is none") float heldOut,
    @Help("step size, a schedule of the share of completed epochs") Schedule learningRate,
    @Help("coefficient of the entropy bonus; a schedule") Schedule entCoef,
    @Help("coefficient of the value loss, if demonstrations have returns; a schedule")
        Schedule vfCoef,
    @Help("the gradient's norm is clipped to this; inf is off") float maxGradNorm,
    OptimizerConfig optimizer,
    NetworkConfig network,
    DistributionConfig distribution)
    implements LearnerConfig, BehaviorCloningConfigBuilder.With {

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
          NetworkConfig.DEFAULT,
          DistributionConfig.DEFAULT);

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

  public BehaviorCloningConfig withLearningRate(float value) {
    return withLearningRate(Schedule.constant(value));
  }

  public BehaviorCloningConfig withEntCoef(float value) {
    return withEntCoef(Schedule.constant(value));
  }

  public BehaviorCloningConfig withVfCoef(float value) {
    return withVfCoef(Schedule.constant(value));
  }
}
