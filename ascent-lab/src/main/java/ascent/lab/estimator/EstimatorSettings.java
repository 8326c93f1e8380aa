package ascent.lab.estimator;

import ascent.config.Check;
import ascent.lab.exact.ScaledRewards;
import ascent.lab.exact.TabularTask;
import ascent.lab.exact.TabularTasks;

/// What estimators are measured on, and with what settings of theirs.
///
/// @param task a name of [TabularTasks]
/// @param gamma γ, the discount factor
/// @param horizon of the task, where it has one
/// @param rewardScale a factor on all rewards
/// @param episodes the number of episodes of an estimate; estimators that cut episodes get as many
///   steps as these have on average
/// @param lambda λ of GAE
/// @param clipRange ε of PPO
/// @param criticError standard deviation of the critic's error, as a share of that of V
/// @param replicates the number of estimates of each estimator, at least 16
/// @param seed of the task, the policy and all draws
public record EstimatorSettings(
    String task,
    double gamma,
    int horizon,
    double rewardScale,
    int episodes,
    double lambda,
    double clipRange,
    double criticError,
    int replicates,
    long seed) {

  /// A random MDP whose episodes have ten steps on average, 16 episodes an estimate.
  public static final EstimatorSettings DEFAULT =
      new EstimatorSettings("random", 0.95, 10, 1, 16, 0.95, 0.2, 0.5, 400, 1);

  private static final double LOGIT_SPREAD = 0.5;

  public EstimatorSettings {
    TabularTasks.description(task);
    Check.that(gamma >= 0 && gamma <= 1, "gamma", gamma, "in [0, 1]");
    Check.that(horizon >= 1 && horizon <= 10_000, "horizon", horizon, "in [1, 10000]");
    Check.that(
        rewardScale > 0 && rewardScale <= 1e6, "rewardScale", rewardScale, "in (0, 1000000]");
    Check.that(episodes >= 1 && episodes <= 100_000, "episodes", episodes, "in [1, 100000]");
    Check.that(lambda >= 0 && lambda <= 1, "lambda", lambda, "in [0, 1]");
    Check.that(clipRange >= 0, "clipRange", clipRange, "≥ 0 (inf is off)");
    Check.that(
        criticError >= 0 && criticError <= 1e6, "criticError", criticError, "in [0, 1000000]");
    Check.that(
        replicates >= 16 && replicates <= 1_000_000, "replicates", replicates, "in [16, 1000000]");
  }

  /// A setting that can be varied.
  public enum Knob {
    EPISODES,
    HORIZON,
    REWARD_SCALE,
    LAMBDA,
    CLIP_RANGE,
    CRITIC_ERROR,
    GAMMA
  }

  /// The same with another value of one setting.
  ///
  /// @param value a whole number for EPISODES and HORIZON
  public EstimatorSettings with(Knob knob, double value) {
    return new EstimatorSettings(
        task,
        knob == Knob.GAMMA ? value : gamma,
        knob == Knob.HORIZON ? whole("horizon", value) : horizon,
        knob == Knob.REWARD_SCALE ? value : rewardScale,
        knob == Knob.EPISODES ? whole("episodes", value) : episodes,
        knob == Knob.LAMBDA ? value : lambda,
        knob == Knob.CLIP_RANGE ? value : clipRange,
        knob == Knob.CRITIC_ERROR ? value : criticError,
        replicates,
        seed);
  }

  private static int whole(String name, double value) {
    Check.that(value == Math.rint(value) && Math.abs(value) < 1e9, name, value, "a whole number");
    return (int) value;
  }

  /// The same on another task.
  public EstimatorSettings withTask(String value) {
    return new EstimatorSettings(
        value,
        gamma,
        horizon,
        rewardScale,
        episodes,
        lambda,
        clipRange,
        criticError,
        replicates,
        seed);
  }

  /// The same with another number of estimates.
  public EstimatorSettings withReplicates(int value) {
    return new EstimatorSettings(
        task, gamma, horizon, rewardScale, episodes, lambda, clipRange, criticError, value, seed);
  }

  /// The same with another seed.
  public EstimatorSettings withSeed(long value) {
    return new EstimatorSettings(
        task,
        gamma,
        horizon,
        rewardScale,
        episodes,
        lambda,
        clipRange,
        criticError,
        replicates,
        value);
  }

  /// The problem: the task, a random policy and a critic with its error.
  public TabularProblem problem() {
    TabularTask plain = TabularTasks.find(task, gamma, horizon, seed);
    TabularTask scaled = plain.withMdp(new ScaledRewards(plain.mdp(), rewardScale));
    return TabularProblem.random(scaled, LOGIT_SPREAD, criticError, seed);
  }
}
