package ascent.algo;

import ascent.policy.SampleWeights;
import ascent.rollout.Advantages;
import ascent.rollout.Batch;
import ascent.rollout.Rollout;
import ascent.rollout.Statistics;
import java.util.Arrays;
import java.util.List;

/// Advantage Actor-Critic, the synchronous form of A3C (Mnih et al. 2016, arXiv:1602.01783, section
/// 4 and algorithm S3), one gradient step on each short rollout of several environments:
///
///     L = −E[A log π(a|s)] + c_v E[(V − R)²] − c E[H],     A = R − V(s) of the policy that acted
///
/// Its gradient is the shared policy gradient with wᵢ = −Aᵢ and uᵢ = 2 c_v (Vᵢ − Rᵢ).
///
/// Differs from the paper, because Stable-Baselines3 does: environments step in turn, not in
/// threads of their own, so a step never uses old parameters; the return is λ's mixture of n-step
/// returns, and the paper's longest n-step return at the default λ = 1; the gradient's norm is
/// clipped; losses are means over the rollout, not sums; the value loss has no ½.
public final class A2C implements Algorithm, SampleWeights {
  private static final List<String> METRICS =
      List.of(
          "train/learning_rate",
          "train/policy_loss",
          "train/value_loss",
          "train/entropy_loss",
          "train/explained_variance",
          "train/std",
          "train/n_updates");

  private final A2CConfig config;
  private final Learner learner;

  // Sized by the first rollout.
  private Batch batch = new Batch(0, 0, 0);
  private int[] order = {}; // [T·n]

  private float vfCoef; // in this update

  public A2C(A2CConfig config, Learner learner) {
    this.config = config;
    this.learner = learner;
  }

  @Override
  public void update(Rollout rollout, long iteration, double progress, Report report) {
    learner.value(rollout);
    Advantages.compute(rollout, config.gamma(), config.gaeLambda());
    learn(rollout, progress, report);
  }

  /// One gradient step on a rollout with advantages and returns.
  void learn(Rollout rollout, double progress, Report report) {
    float learningRate = config.learningRate().at(progress);
    vfCoef = config.vfCoef().at(progress);
    allocate(rollout);
    batch.gather(rollout, order, 0, order.length);
    if (config.normalizeAdvantage()) {
      Statistics.normalize(batch.advantage, batch.size());
    }
    learner.differentiate(batch, this, config.entCoef().at(progress));
    learner.step(learningRate, config.maxGradNorm());
    learner.countUpdate();
    report.log("train/learning_rate", learningRate);
    reportLosses(report);
    report.log("train/explained_variance", Statistics.explainedVariance(rollout));
    report.log("train/std", learner.meanStd());
    report.log("train/n_updates", (double) learner.updates());
  }

  /// ∂/∂log π of −A log π: −A.
  @Override
  public void policyWeights(Batch b, int from, int to) {
    for (int i = from; i < to; i++) {
      b.w[i] = -b.advantage[i];
    }
  }

  /// ∂/∂V of c_v (V − R)².
  @Override
  public void valueWeights(Batch b, int from, int to) {
    for (int i = from; i < to; i++) {
      b.u[i] = 2 * vfCoef * (b.value[i] - b.returns[i]);
    }
  }

  private void allocate(Rollout rollout) {
    if (order.length != rollout.rows()) {
      order = new int[rollout.rows()];
      Arrays.setAll(order, row -> row);
      batch = new Batch(order.length, rollout.obsSize(), rollout.actionSize());
    }
  }

  private void reportLosses(Report report) {
    int m = batch.size();
    double policyLoss = 0;
    double valueLoss = 0;
    double entropy = 0;
    for (int i = 0; i < m; i++) {
      float error = batch.value[i] - batch.returns[i];
      policyLoss -= batch.advantage[i] * batch.logProb[i];
      valueLoss += error * error;
      entropy += batch.entropy[i];
    }
    report.log("train/policy_loss", policyLoss / m);
    report.log("train/value_loss", valueLoss / m);
    report.log("train/entropy_loss", -entropy / m);
  }

  @Override
  public Learner learner() {
    return learner;
  }

  @Override
  public List<String> metrics() {
    return METRICS;
  }
}
