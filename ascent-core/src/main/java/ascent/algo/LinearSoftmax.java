package ascent.algo;

import ascent.rollout.Batch;
import ascent.rollout.Episodes;
import ascent.rollout.Rollout;
import ascent.rollout.Statistics;
import ascent.space.Discrete;
import java.util.List;

/// REINFORCE with a linear softmax policy (Sutton & Barto 2018, section 13.1 and the algorithm of
/// 13.3): after an episode, a step of gradient ascent for each of its time steps in order,
///
///     π(a|s) ∝ exp(θ·φ(s, a) / τ),     θ ← θ + α Gₜ ∇log π(aₜ|sₜ)
///
/// where φ(s, a) is the state in the block of action a, and 0 elsewhere. So θ·φ(s, a) is a network
/// without hidden layers and biases, and the step is the shared policy gradient of one sample with
/// w = −Gₜ.
///
/// Differs from the book: there is no factor γᵗ, and rewards or returns may be standardised over
/// the episode. As in the book, each step changes the policy, so the gradient of a later time step
/// is not exactly that of the policy that acted.
final class LinearSoftmax implements Algorithm {
  private static final List<String> METRICS = Losses.metrics("train/learning_rate");

  private final LinearSoftmaxConfig config;
  private final Learner learner;
  private final ActorCriticLoss loss = ActorCriticLoss.ofActorAndCritic(); // there is no critic
  private final Episodes episodes = new Episodes();
  private Batch one = new Batch(0, 0, 0);
  private float[] returns = {}; // [samples], and room for more

  public LinearSoftmax(LinearSoftmaxConfig config, Learner learner) {
    if (!(learner.actionSpace() instanceof Discrete)) {
      throw new IllegalArgumentException(
          "linear-softmax chooses among the actions of a Discrete space; the action space is "
              + learner.actionSpace()
              + ". Maybe use reinforce.");
    }
    this.config = config;
    this.learner = learner;
  }

  @Override
  public void update(Rollout rollout, long iteration, double progress, Report report) {
    allocate(rollout);
    episodes.find(rollout);
    float learningRate = config.learningRate().at(progress);
    for (int k = 0; k < episodes.count(); k++) {
      findReturns(rollout, episodes.start(k), episodes.end(k));
      for (int t = episodes.start(k); t < episodes.end(k); t++) {
        one.gather(rollout, episodes.rows(), t, t + 1);
        one.advantage[0] = returns[t];
        learner.differentiate(one, loss, 0);
        learner.step(learningRate, Float.POSITIVE_INFINITY);
      }
    }
    learner.countUpdate();
    report.log("train/learning_rate", learningRate);
    Losses.report(one, learner, report);
  }

  /// Gₜ = rₜ + γ Gₜ₊₁ over the samples `from … to − 1`, an episode.
  private void findReturns(Rollout rollout, int from, int to) {
    for (int t = from; t < to; t++) {
      returns[t] = rollout.reward[episodes.rows()[t]];
    }
    if (config.standardize() == LinearSoftmaxConfig.Standardize.REWARDS) {
      Statistics.normalize(returns, from, to);
    }
    double next = 0; // Gₜ₊₁, in double: without discounting it sums a whole episode
    for (int t = to - 1; t >= from; t--) {
      next = returns[t] + config.gamma() * next;
      returns[t] = (float) next;
    }
    if (config.standardize() == LinearSoftmaxConfig.Standardize.RETURNS) {
      Statistics.normalize(returns, from, to);
    }
  }

  private void allocate(Rollout rollout) {
    if (returns.length < rollout.samples()) {
      one = new Batch(1, rollout.obsSize(), rollout.actionSize());
      returns = new float[Math.max(rollout.samples(), 2 * returns.length)];
    }
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
