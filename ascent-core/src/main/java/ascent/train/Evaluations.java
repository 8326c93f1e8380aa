package ascent.train;

import ascent.agent.RunSettings;
import ascent.collect.Evaluation;
import ascent.collect.Evaluator;
import ascent.collect.Normalizer;
import ascent.env.EnvFailure;
import ascent.env.VectorEnvFactory;
import ascent.policy.ActorCritic;
import org.jspecify.annotations.Nullable;

/// The evaluations during a run, on environments of their own, and what they have shown so far:
/// when the task was solved and the best mean return. The environments are made for the first
/// evaluation.
final class Evaluations implements AutoCloseable {
  private static final int EPISODES = 20;

  private final ActorCritic policy;
  private final Normalizer normalizer;
  private final VectorEnvFactory envs;
  private final RunSettings settings;
  private @Nullable Evaluator evaluator;
  private long solvedAtStep;
  private double bestReward;
  private int sinceBest;

  Evaluations(
      ActorCritic policy,
      Normalizer normalizer,
      VectorEnvFactory envs,
      RunSettings settings,
      Progress progress) {
    this.policy = policy;
    this.normalizer = normalizer;
    this.envs = envs;
    this.settings = settings;
    solvedAtStep = progress.solvedAtStep();
    bestReward = progress.bestReward();
    sinceBest = progress.sinceBest();
  }

  /// Plays deterministic episodes.
  ///
  /// @param theta `[|θ|]`
  /// @param step of the run
  Evaluation evaluate(float[] theta, long step) {
    if (evaluator == null) {
      evaluator = evaluator();
    }
    Evaluation evaluation = evaluator.evaluate(theta);
    if (solvedAtStep < 0 && evaluation.meanReturn() >= settings.rewardThreshold()) {
      solvedAtStep = step;
    }
    return evaluation;
  }

  private Evaluator evaluator() {
    try {
      return new Evaluator(
          policy, normalizer, envs, EPISODES, settings.seed(), true, settings.maxEpisodeSteps());
    } catch (IllegalArgumentException e) { // they were those of the training envs before
      throw new EnvFailure("new envs differ from those trained on: " + e.getMessage(), e);
    }
  }

  /// Whether an evaluation is better than all before; from then on it is the one to beat.
  boolean isBest(Evaluation evaluation) {
    boolean best = evaluation.meanReturn() > bestReward;
    bestReward = best ? evaluation.meanReturn() : bestReward;
    sinceBest = best ? 0 : sinceBest + 1;
    return best;
  }

  /// Evaluations since the best one.
  int sinceBest() {
    return sinceBest;
  }

  /// Whether as many evaluations as allowed have brought no new best mean return.
  boolean isOutOfPatience() {
    return settings.patience() > 0 && sinceBest >= settings.patience();
  }

  /// Steps at the first evaluation at or above the threshold; −1 before.
  long solvedAtStep() {
    return solvedAtStep;
  }

  /// The best mean return so far; −∞ before the first evaluation.
  double bestReward() {
    return bestReward;
  }

  @Override
  public void close() {
    if (evaluator != null) {
      evaluator.close();
    }
  }
}
