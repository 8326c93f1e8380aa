package ascent.lab.course;

import ascent.algo.AdvantageNormalization;
import ascent.algo.Algorithm;
import ascent.algo.Learner;
import ascent.algo.LearnerObserver;
import ascent.algo.PPOConfig;
import ascent.nn.OptimizerConfig;
import ascent.parallel.Workers;
import ascent.policy.ActorCritic;
import ascent.policy.NetworkConfig;
import ascent.policy.SampleWeights;
import ascent.rollout.Batch;
import ascent.rollout.Rollout;
import ascent.space.Space;
import java.util.Arrays;
import java.util.List;

/// The slope of PPO's objective by the ratio r = π/π_old, as the library's PPO has it: it is given
/// a rollout of one state and one action, with old probabilities that make the ratios, and the
/// weights of its gradient are read.
final class ClippedObjective {
  private static final PPOConfig PPO =
      PPOConfig.DEFAULT
          .withEpochs(1)
          .withLearningRate(0)
          .withNormalizeAdvantage(AdvantageNormalization.NONE)
          .withOptimizer(OptimizerConfig.DEFAULT.withOptimizer(OptimizerConfig.Kind.SGD))
          .withNetwork(
              NetworkConfig.DEFAULT.withPolicyLayers(List.of()).withValueLayers(List.of()));

  private ClippedObjective() {}

  /// ∂/∂r min(r A, clip(r, 1 − ε, 1 + ε) A) with ε = 0.2.
  ///
  /// @param advantage A
  /// @param ratios each above 0
  /// @return `[ratios]`
  static double[] slopes(double advantage, double... ratios) {
    Rollout rollout = rollout(advantage, ratios);
    ActorCritic policy =
        new ActorCritic(
            Space.discrete(1), Space.discrete(2), PPO.network(), PPO.distribution(), true);
    double[] slopes = new double[ratios.length];
    try (Workers workers = Workers.of(1)) {
      float[] theta = new float[policy.parameters()]; // π(a) = ½ and V = 0
      Learner learner = new Learner(policy, theta, PPO.optimizer(), workers);
      learner.observe(new Weights(ratios, slopes));
      Algorithm ppo = PPO.withBatchSize(ratios.length).create(learner, 1);
      ppo.update(rollout, 0, 0, Algorithm.Report.NONE);
    }
    return slopes;
  }

  /// Steps that each end an episode with the reward A, which is then the advantage.
  private static Rollout rollout(double advantage, double... ratios) {
    Rollout rollout = new Rollout(ratios.length, 1, 1, 1);
    Arrays.fill(rollout.reward, (float) advantage);
    Arrays.fill(rollout.terminated, true);
    for (int i = 0; i < ratios.length; i++) {
      rollout.logProb[i] = (float) StrictMath.log(0.5 / ratios[i]);
    }
    return rollout;
  }

  /// Reads wᵢ = ∂loss/∂log π = −r ∂L/∂r of each sample, which the minibatch has shuffled.
  private record Weights(double[] ratios, double[] slopes) implements LearnerObserver {
    @Override
    public void differentiated(Batch batch, SampleWeights weights, float entCoef) {
      for (int i = 0; i < batch.size(); i++) {
        double ratio = StrictMath.exp(batch.logProb[i] - (double) batch.oldLogProb[i]);
        slopes[nearest(ratio)] = -batch.w[i] / ratio;
      }
    }

    private int nearest(double ratio) {
      int best = 0;
      for (int k = 1; k < ratios.length; k++) {
        best = Math.abs(ratios[k] - ratio) < Math.abs(ratios[best] - ratio) ? k : best;
      }
      return best;
    }
  }
}
