package ascent.algo;

import ascent.policy.SampleWeights;
import ascent.rollout.Advantages;
import ascent.rollout.Batch;
import ascent.rollout.Rollout;
import java.util.Arrays;
import java.util.List;

/// One-step actor-critic (Sutton & Barto 2018, section 13.5): after every transition, a step along
///
///     δ = r + γ V(s′) − V(s),     ∇J = δ ∇log π(a|s),     ∇L_V = −2 c_v δ ∇V(s)
///
/// where V(s′) = 0 if the episode terminated, and s′ is the true final observation if it was cut
/// off. It is the shared policy gradient with w = −δ and u = −2 c_v δ, averaged over the
/// environments that step side by side.
///
/// Differs from the book: there is no factor γᵗ; actor and critic may share layers, and are then
/// stepped together; there is an entropy bonus, and the gradient's norm is clipped.
public final class OneStepActorCritic implements Algorithm, SampleWeights {
  private static final List<String> METRICS =
      Losses.metrics("train/learning_rate", "train/ent_coef");

  private final OneStepActorCriticConfig config;
  private final Learner learner;
  private Batch batch = new Batch(0, 0, 0);
  private int[] order = {}; // [n]

  public OneStepActorCritic(OneStepActorCriticConfig config, Learner learner) {
    this.config = config;
    this.learner = learner;
  }

  @Override
  public void update(Rollout rollout, long iteration, double progress, Report report) {
    allocate(rollout);
    learner.value(rollout);
    Advantages.compute(rollout, config.gamma(), 0); // A = δ, R = r + γ V(s′)
    batch.gather(rollout, order, 0, order.length);
    float entCoef = config.entCoef().at(progress);
    learner.differentiate(batch, this, entCoef);
    float learningRate = config.learningRate().at(progress);
    learner.step(learningRate, config.maxGradNorm());
    learner.countUpdate();
    report.log("train/learning_rate", learningRate);
    report.log("train/ent_coef", entCoef);
    Losses.report(batch, learner, report);
  }

  private void allocate(Rollout rollout) {
    if (order.length != rollout.rows()) {
      order = new int[rollout.rows()];
      Arrays.setAll(order, i -> i);
      batch = new Batch(order.length, rollout.obsSize(), rollout.actionSize());
    }
  }

  /// ∂/∂log π of −δ log π.
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
      b.u[i] = 2 * config.vfCoef() * (b.value[i] - b.returns[i]);
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
