package com.acme.rl;

import ascent.algo.Algorithm;
import ascent.algo.Learner;
import ascent.math.array.ArrayMath;
import ascent.policy.SampleWeights;
import ascent.rng.Rng;
import ascent.rollout.Advantages;
import ascent.rollout.Batch;
import ascent.rollout.Minibatches;
import ascent.rollout.Rollout;
import ascent.rollout.Statistics;
import java.util.List;

/// Advantage-weighted regression (Peng et al. 2019, arXiv:1910.00177, algorithm 1): the policy
/// imitates its own actions, the better ones more,
///
///     L = −E[min(exp(A/β), ω) log π(a|s)] + c_v E[(V − R)²]
///
/// Its gradient is the shared policy gradient with wᵢ = −min(exp(Aᵢ/β), ω) and uᵢ = 2 c_v (Vᵢ −
/// Rᵢ).
///
/// Differs from the paper: it learns from the last rollout alone, without a replay buffer; actor
/// and critic are stepped together; advantages are normalised, as in the authors' code.
public final class Awr implements Algorithm {
  private final AwrConfig config;
  private final Learner learner;
  private final Minibatches minibatches;
  private final SampleWeights loss = new Regression();

  /// @param seed of the order of the samples
  public Awr(AwrConfig config, Learner learner, long seed) {
    this.config = config;
    this.learner = learner;
    minibatches = Minibatches.shuffled(config.batchSize(), Rng.stream(seed, "awr", 0, 0));
  }

  @Override
  public void update(Rollout rollout, long iteration, double progress, Report report) {
    learner.value(rollout);
    Advantages.compute(rollout, config.gamma(), config.gaeLambda());
    Statistics.normalize(rollout.advantage, rollout.rows());
    float learningRate = config.learningRate().at(progress);
    double weight = 0;
    minibatches.begin(rollout, iteration);
    for (int epoch = 0; epoch < config.epochs(); epoch++) {
      minibatches.shuffle();
      for (int k = 0; k < minibatches.count(); k++) {
        Batch batch = minibatches.gather(k);
        learner.differentiate(batch, loss, 0);
        learner.step(learningRate, config.maxGradNorm());
        weight -= Statistics.mean(batch.w, batch.size());
      }
    }
    learner.countUpdate();
    report.log("train/learning_rate", learningRate);
    report.log("train/awr_weight", weight / (config.epochs() * minibatches.count()));
    if (report.isOn()) { // not every update is logged
      report.log("train/explained_variance", Statistics.explainedVariance(rollout));
    }
    report.log("train/n_updates", (double) learner.updates());
  }

  private final class Regression implements SampleWeights {
    @Override
    public void policyWeights(Batch b, int from, int to) {
      for (int i = from; i < to; i++) {
        b.w[i] = b.advantage[i] / config.beta();
      }
      ArrayMath.exp(b.w, from, b.w, from, to - from);
      for (int i = from; i < to; i++) {
        b.w[i] = -Math.min(b.w[i], config.maxWeight());
      }
    }

    @Override
    public void valueWeights(Batch b, int from, int to) {
      for (int i = from; i < to; i++) {
        b.u[i] = 2 * config.vfCoef() * (b.value[i] - b.returns[i]);
      }
    }
  }

  @Override
  public Learner learner() {
    return learner;
  }

  @Override
  public List<String> metrics() {
    return List.of(
        "train/learning_rate", "train/awr_weight", "train/explained_variance", "train/n_updates");
  }
}
