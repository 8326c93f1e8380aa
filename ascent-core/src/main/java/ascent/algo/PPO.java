package ascent.algo;

import ascent.kernel.Kernels;
import ascent.policy.SampleWeights;
import ascent.rng.Rng;
import ascent.rollout.Advantages;
import ascent.rollout.Batch;
import ascent.rollout.Rollout;
import ascent.rollout.Statistics;
import java.util.List;
import java.util.function.Consumer;

/// Proximal Policy Optimization with the clipped surrogate (Schulman et al. 2017, arXiv:1707.06347,
/// eq. 7 and 9):
///
///     L = −E[min(r A, clip(r, 1 − ε, 1 + ε) A)] + c_v E[(V − R)²] − c E[H],     r = π/π_old
///
/// Its gradient is the shared policy gradient with wᵢ = −rᵢAᵢ where the clip does not bind and 0
/// where it does.
///
/// Differs from the paper, because Stable-Baselines3 does and its users' settings count on it:
/// advantages are normalised; the gradient's norm is clipped; an update may stop early when the
/// policy has moved too far (`targetKl`); the value may be clipped too. The value loss has no ½, and
/// with `clipRangeVf` it is that of the clipped value alone, not the larger of the two.
///
/// Off unless asked for: `recomputeAdvantages` values the rollout anew before each further epoch
/// (Andrychowicz et al. 2021, arXiv:2006.05990, section 3.5); `desiredKl` adapts the learning rate
/// ([AdaptiveRate]).
public final class PPO implements Algorithm, SampleWeights {
  private static final Kernels KERNELS = Kernels.get();

  private final PPOConfig config;
  private final Learner learner;
  private final Rng shuffling;
  private final Consumer<int[]> shuffled;
  private final PPOStats stats = new PPOStats();

  // Sized by the first rollout.
  private Batch batch = new Batch(0, 0, 0);
  private float[] ratio = {}; // [batch]
  private int[] order = {}; // [T·n]

  // The schedules' values in this update.
  private float learningRate;
  private float clipRange;
  private float clipRangeVf;
  private float entCoef;
  private float vfCoef;
  private double explainedVariance; // of the policy that acted

  public PPO(PPOConfig config, Learner learner, long seed) {
    this.config = config;
    this.learner = learner;
    shuffling = Rng.stream(seed, "minibatches", 0, 0);
    shuffled = order -> shuffling.shuffle(order, order.length);
  }

  @Override
  public void update(Rollout rollout, long iteration, double progress, Report report) {
    estimate(rollout);
    shuffling.reseat((int) iteration, 0);
    learn(rollout, progress, shuffled, report);
  }

  /// Values, advantages and returns of a rollout by the current parameters.
  private void estimate(Rollout rollout) {
    learner.value(rollout);
    Advantages.compute(rollout, config.gamma(), config.gaeLambda());
    if (config.normalizeAdvantage() == AdvantageNormalization.ROLLOUT) {
      Statistics.normalize(rollout.advantage, rollout.rows());
    }
  }

  /// Epochs of minibatches over a rollout with advantages and returns.
  ///
  /// @param arrange puts the row numbers, `[T·n]`, in an epoch's order
  void learn(Rollout rollout, double progress, Consumer<int[]> arrange, Report report) {
    learningRate = AdaptiveRate.first(config, learner, progress);
    clipRange = config.clipRange().at(progress);
    clipRangeVf = config.clipRangeVf().at(progress);
    entCoef = config.entCoef().at(progress);
    vfCoef = config.vfCoef().at(progress);
    explainedVariance = Statistics.explainedVariance(rollout);
    allocate(rollout);
    stats.clear();
    boolean near = true;
    for (int epoch = 0; epoch < config.epochs() && near; epoch++) {
      learner.countUpdate();
      stats.startEpoch();
      if (epoch > 0 && config.recomputeAdvantages()) {
        estimate(rollout);
      }
      arrange.accept(order);
      for (int from = 0; from < order.length && near; from += config.batchSize()) {
        batch.gather(rollout, order, from, Math.min(from + config.batchSize(), order.length));
        near = step();
      }
    }
    report(report);
  }

  /// One minibatch; false, and no step taken, where the policy has moved too far.
  private boolean step() {
    if (config.normalizeAdvantage() == AdvantageNormalization.MINIBATCH) {
      Statistics.normalize(batch.advantage, batch.size());
    }
    learner.differentiate(batch, this, entCoef);
    double approxKl = stats.add(batch, ratio, clipRange, clipRangeVf, vfCoef, entCoef);
    if (approxKl > 1.5 * config.targetKl()) {
      return false;
    }
    learningRate = AdaptiveRate.next(learningRate, approxKl, config.desiredKl());
    learner.step(learningRate, config.maxGradNorm());
    return true;
  }

  /// ∂/∂log π of −min(r A, clip(r) A): −r A, unless the clip binds.
  @Override
  public void policyWeights(Batch b, int from, int to) {
    for (int i = from; i < to; i++) {
      ratio[i] = b.logProb[i] - b.oldLogProb[i];
    }
    KERNELS.exp(ratio, from, ratio, from, to - from);
    for (int i = from; i < to; i++) {
      boolean clipped = b.advantage[i] > 0 ? ratio[i] > 1 + clipRange : ratio[i] < 1 - clipRange;
      b.w[i] = clipped ? 0 : -ratio[i] * b.advantage[i];
    }
  }

  /// ∂/∂V of c_v (V − R)², unless V is clipped.
  @Override
  public void valueWeights(Batch b, int from, int to) {
    for (int i = from; i < to; i++) {
      boolean clipped = Math.abs(b.value[i] - b.oldValue[i]) > clipRangeVf;
      b.u[i] = clipped ? 0 : 2 * vfCoef * (b.value[i] - b.returns[i]);
    }
  }

  private void allocate(Rollout rollout) {
    if (order.length != rollout.rows()) {
      order = new int[rollout.rows()];
      int largest = Math.min(config.batchSize(), order.length);
      batch = new Batch(largest, rollout.obsSize(), rollout.actionSize());
      ratio = new float[largest];
    }
    for (int i = 0; i < order.length; i++) {
      order[i] = i;
    }
  }

  private void report(Report report) {
    report.log("train/learning_rate", learningRate);
    report.log("train/clip_range", clipRange);
    report.log("train/clip_range_vf", clipRangeVf);
    report.log("train/ent_coef", entCoef);
    report.log("train/vf_coef", vfCoef);
    stats.report(report);
    report.log("train/explained_variance", explainedVariance);
    report.log("train/std", learner.meanStd());
    report.log("train/n_updates", (double) learner.updates());
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
