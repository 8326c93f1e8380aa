package ascent.algo;

import ascent.config.Check;
import ascent.nn.Optimizer;
import ascent.nn.OptimizerFactory;
import ascent.nn.Span;
import ascent.parallel.Workers;
import ascent.policy.ActorCritic;
import ascent.policy.PolicyGradient;
import ascent.policy.RolloutValues;
import ascent.policy.SampleWeights;
import ascent.rollout.Batch;
import ascent.rollout.Rollout;
import ascent.rollout.Statistics;
import ascent.space.Space;
import java.util.ArrayList;
import java.util.List;

/// The parameters θ, their gradient and their optimisers. An algorithm uses it to take steps; a
/// checkpoint saves it.
///
/// An algorithm's update calls, in this order:
///
/// - [#value] once, if it needs V of the rollout's observations;
/// - [#differentiate], then [#step], for each minibatch;
/// - [#countUpdate] once per pass over the data, before it or after it. PPO counts each epoch, as
///   Stable-Baselines3 does.
///
/// All parameters are one flat array, and so is the gradient.
public final class Learner {
  /// The groups of parameters that are stepped together, each by its own optimiser.
  public enum Groups {
    /// All parameters by one optimiser: [#step].
    ALL,
    /// The policy's parameters, including shared layers, by one optimiser ([#stepPolicy]); the
    /// value function's by another ([#stepValue]).
    POLICY_AND_VALUE,
    /// Only the value function's parameters ([#stepValue]); the algorithm updates the policy
    /// itself.
    VALUE,
    /// Only the weights of the policy's last layer, without its biases: [#step].
    POLICY_HEAD
  }

  private final ActorCritic policy;
  private final Groups groups;
  private final float[] theta; // [|θ|]
  private final float[] grad; // [|θ|]
  private final Workers workers;
  private final PolicyGradient gradient;
  private final RolloutValues values;
  private final List<Optimizer> optimizers = new ArrayList<>();
  private final List<Span> spans;
  private LearnerObserver observer = LearnerObserver.NONE;
  private long updates;
  private float lastLearningRate;

  /// A learner with one optimiser.
  ///
  /// @param theta the first parameters, `[|θ|]`; not copied
  /// @param workers the threads that large batches are divided among
  public Learner(ActorCritic policy, float[] theta, OptimizerFactory optimizer, Workers workers) {
    this(policy, theta, optimizer, Groups.ALL, workers);
  }

  /// A learner with an optimiser for each group of parameters.
  ///
  /// @param theta the first parameters, `[|θ|]`; not copied
  /// @param workers the threads that large batches are divided among
  public Learner(
      ActorCritic policy,
      float[] theta,
      OptimizerFactory optimizer,
      Groups groups,
      Workers workers) {
    policy.requireParameters(theta);
    this.policy = policy;
    this.groups = groups;
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
      optimizers.add(
          Check.gave(
              optimizer.create(span, theta.length),
              optimizer.getClass().getName() + ".create",
              "an Optimizer"));
    }
  }

  /// Whether there is a value function; without one V = 0.
  public boolean learnsValue() {
    return policy.learnsValue();
  }

  /// The actions that the policy chooses among.
  public Space actionSpace() {
    return policy.actionSpace();
  }

  /// θ, `[|θ|]`, not copied: the optimisers change it in place, and an algorithm may.
  public float[] parameters() {
    return theta;
  }

  /// The networks of policy and value function, with their spans of θ.
  public ActorCritic policy() {
    return policy;
  }

  /// The threads that large batches are divided among.
  public Workers workers() {
    return workers;
  }

  /// Computes V of all observations of a rollout at the current parameters, and writes it into
  /// [Rollout#value], [Rollout#lastValue] and [Rollout#finalValue]. Without a value function they
  /// stay 0.
  public void value(Rollout rollout) {
    values.compute(theta, rollout);
  }

  /// Computes the gradient of a loss at the current parameters,
  ///
  ///     ∇L = 1/m Σᵢ [ wᵢ ∇log π(aᵢ|sᵢ) − c ∇H(π(·|sᵢ)) + uᵢ ∇V(sᵢ) ]
  ///
  /// over the m samples of a batch. It is kept in [#gradient]; the batch then has log π, H and V of
  /// its samples.
  ///
  /// @param weights decides wᵢ and uᵢ when log π, H and V are known
  /// @param entCoef c, the coefficient of the entropy bonus
  public void differentiate(Batch batch, SampleWeights weights, float entCoef) {
    gradient.compute(theta, batch, weights, entCoef, grad);
    observer.differentiated(batch, weights, entCoef);
  }

  /// Steps the parameters against the gradient. For learners of the groups ALL or POLICY_HEAD.
  ///
  /// @param maxGradNorm the gradient is scaled down to this Euclidean norm if it is longer; ∞ is
  ///   off
  /// @throws DivergedException where the gradient's norm is infinite or NaN
  /// @throws IllegalStateException where the learner has other groups
  public void step(float learningRate, float maxGradNorm) {
    requireGroups("step", Groups.ALL, Groups.POLICY_HEAD);
    step(0, learningRate, maxGradNorm);
  }

  /// Steps the parameters of the policy alone. For learners of the groups POLICY_AND_VALUE or,
  /// where no value function is learned, ALL.
  ///
  /// @param maxGradNorm the policy's part of the gradient is scaled down to this Euclidean norm if
  ///   it is longer; ∞ is off
  /// @throws DivergedException where its norm is infinite or NaN
  /// @throws IllegalStateException where the learner has other groups
  public void stepPolicy(float learningRate, float maxGradNorm) {
    requireGroups(
        "stepPolicy",
        Groups.POLICY_AND_VALUE,
        learnsValue() ? Groups.POLICY_AND_VALUE : Groups.ALL);
    step(0, learningRate, maxGradNorm);
  }

  /// Steps the parameters of the value function alone. For learners of the groups POLICY_AND_VALUE
  /// or VALUE.
  ///
  /// @param maxGradNorm the value function's part of the gradient is scaled down to this Euclidean
  ///   norm if it is longer; ∞ is off
  /// @throws DivergedException where its norm is infinite or NaN
  /// @throws IllegalStateException where the learner has other groups
  public void stepValue(float learningRate, float maxGradNorm) {
    requireGroups("stepValue", Groups.POLICY_AND_VALUE, Groups.VALUE);
    step(optimizers.size() - 1, learningRate, maxGradNorm);
  }

  private void requireGroups(String method, Groups one, Groups other) {
    if (groups != one && groups != other) {
      throw new IllegalStateException(
          "%s needs a learner of the groups %s; this one has %s. Maybe override groups() in the config."
              .formatted(method, one == other ? one : one + " or " + other, groups));
    }
  }

  private void step(int group, float learningRate, float maxGradNorm) {
    float scale = Optimizer.clipScale(grad, spans.get(group), maxGradNorm);
    DivergedException.requireFiniteNorm(scale, "gradient");
    optimizers.get(group).step(theta, grad, scale, learningRate);
    lastLearningRate = learningRate;
    observer.stepped(spans.get(group), scale, learningRate);
  }

  /// Shows gradients and steps to an observer from now on, in place of the one before.
  public void observe(LearnerObserver value) {
    observer = value;
  }

  /// The learning rate of the last step; 0 before the first.
  public float lastLearningRate() {
    return lastLearningRate;
  }

  /// The gradient last computed, `[|θ|]`, not copied.
  public float[] gradient() {
    return grad;
  }

  /// Counts a pass over the data, for `train/n_updates` as in Stable-Baselines3.
  public void countUpdate() {
    updates++;
  }

  /// The number of updates counted.
  public long updates() {
    return updates;
  }

  /// The mean of the policy's standard deviations, for logging: of the free ones, at the current
  /// parameters; where they depend on the state, over a batch as it was last evaluated; NaN if
  /// there are none.
  public double meanStd(Batch batch) {
    double free = policy.meanStd(theta);
    return Double.isNaN(free) ? Statistics.mean(batch.std, batch.size()) : free;
  }

  /// Optimizer state for checkpoints: the steps of each optimiser, the number of updates, and the
  /// raw bits of the last learning rate.
  public long[] counters() {
    long[] counters = new long[optimizers.size() + 2];
    for (int i = 0; i < optimizers.size(); i++) {
      counters[i] = optimizers.get(i).steps();
    }
    counters[optimizers.size()] = updates;
    counters[optimizers.size() + 1] = Float.floatToRawIntBits(lastLearningRate);
    return counters;
  }

  /// Optimizer state for checkpoints: the vectors of each optimiser, such as moments, not copied.
  public List<float[]> vectors() {
    List<float[]> vectors = new ArrayList<>();
    for (Optimizer optimizer : optimizers) {
      vectors.addAll(optimizer.state());
    }
    return vectors;
  }

  /// Restores saved state.
  ///
  /// @param parameters `[|θ|]`, copied
  /// @param counters as [#counters] gave them
  /// @param vectors as [#vectors] gave them, copied
  public void restore(float[] parameters, long[] counters, List<float[]> vectors) {
    policy.requireParameters(parameters);
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
