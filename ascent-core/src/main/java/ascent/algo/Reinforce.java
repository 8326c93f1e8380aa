package ascent.algo;

import ascent.algo.ReinforceConfig.Reduction;
import ascent.algo.ReinforceConfig.Standardize;
import ascent.rollout.Batch;
import ascent.rollout.Episodes;
import ascent.rollout.Returns;
import ascent.rollout.Rollout;
import ascent.rollout.Statistics;
import java.util.List;

/// REINFORCE (Williams 1992, "Simple statistical gradient-following algorithms for connectionist
/// reinforcement learning", section 5; with a learned baseline Sutton & Barto 2018, section 13.4):
/// after some whole episodes, one step along
///
///     ∇J = E[(Gₜ − b) ∇log π(aₜ|sₜ)],     Gₜ = Σₖ γᵏ rₜ₊ₖ
///
/// which is the shared policy gradient with wᵢ = −(Gᵢ − bᵢ), and uᵢ = 2 c_v (V(sᵢ) − Gᵢ) where the
/// baseline is a learned V ([ActorCriticLoss]).
///
/// Differs from the paper and the book: there is no factor γᵗ unless `discountWeights` is set, as
/// in most implementations; returns and advantages may be standardised; the mean-return baseline is
/// the mean of the same returns that it is subtracted from, which biases the gradient slightly; a
/// truncated episode is bootstrapped with V of its final observation, if V is learned.
final class Reinforce implements Algorithm {
  private static final List<String> METRICS =
      Losses.metrics("train/learning_rate", "train/value_learning_rate", "train/ent_coef");

  private final ReinforceConfig config;
  private final Learner learner;
  private final ActorCriticLoss loss = ActorCriticLoss.ofActorAndCritic();
  private final Episodes episodes = new Episodes();
  private final double[] average = new double[2]; // Σ and weight of the moving average
  private Batch batch = new Batch(0, 0, 0); // grows with the longest update

  public Reinforce(ReinforceConfig config, Learner learner) {
    this.config = config;
    this.learner = learner;
  }

  @Override
  public void update(Rollout rollout, long iteration, double progress, Report report) {
    learner.value(rollout);
    switch (config.returns()) {
      case REWARD_TO_GO -> Returns.toGo(rollout, config.gamma(), config.bootstrap());
      case EPISODE -> Returns.ofEpisodes(rollout, config.gamma(), config.bootstrap());
    }
    gather(rollout);
    standardize(batch.returns, config.standardizeReturns());
    compareWithBaseline();
    standardize(batch.advantage, config.standardizeAdvantages());
    if (config.discountWeights()) {
      discountWeights();
    }

    float entCoef = config.entCoef().at(progress);
    boolean sum = config.reduction() == Reduction.SUM;
    float scale = sum ? (float) batch.size() / episodes.count() : 1;
    loss.set(scale, config.vfCoef().at(progress));
    learner.differentiate(batch, loss, scale * entCoef);
    float learningRate = config.learningRate().at(progress);
    learner.stepPolicy(learningRate, config.maxGradNorm());
    report.log("train/learning_rate", learningRate);
    if (config.learnsValue()) {
      float valueRate = config.valueLearningRate().at(progress);
      learner.stepValue(valueRate, config.maxGradNorm());
      report.log("train/value_learning_rate", valueRate);
    }
    learner.countUpdate();
    report.log("train/ent_coef", entCoef);
    Losses.report(batch, learner, report);
  }

  /// All samples, episode after episode.
  private void gather(Rollout rollout) {
    episodes.find(rollout);
    int m = episodes.samples();
    if (m > batch.capacity()) {
      int room = Math.max(m, Math.min(2 * batch.capacity(), rollout.rows()));
      batch = new Batch(room, rollout.obsSize(), rollout.actionSize());
    }
    batch.gather(rollout, episodes.rows(), 0, m);
  }

  private void standardize(float[] a, Standardize over) {
    switch (over) {
      case NONE -> {}
      case EPISODE -> {
        for (int k = 0; k < episodes.count(); k++) {
          Statistics.normalize(a, episodes.start(k), episodes.end(k));
        }
      }
      case BATCH -> Statistics.normalize(a, batch.size());
    }
  }

  /// A = G − b.
  private void compareWithBaseline() {
    int m = batch.size();
    switch (config.baseline()) {
      case NONE -> subtract(0);
      case MEAN_RETURN -> subtract(Statistics.mean(batch.returns, m));
      case MOVING_AVERAGE -> {
        double decay = config.baselineDecay();
        subtract(average[1] == 0 ? 0 : average[0] / average[1]);
        average[0] = decay * average[0] + (1 - decay) * Statistics.mean(batch.returns, m);
        average[1] = decay * average[1] + (1 - decay);
      }
      case VALUE -> {
        for (int i = 0; i < m; i++) {
          batch.advantage[i] = batch.returns[i] - batch.oldValue[i];
        }
      }
    }
  }

  private void subtract(double baseline) {
    for (int i = 0; i < batch.size(); i++) {
      batch.advantage[i] = (float) (batch.returns[i] - baseline);
    }
  }

  /// A ← γᵗ A, t being the step of the episode. The rest of an episode that was cut counts from 0.
  private void discountWeights() {
    for (int k = 0; k < episodes.count(); k++) {
      double factor = 1;
      for (int i = episodes.start(k); i < episodes.end(k); i++) {
        batch.advantage[i] = (float) (factor * batch.advantage[i]);
        factor *= config.gamma();
      }
    }
  }

  @Override
  public double[] state() {
    return average;
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
