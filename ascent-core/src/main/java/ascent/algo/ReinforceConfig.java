package ascent.algo;

import ascent.config.Check;
import ascent.config.Help;
import ascent.distribution.DistributionConfig;
import ascent.nn.OptimizerConfig;
import ascent.policy.NetworkConfig;
import ascent.rollout.NormalizationConfig;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Locale;

/// The settings of [Reinforce].
@RecordBuilder
public record ReinforceConfig(
    @Help("whole episodes of each environment per update") int rolloutEpisodes,
    @Help(
            "maximum steps of each environment per update; a longer episode is cut and continues in the next")
        int rolloutSteps,
    @Help("discount factor γ") float gamma,
    @Help("return that weights an action: reward-to-go, or the return of its whole episode")
        ReturnOf returns,
    @Help(
            "baseline subtracted from returns: none, mean-return of the update, moving-average of earlier updates, or a learned value")
        Baseline baseline,
    @Help("decay of the moving average per update") float baselineDecay,
    @Help("where returns are standardised before V is fitted to them: none, episode or batch")
        Standardize standardizeReturns,
    @Help("where returns minus baseline are standardised: none, episode or batch")
        Standardize standardizeAdvantages,
    @Help(
            "whether step t of an episode is weighted by γᵗ, as in the gradient of the discounted return; most implementations leave it out")
        boolean discountWeights,
    @Help("whether a cut episode is bootstrapped with V; false treats a time limit as terminal")
        boolean bootstrap,
    @Help("reduction over the steps of an update: mean, or the sum over each episode")
        Reduction reduction,
    @Help("step size of the policy, a schedule of training progress") Schedule learningRate,
    @Help("step size of the value function; a schedule") Schedule valueLearningRate,
    @Help("coefficient of the entropy bonus; a schedule") Schedule entCoef,
    @Help("coefficient of the value loss, a mean square without ½; a schedule") Schedule vfCoef,
    @Help("the norms of the policy's and the value's gradient are clipped to this; inf is off")
        float maxGradNorm,
    OptimizerConfig optimizer,
    NetworkConfig network,
    DistributionConfig distribution,
    NormalizationConfig normalization)
    implements AlgorithmConfig, ReinforceConfigBuilder.With {

  /// The return that weights an action.
  public enum ReturnOf {
    /// The rewards that follow it.
    REWARD_TO_GO,
    /// All rewards of its episode.
    EPISODE
  }

  /// The baseline that is subtracted from returns.
  public enum Baseline {
    /// Nothing.
    NONE,
    /// The mean over all steps of the update.
    MEAN_RETURN,
    /// The moving average of that mean over the updates before; 0 in the first.
    MOVING_AVERAGE,
    /// A learned V(s).
    VALUE
  }

  /// The samples over which values are standardised to mean 0 and standard deviation 1.
  public enum Standardize {
    /// Not at all.
    NONE,
    /// Over the steps of each episode.
    EPISODE,
    /// Over all steps of the update.
    BATCH
  }

  /// The reduction over the steps of an update.
  public enum Reduction {
    /// The mean over all steps.
    MEAN,
    /// The sum over the steps of an episode, the mean over episodes.
    SUM
  }

  /// A learned baseline, eight episodes an update, standardised advantages.
  public static final ReinforceConfig DEFAULT =
      new ReinforceConfig(
          8,
          16_384,
          0.99f,
          ReturnOf.REWARD_TO_GO,
          Baseline.VALUE,
          0.9f,
          Standardize.NONE,
          Standardize.BATCH,
          false,
          true,
          Reduction.MEAN,
          Schedule.constant(1e-3f),
          Schedule.constant(1e-3f),
          Schedule.constant(0),
          Schedule.constant(0.5f),
          Float.POSITIVE_INFINITY,
          OptimizerConfig.DEFAULT,
          NetworkConfig.DEFAULT,
          DistributionConfig.DEFAULT,
          NormalizationConfig.DEFAULT);

  public ReinforceConfig {
    Check.that(rolloutEpisodes >= 1, "rolloutEpisodes", rolloutEpisodes, "at least 1");
    Check.that(rolloutSteps >= 1, "rolloutSteps", rolloutSteps, "at least 1");
    Check.that(gamma >= 0 && gamma <= 1, "gamma", gamma, "in [0, 1]");
    Check.that(
        baselineDecay >= 0 && baselineDecay < 1, "baselineDecay", baselineDecay, "in [0, 1)");
    Check.that(
        standardizeReturns == Standardize.NONE || baseline != Baseline.VALUE || !bootstrap,
        "standardizeReturns",
        standardizeReturns.name().toLowerCase(Locale.ROOT),
        "none if V bootstraps returns, because V would have another scale. Maybe bootstrap should be false");
    Schedule.requireFinite("learningRate", learningRate);
    Schedule.requireFinite("valueLearningRate", valueLearningRate);
    Schedule.requireFinite("entCoef", entCoef);
    Schedule.requireFinite("vfCoef", vfCoef);
    Check.that(maxGradNorm > 0, "maxGradNorm", maxGradNorm, "> 0 (inf is off)");
  }

  @Override
  public String algorithm() {
    return "reinforce";
  }

  @Override
  public String description() {
    return "REINFORCE, with or without a baseline (Williams 1992)";
  }

  @Override
  public boolean learnsValue() {
    return baseline == Baseline.VALUE;
  }

  @Override
  public Learner.Groups groups() {
    return learnsValue() ? Learner.Groups.POLICY_AND_VALUE : Learner.Groups.ALL;
  }

  @Override
  public Algorithm create(Learner learner, long seed) {
    return new Reinforce(this, learner);
  }

  public ReinforceConfig withLearningRate(float value) {
    return withLearningRate(Schedule.constant(value));
  }

  public ReinforceConfig withValueLearningRate(float value) {
    return withValueLearningRate(Schedule.constant(value));
  }

  public ReinforceConfig withEntCoef(float value) {
    return withEntCoef(Schedule.constant(value));
  }

  public ReinforceConfig withVfCoef(float value) {
    return withVfCoef(Schedule.constant(value));
  }
}
