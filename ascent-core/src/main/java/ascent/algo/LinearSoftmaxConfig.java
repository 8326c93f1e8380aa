package ascent.algo;

import ascent.config.Check;
import ascent.config.Help;
import ascent.distribution.DistributionConfig;
import ascent.nn.Init;
import ascent.nn.OptimizerConfig;
import ascent.policy.NetworkConfig;
import ascent.rollout.NormalizationConfig;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;

/// The settings of [LinearSoftmax].
@RecordBuilder
public record LinearSoftmaxConfig(
    @Help("maximum steps of an episode per update; a longer one is cut and continues in the next")
        int rolloutSteps,
    @Help("discount factor γ") float gamma,
    @Help("step size α, a schedule of training progress") Schedule learningRate,
    @Help("temperature of the softmax: θ·φ is divided by it") float temperature,
    @Help("what is standardised over an episode: none, rewards or returns") Standardize standardize)
    implements AlgorithmConfig, LinearSoftmaxConfigBuilder.With {

  /// What is standardised to mean 0 and standard deviation 1 over an episode.
  public enum Standardize {
    /// Nothing.
    NONE,
    /// Its rewards, before they are discounted and summed.
    REWARDS,
    /// Its returns.
    RETURNS
  }

  /// The constants of the tutorial's code, except for the temperature and standardised returns.
  public static final LinearSoftmaxConfig DEFAULT =
      new LinearSoftmaxConfig(16_384, 0.99f, Schedule.constant(0.01f), 1, Standardize.RETURNS);

  public LinearSoftmaxConfig {
    Check.that(rolloutSteps >= 1, "rolloutSteps", rolloutSteps, "at least 1");
    Check.that(gamma >= 0 && gamma <= 1, "gamma", gamma, "in [0, 1]");
    Schedule.requireFinite("learningRate", learningRate);
    Check.that(
        temperature > 0 && Float.isFinite(temperature),
        "temperature",
        temperature,
        "> 0 and finite");
  }

  @Override
  public String algorithm() {
    return "linear-softmax";
  }

  @Override
  public String description() {
    return "REINFORCE with a linear softmax policy, a step per time step";
  }

  /// A net without hidden layers: its weights are θ, one block per action.
  @Override
  public NetworkConfig network() {
    return NetworkConfig.DEFAULT.withPolicyLayers(List.of()).withInit(Init.UNIT_UNIFORM);
  }

  @Override
  public DistributionConfig distribution() {
    return DistributionConfig.Standard.DEFAULT.withTemperature(temperature);
  }

  @Override
  public boolean fixedNetwork() {
    return true;
  }

  @Override
  public boolean canNormalize() {
    return false;
  }

  @Override
  public int rolloutEpisodes() {
    return 1;
  }

  @Override
  public boolean learnsValue() {
    return false;
  }

  @Override
  public NormalizationConfig normalization() {
    return NormalizationConfig.DEFAULT;
  }

  @Override
  public OptimizerConfig optimizer() {
    return OptimizerConfig.DEFAULT.withOptimizer(OptimizerConfig.Kind.SGD);
  }

  @Override
  public Learner.Groups groups() {
    return Learner.Groups.POLICY_HEAD;
  }

  @Override
  public Algorithm create(Learner learner, long seed) {
    return new LinearSoftmax(this, learner);
  }

  public LinearSoftmaxConfig withLearningRate(float value) {
    return withLearningRate(Schedule.constant(value));
  }
}
