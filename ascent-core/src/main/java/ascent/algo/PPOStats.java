package ascent.algo;

import ascent.rollout.Batch;
import ascent.rollout.Rollout;
import ascent.rollout.Statistics;
import java.util.List;

/// The metrics of a PPO update. Losses and the clip fraction are means over its minibatches,
/// approx_kl over those of the last epoch, and the loss is the last minibatch's, as in
/// Stable-Baselines3.
final class PPOStats {
  static final List<String> METRICS =
      List.of(
          "train/learning_rate",
          "train/clip_range",
          "train/clip_range_vf",
          "train/ent_coef",
          "train/vf_coef",
          "train/approx_kl",
          "train/clip_fraction",
          "train/policy_gradient_loss",
          "train/value_loss",
          "train/entropy_loss",
          "train/loss",
          "train/explained_variance",
          "train/std",
          "train/n_updates");

  // The coefficients of this update.
  private float clipRange;
  private float clipRangeVf;
  private float entCoef;
  private float vfCoef;

  private double explainedVariance; // of the policy that acted
  private int minibatches;
  private double policyLoss;
  private double valueLoss;
  private double entropyLoss;
  private double clipFraction;
  private double lastLoss;
  private double approxKl;
  private int minibatchesOfEpoch;
  private Batch last = new Batch(0, 0, 0);

  /// Starts an update on a rollout with values and returns.
  void begin(Rollout r, float clipRange, float clipRangeVf, float entCoef, float vfCoef) {
    this.clipRange = clipRange;
    this.clipRangeVf = clipRangeVf;
    this.entCoef = entCoef;
    this.vfCoef = vfCoef;
    explainedVariance = Statistics.explainedVariance(r);
    minibatches = 0;
    policyLoss = 0;
    valueLoss = 0;
    entropyLoss = 0;
    clipFraction = 0;
    lastLoss = Double.NaN;
    startEpoch();
  }

  void startEpoch() {
    approxKl = 0;
    minibatchesOfEpoch = 0;
  }

  /// Adds a minibatch that was evaluated and weighted.
  ///
  /// @return its approx_kl, mean((r − 1) − log r): low variance, and ≥ 0 but for rounding (Schulman
  ///   2020, "Approximating KL divergence", k3)
  double add(Batch b) {
    double surrogate = 0;
    double squares = 0;
    double entropy = 0;
    double kl = 0;
    int clips = 0;
    int m = b.size();
    for (int i = 0; i < m; i++) {
      float r = b.ratio[i];
      float a = b.advantage[i];
      float clippedRatio =
          r < 1 - clipRange ? 1 - clipRange : r > 1 + clipRange ? 1 + clipRange : r;
      surrogate += r * a < clippedRatio * a ? r * a : clippedRatio * a;
      clips += r != clippedRatio ? 1 : 0;
      kl += (r - 1) - (b.logProb[i] - b.oldLogProb[i]);
      entropy += b.entropy[i];
      float moved = b.value[i] - b.oldValue[i];
      float clippedMove =
          moved < -clipRangeVf ? -clipRangeVf : moved > clipRangeVf ? clipRangeVf : moved;
      float error = b.oldValue[i] + clippedMove - b.returns[i];
      squares += error * error;
    }
    policyLoss -= surrogate / m;
    valueLoss += squares / m;
    entropyLoss -= entropy / m;
    clipFraction += (double) clips / m;
    lastLoss = -surrogate / m - entCoef * entropy / m + vfCoef * squares / m;
    approxKl += kl / m;
    last = b;
    minibatches++;
    minibatchesOfEpoch++;
    return kl / m;
  }

  void report(float learningRate, Learner learner, Algorithm.Report report) {
    report.log("train/learning_rate", learningRate);
    report.log("train/clip_range", clipRange);
    report.log("train/clip_range_vf", clipRangeVf);
    report.log("train/ent_coef", entCoef);
    report.log("train/vf_coef", vfCoef);
    report.log("train/approx_kl", approxKl / minibatchesOfEpoch);
    report.log("train/clip_fraction", clipFraction / minibatches);
    report.log("train/policy_gradient_loss", policyLoss / minibatches);
    report.log("train/value_loss", valueLoss / minibatches);
    report.log("train/entropy_loss", entropyLoss / minibatches);
    report.log("train/loss", lastLoss);
    report.log("train/explained_variance", explainedVariance);
    report.log("train/std", learner.meanStd(last));
    report.log("train/n_updates", (double) learner.updates());
  }
}
