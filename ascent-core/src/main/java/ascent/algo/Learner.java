package ascent.algo;

import ascent.nn.Optimizer;
import ascent.nn.OptimizerConfig;
import ascent.parallel.Workers;
import ascent.policy.ActorCritic;
import ascent.policy.PolicyGradient;
import ascent.policy.RolloutValues;
import ascent.policy.SampleWeights;
import ascent.rollout.Batch;
import ascent.rollout.Rollout;
import java.util.List;

/// The parameters, their gradient and the optimiser: what an algorithm steps with and a checkpoint
/// saves.
public final class Learner {
  private final ActorCritic policy;
  private final float[] theta; // [|θ|]
  private final float[] grad; // [|θ|]
  private final PolicyGradient gradient;
  private final RolloutValues values;
  private final Optimizer optimizer;
  private long updates;

  /// @param theta the first parameters, `[|θ|]`; taken over, not copied
  public Learner(ActorCritic policy, float[] theta, OptimizerConfig optimizer, Workers workers) {
    this.policy = policy;
    this.theta = theta;
    grad = new float[theta.length];
    gradient = new PolicyGradient(policy, workers);
    values = new RolloutValues(policy, workers);
    this.optimizer = Optimizer.of(optimizer, theta.length);
  }

  /// θ, live.
  public float[] parameters() {
    return theta;
  }

  /// V of all observations of a rollout.
  void value(Rollout rollout) {
    values.compute(theta, rollout);
  }

  /// Computes the gradient of a batch with the algorithm's weights.
  void differentiate(Batch batch, SampleWeights weights, float entCoef) {
    gradient.compute(theta, batch, weights, entCoef, grad);
  }

  /// Steps along the gradient, its norm clipped.
  void step(float learningRate, float maxGradNorm) {
    optimizer.step(theta, grad, Optimizer.clipScale(grad, maxGradNorm), learningRate);
  }

  /// The gradient last computed, live: `[|θ|]`.
  float[] gradient() {
    return grad;
  }

  /// Counts an update, as Stable-Baselines3's `train/n_updates` does.
  void countUpdate() {
    updates++;
  }

  long updates() {
    return updates;
  }

  /// The mean of the policy's state-independent standard deviations; NaN where there are none.
  double meanStd() {
    return policy.meanStd(theta);
  }

  /// All that an exact continuation needs beside θ: whole numbers …
  public long[] counters() {
    return new long[] {optimizer.steps(), updates};
  }

  /// … and vectors, live, `[|θ|]` each.
  public List<float[]> vectors() {
    return optimizer.state();
  }

  /// Takes up a saved state.
  ///
  /// @param parameters `[|θ|]`
  public void restore(float[] parameters, long[] counters, List<float[]> vectors) {
    System.arraycopy(parameters, 0, theta, 0, theta.length);
    optimizer.restore(counters[0], vectors);
    updates = counters[1];
  }
}
