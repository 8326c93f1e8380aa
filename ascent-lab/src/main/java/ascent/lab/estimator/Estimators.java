package ascent.lab.estimator;

import ascent.algo.A2CConfig;
import ascent.algo.AdvantageNormalization;
import ascent.algo.AlgorithmConfig;
import ascent.algo.OneStepActorCriticConfig;
import ascent.algo.PPOConfig;
import ascent.algo.ReinforceConfig;
import ascent.algo.ReinforceConfig.Baseline;
import ascent.algo.ReinforceConfig.Reduction;
import ascent.algo.ReinforceConfig.ReturnOf;
import ascent.algo.ReinforceConfig.Standardize;
import ascent.algo.Schedule;
import ascent.algo.TRPOConfig;
import ascent.config.Nearest;
import ascent.lab.estimator.Estimator.Critic;
import ascent.lab.estimator.Estimator.Reading;
import ascent.lab.estimator.GroupWeights.Kind;
import ascent.nn.OptimizerConfig;
import ascent.policy.NetworkConfig;
import java.util.List;

/// The library's estimators of the policy gradient, for settings and a problem.
public final class Estimators {
  private static final NetworkConfig TABLE =
      NetworkConfig.DEFAULT.withPolicyLayers(List.of()).withValueLayers(List.of());
  private static final OptimizerConfig SGD =
      OptimizerConfig.DEFAULT.withOptimizer(OptimizerConfig.Kind.SGD);
  private static final float UNCLIPPED = Float.POSITIVE_INFINITY;
  private static final int A2C_STEPS = 5;
  private static final int GAE_EPISODES = 4; // mean lengths of an episode in a rollout of GAE
  private static final float PPO_RATE = 0.05f; // far enough for ten epochs to meet the clip
  private static final int EPOCHS = 10;
  private static final int WARM_UP = 5; // updates of the moving average
  private static final int LONGEST = 8_000_000; // steps of a rollout of whole episodes

  private final EstimatorSettings settings;
  private final TabularProblem problem;

  private Estimators(EstimatorSettings settings, TabularProblem problem) {
    this.settings = settings;
    this.problem = problem;
  }

  /// All estimators, in the order in which they are listed.
  public static List<Estimator> all(EstimatorSettings settings, TabularProblem problem) {
    return new Estimators(settings, problem).list();
  }

  /// Those of these names.
  ///
  /// @throws IllegalArgumentException if a name is unknown; the message names the nearest ones
  public static List<Estimator> named(
      List<String> names, EstimatorSettings settings, TabularProblem problem) {
    List<Estimator> all = all(settings, problem);
    List<String> known = all.stream().map(Estimator::name).toList();
    for (String name : names) {
      if (!known.contains(name)) {
        throw new IllegalArgumentException(
            "There is no estimator %s.%s Known: %s."
                .formatted(name, Nearest.hint(name, known), String.join(", ", known)));
      }
    }
    return names.stream().map(name -> all.get(known.indexOf(name))).toList();
  }

  private List<Estimator> list() {
    Reading averaged = new Reading(0, false, true, WARM_UP);
    Reading direction = new Reading(0, false, false, 0);
    ReinforceConfig discounted = reinforce().withDiscountWeights(true);
    ReinforceConfig value = discounted.withBaseline(Baseline.VALUE);
    return List.of(
        episodic("reinforce", "REINFORCE with γᵗ, no baseline", discounted),
        episodic("reinforce-undiscounted", "the same without γᵗ", reinforce()),
        episodic(
            "reinforce-episode",
            "each action weighted by the return of its whole episode",
            reinforce().withReturns(ReturnOf.EPISODE)),
        episodic(
            "reinforce-mean",
            "with γᵗ; baseline: the mean return of the batch",
            discounted.withBaseline(Baseline.MEAN_RETURN)),
        episodic(
            "reinforce-average",
            "with γᵗ; baseline: the moving average of the mean return",
            discounted.withBaseline(Baseline.MOVING_AVERAGE),
            averaged,
            Critic.GIVEN),
        episodic("reinforce-critic", "with γᵗ; baseline: the critic", value),
        episodic(
            "reinforce-value",
            "with γᵗ; baseline: the true V",
            value,
            Reading.PER_EPISODE,
            Critic.EXACT),
        episodic(
            "reinforce-optimal",
            "with γᵗ; baseline: E[‖∇log π‖² Q]/E[‖∇log π‖²]",
            value,
            Reading.PER_EPISODE,
            Critic.OPTIMAL),
        episodic(
            "reinforce-standardized",
            "without γᵗ; returns standardised over the batch",
            reinforce().withStandardizeAdvantages(Standardize.BATCH),
            direction,
            Critic.GIVEN),
        cut(
            "actor-critic",
            "one-step actor-critic: the TD error",
            new OneStepActorCriticConfig(a2c(1, 0))),
        cut("a2c", "A2C: returns of up to 5 steps", a2c(A2C_STEPS, 1)),
        cut("gae", "GAE(λ)", a2c(longRollout(), (float) settings.lambda())),
        ppo("ppo-epoch-1", "PPO, first of 10 epochs: GAE(λ)", 0),
        ppo("ppo-epoch-10", "PPO, last of 10 epochs, against ∇J there", EPOCHS - 1),
        trpo(),
        group("rloo", "RLOO: each return minus the mean of the others", Kind.RLOO),
        group("dr-grpo", "Dr. GRPO: each return minus the mean of all", Kind.DR_GRPO),
        group("grpo", "GRPO: standardised returns, averaged over the steps", Kind.GRPO));
  }

  private float gamma() {
    return (float) settings.gamma();
  }

  private ReinforceConfig reinforce() {
    return wholeEpisodes(problem, settings.episodes());
  }

  /// REINFORCE on whole episodes, without a baseline and without γᵗ, that does not move θ.
  static ReinforceConfig wholeEpisodes(TabularProblem problem, int episodes) {
    double steps = problem.meanLength() * (4.0 * episodes + 40);
    return ReinforceConfig.DEFAULT
        .withRolloutEpisodes(episodes)
        .withRolloutSteps((int) Math.min(LONGEST, Math.ceil(steps)))
        .withGamma((float) problem.task().gamma())
        .withBaseline(Baseline.NONE)
        .withStandardizeAdvantages(Standardize.NONE)
        .withReduction(Reduction.SUM)
        .withLearningRate(0)
        .withValueLearningRate(0)
        .withOptimizer(SGD)
        .withNetwork(TABLE);
  }

  private A2CConfig a2c(int steps, float lambda) {
    return plainA2c(steps, gamma()).withGaeLambda(lambda);
  }

  /// A2C without entropy bonus and clipping, that does not move θ.
  static A2CConfig plainA2c(int steps, float gamma) {
    return A2CConfig.DEFAULT
        .withRolloutSteps(steps)
        .withGamma(gamma)
        .withLearningRate(0)
        .withEntCoef(0)
        .withMaxGradNorm(UNCLIPPED)
        .withOptimizer(SGD)
        .withNetwork(TABLE);
  }

  private Estimator episodic(String name, String description, ReinforceConfig config) {
    return episodic(name, description, config, Reading.PER_EPISODE, Critic.GIVEN);
  }

  private static Estimator episodic(
      String name, String description, ReinforceConfig config, Reading reading, Critic critic) {
    return new Estimator(name, description, config, 1, reading, critic);
  }

  private Estimator cut(String name, String description, AlgorithmConfig config) {
    int envs = envs(config.rolloutSteps());
    return new Estimator(name, description, config, envs, Reading.PER_STEP, Critic.GIVEN);
  }

  private Estimator ppo(String name, String description, int epoch) {
    int steps = longRollout();
    PPOConfig config =
        PPOConfig.DEFAULT
            .withRolloutSteps(steps)
            .withBatchSize(steps * envs(steps))
            .withEpochs(EPOCHS)
            .withGamma(gamma())
            .withGaeLambda((float) settings.lambda())
            .withLearningRate(PPO_RATE)
            .withClipRange((float) settings.clipRange())
            .withNormalizeAdvantage(AdvantageNormalization.NONE)
            .withMaxGradNorm(UNCLIPPED)
            .withNetwork(TABLE);
    Reading reading = new Reading(epoch, true, true, 0);
    return new Estimator(name, description, config, envs(steps), reading, Critic.GIVEN);
  }

  /// Compares the episodes of an estimate, of which there must be two.
  private Estimator group(String name, String description, Kind kind) {
    int episodes = Math.max(2, settings.episodes());
    GroupWeights weights = new GroupWeights(kind, problem.task().gamma());
    Reading reading = new Reading(0, false, kind != Kind.GRPO, 0);
    return new Estimator(
        name,
        description,
        new EpisodeWeights(name, wholeEpisodes(problem, episodes), weights),
        1,
        reading,
        Critic.GIVEN);
  }

  private Estimator trpo() {
    int steps = longRollout();
    TRPOConfig config =
        TRPOConfig.DEFAULT
            .withRolloutSteps(steps)
            .withBatchSize(steps * envs(steps))
            .withGamma(gamma())
            .withGaeLambda((float) settings.lambda())
            .withLearningRate(Schedule.constant(0))
            .withCriticUpdates(0)
            .withNetwork(TABLE);
    Reading reading = new Reading(Reading.UPDATE, true, false, 0);
    return new Estimator(
        "trpo", "TRPO: the direction of its step", config, envs(steps), reading, Critic.GIVEN);
  }

  private int longRollout() {
    return (int) Math.clamp(Math.ceil(GAE_EPISODES * problem.meanLength()), 2, LONGEST);
  }

  /// The environments that make as many steps as the episodes of an estimate.
  private int envs(int rolloutSteps) {
    double steps = settings.episodes() * problem.meanLength();
    return (int) Math.clamp(Math.rint(steps / rolloutSteps), 1, 1 << 16);
  }
}
