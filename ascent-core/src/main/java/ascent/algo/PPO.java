package ascent.algo;

import ascent.policy.SampleWeights;
import ascent.rng.Rng;
import ascent.rollout.Advantages;
import ascent.rollout.Batch;
import ascent.rollout.Minibatches;
import ascent.rollout.Rollout;
import ascent.rollout.Statistics;
import java.util.List;

/// Proximal Policy Optimization with the clipped surrogate (Schulman et al. 2017, arXiv:1707.06347,
/// eq. 7 and 9):
///
///     L = −E[min(r A, clip(r, 1 − ε, 1 + ε) A)] + c_v E[(V − R)²] − c E[H],     r = π/π_old
///
/// Its gradient is the shared policy gradient with wᵢ = −rᵢAᵢ where the clip does not bind and 0
/// where it does.
///
/// Differs from the paper as Stable-Baselines3 does, so that its settings can be used: advantages
/// are normalised; the gradient's norm is clipped; an update may stop early if the KL divergence is
/// too large (`targetKl`); the value may be clipped too. The value loss has no ½, and
/// with `clipRangeVf` it is that of the clipped value alone, not the larger of the two.
///
/// Off by default:
///
/// - `recomputeAdvantages` computes values and advantages anew before each epoch after the first
///   (Andrychowicz et al. 2021, arXiv:2006.05990, section 3.5). `clipRangeVf` then holds around the
///   new values, as in Tianshou; the ratio stays relative to the policy that acted.
/// - `desiredKl` adapts the learning rate ([AdaptiveRate]).
final class PPO implements Algorithm {
  private static final double KL_TOLERANCE = 1.5; // on targetKl, as in Stable-Baselines3

  private final PPOConfig config;
  private final Learner learner;
  private final Minibatches minibatches;
  final SampleWeights loss = new ClippedLoss();
  private final PPOStats stats = new PPOStats();

  // The values of the schedules in this update.
  private float learningRate;
  private float clipRange;
  private float clipRangeVf;
  private float entCoef;
  private float vfCoef;

  /// @param seed of the order of the samples
  public PPO(PPOConfig config, Learner learner, long seed) {
    this(
        config,
        learner,
        Minibatches.shuffled(config.batchSize(), Rng.stream(seed, "minibatches", 0, 0)));
  }

  PPO(PPOConfig config, Learner learner, Minibatches minibatches) {
    this.config = config;
    this.learner = learner;
    this.minibatches = minibatches;
  }

  @Override
  public void update(Rollout rollout, long iteration, double progress, Report report) {
    estimate(rollout);
    learn(rollout, iteration, progress, report);
  }

  /// Computes values, advantages and returns of a rollout at the current parameters.
  private void estimate(Rollout rollout) {
    learner.value(rollout);
    Advantages.compute(rollout, config.gamma(), config.gaeLambda());
    if (config.normalizeAdvantage() == AdvantageNormalization.ROLLOUT) {
      Statistics.normalize(rollout.advantage, rollout.rows());
    }
  }

  /// Takes epochs of minibatch steps over a rollout with advantages and returns.
  void learn(Rollout rollout, long iteration, double progress, Report report) {
    learningRate = AdaptiveRate.first(config, learner, progress);
    clipRange = config.clipRange().at(progress);
    clipRangeVf = config.clipRangeVf().at(progress);
    entCoef = config.entCoef().at(progress);
    vfCoef = config.vfCoef().at(progress);
    stats.begin(rollout, clipRange, clipRangeVf, entCoef, vfCoef);
    minibatches.begin(rollout, iteration);
    boolean klInBounds = true;
    for (int epoch = 0; epoch < config.epochs() && klInBounds; epoch++) {
      learner.countUpdate();
      stats.startEpoch();
      if (epoch > 0 && config.recomputeAdvantages()) {
        estimate(rollout);
      }
      minibatches.shuffle();
      for (int k = 0; k < minibatches.count() && klInBounds; k++) {
        klInBounds = step(minibatches.gather(k));
      }
    }
    stats.report(learningRate, learner, report);
  }

  /// Takes a gradient step on a minibatch. Returns false, without a step, if the KL divergence is
  /// too large.
  private boolean step(Batch batch) {
    if (config.normalizeAdvantage() == AdvantageNormalization.MINIBATCH) {
      Statistics.normalize(batch.advantage, batch.size());
    }
    learner.differentiate(batch, loss, entCoef);
    double approxKl = stats.add(batch);
    if (approxKl > KL_TOLERANCE * config.targetKl()) {
      return false;
    }
    learningRate = AdaptiveRate.next(learningRate, approxKl, config.desiredKl());
    learner.step(learningRate, config.maxGradNorm());
    return true;
  }

  private final class ClippedLoss implements SampleWeights {
    /// ∂/∂log π of −min(r A, clip(r) A): −r A, unless the clip binds.
    @Override
    @SuppressWarnings("ShortCircuitBoolean") // a branch on an advantage's sign is a coin toss
    public void policyWeights(Batch b, int from, int to) {
      b.computeRatios(from, to);
      for (int i = from; i < to; i++) {
        float r = b.ratio[i];
        boolean better = b.advantage[i] > 0;
        boolean clipped = (better & r > 1 + clipRange) | (!better & r < 1 - clipRange);
        b.w[i] = clipped ? 0 : -r * b.advantage[i];
      }
    }

    /// ∂/∂V of c_v (V − R)², unless V is clipped around its last estimate.
    @Override
    public void valueWeights(Batch b, int from, int to) {
      for (int i = from; i < to; i++) {
        boolean clipped = Math.abs(b.value[i] - b.oldValue[i]) > clipRangeVf;
        b.u[i] = clipped ? 0 : 2 * vfCoef * (b.value[i] - b.returns[i]);
      }
    }
  }

  @Override
  public Learner learner() {
    return learner;
  }

  @Override
  public List<String> metrics() {
    return PPOStats.METRICS;
  }
}
