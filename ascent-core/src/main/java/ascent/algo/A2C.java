package ascent.algo;

import ascent.rollout.Advantages;
import ascent.rollout.Batch;
import ascent.rollout.Minibatches;
import ascent.rollout.Rollout;
import ascent.rollout.Statistics;
import java.util.List;

/// Advantage Actor-Critic, the synchronous form of A3C (Mnih et al. 2016, arXiv:1602.01783, section
/// 4 and algorithm S3): one gradient step on each short rollout of several environments,
///
///     L = −E[A log π(a|s)] + c_v E[(V − R)²] − c E[H],     A = R − V(s) of the policy that acted
///
/// Its gradient is the shared policy gradient with wᵢ = −Aᵢ and uᵢ = 2 c_v (Vᵢ − Rᵢ)
/// ([ActorCriticLoss]).
///
/// With rollouts of one step and λ = 0 it is one-step actor-critic (Sutton & Barto 2018, section
/// 13.5): A = δ = r + γ V(s′) − V(s). See [OneStepActorCriticConfig].
///
/// Differs from the paper as Stable-Baselines3 does: environments step synchronously, not in
/// separate threads, so a step never uses old parameters; the return is λ's mixture of n-step
/// returns, and the paper's longest n-step return at the default λ = 1; the gradient's norm is
/// clipped; losses are means over the rollout, not sums; the value loss has no ½.
final class A2C implements Algorithm {
  private static final List<String> METRICS =
      Losses.metrics("train/learning_rate", "train/ent_coef");

  private final A2CConfig config;
  private final Learner learner;
  private final ActorCriticLoss loss = ActorCriticLoss.ofActorAndCritic();
  private final Minibatches whole = Minibatches.inOrder(Integer.MAX_VALUE);

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
    whole.begin(rollout, 0);
    Batch batch = whole.gather(0);
    if (config.normalizeAdvantage()) {
      Statistics.normalize(batch.advantage, batch.size());
    }
    loss.set(1, config.vfCoef().at(progress));
    float entCoef = config.entCoef().at(progress);
    learner.differentiate(batch, loss, entCoef);
    float learningRate = config.learningRate().at(progress);
    learner.step(learningRate, config.maxGradNorm());
    learner.countUpdate();
    report.log("train/learning_rate", learningRate);
    report.log("train/ent_coef", entCoef);
    Losses.report(batch, learner, report);
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
