package ascent.algo;

import ascent.nn.Optimizer;
import ascent.nn.OptimizerConfig;
import ascent.nn.Span;
import ascent.parallel.Workers;
import ascent.policy.ActorCritic;
import ascent.policy.PolicyGradient;
import ascent.policy.RolloutValues;
import ascent.policy.SampleWeights;
import ascent.rollout.Batch;
import ascent.rollout.Rollout;
import ascent.space.Space;
import java.util.ArrayList;
import java.util.List;

/// The parameters, their gradient and the optimiser: what an algorithm steps with and a checkpoint
/// saves.
public final class Learner {
  /// Which parameters are stepped together, each group by an optimiser of its own.
  public enum Groups {
    /// All parameters by one optimiser.
    ALL,
    /// The policy's (with the layers that it shares) by one, the value function's own by another.
    POLICY_AND_VALUE,
    /// The value function's own alone: something else moves the policy.
    VALUE,
    /// The weights of the policy's last layer alone, without its biases.
    POLICY_HEAD
  }

  private final ActorCritic policy;
  private final float[] theta; // [|θ|]
  private final float[] grad; // [|θ|]
  private final Workers workers;
  private final PolicyGradient gradient;
  private final RolloutValues values;
  private final List<Optimizer> optimizers = new ArrayList<>();
  private final List<Span> spans;
  private long updates;
  private float lastLearningRate;

  /// A learner with one optimiser.
  ///
  /// @param theta the first parameters, `[|θ|]`; taken over, not copied
  public Learner(ActorCritic policy, float[] theta, OptimizerConfig optimizer, Workers workers) {
    this(policy, theta, optimizer, Groups.ALL, workers);
  }

  /// @param theta the first parameters, `[|θ|]`; taken over, not copied
  public Learner(
      ActorCritic policy,
      float[] theta,
      OptimizerConfig optimizer,
      Groups groups,
      Workers workers) {
    this.policy = policy;
    this.theta = theta;
    grad = new float[theta.length];
    this.workers = workers;
    gradient = new PolicyGradient(policy, workers);
    values = new RolloutValues(policy, workers);
    spans =
        switch (groups) {
          case ALL -> List.of(new Span(0, theta.length));
          case POLICY_AND_VALUE -> List.of(policy.policySpan(), policy.valueSpan());
          case VALUE -> List.of(policy.valueSpan());
          case POLICY_HEAD -> List.of(policy.policyHeadSpan());
        };
    for (Span span : spans) {
      optimizers.add(Optimizer.of(optimizer, span, theta.length));
    }
  }

  /// Whether a value function is among what is learned.
  boolean learnsValue() {
    return policy.learnsValue();
  }

  /// The actions that the policy chooses among.
  Space actionSpace() {
    return policy.actionSpace();
  }

  /// θ, live.
  public float[] parameters() {
    return theta;
  }

  /// The networks.
  ActorCritic policy() {
    return policy;
  }

  /// The threads that a large batch is shared out to.
  Workers workers() {
    return workers;
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
    step(0, learningRate, maxGradNorm);
  }

  /// Steps the parameters of the policy alone, by an optimiser of its own.
  void stepPolicy(float learningRate, float maxGradNorm) {
    step(0, learningRate, maxGradNorm);
  }

  /// Steps the parameters of the value function alone, by an optimiser of its own.
  void stepValue(float learningRate, float maxGradNorm) {
    step(optimizers.size() - 1, learningRate, maxGradNorm);
  }

  private void step(int group, float learningRate, float maxGradNorm) {
    float scale = Optimizer.clipScale(grad, spans.get(group), maxGradNorm);
    optimizers.get(group).step(theta, grad, scale, learningRate);
    lastLearningRate = learningRate;
  }

  /// The learning rate of the last step; 0 before the first.
  float lastLearningRate() {
    return lastLearningRate;
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

  /// All that an exact continuation needs beside θ: whole numbers (and the bits of a float) …
  public long[] counters() {
    long[] counters = new long[optimizers.size() + 2];
    for (int i = 0; i < optimizers.size(); i++) {
      counters[i] = optimizers.get(i).steps();
    }
    counters[optimizers.size()] = updates;
    counters[optimizers.size() + 1] = Float.floatToRawIntBits(lastLearningRate);
    return counters;
  }

  /// … and vectors, live, `[|θ|]` each.
  public List<float[]> vectors() {
    List<float[]> vectors = new ArrayList<>();
    for (Optimizer optimizer : optimizers) {
      vectors.addAll(optimizer.state());
    }
    return vectors;
  }

  /// Takes up a saved state.
  ///
  /// @param parameters `[|θ|]`
  public void restore(float[] parameters, long[] counters, List<float[]> vectors) {
    System.arraycopy(parameters, 0, theta, 0, theta.length);
    int from = 0;
    for (int i = 0; i < optimizers.size(); i++) {
      int to = from + optimizers.get(i).state().size();
      optimizers.get(i).restore(counters[i], vectors.subList(from, to));
      from = to;
    }
    updates = counters[optimizers.size()];
    lastLearningRate = Float.intBitsToFloat((int) counters[optimizers.size() + 1]);
  }
}
