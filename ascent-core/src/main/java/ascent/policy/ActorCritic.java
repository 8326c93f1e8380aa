package ascent.policy;

import ascent.distribution.Distribution;
import ascent.distribution.Distributions;
import ascent.nn.Mlp;
import ascent.nn.Mlp.Tensor;
import ascent.nn.Optimizer.Range;
import ascent.rng.Rng;
import ascent.space.Space;
import java.util.ArrayList;
import java.util.List;

/// A policy π(a|s) and a value function V(s) over one flat parameter vector θ = [shared trunk |
/// actor | free distribution parameters | critic]. Where nothing learns a value function, there is
/// no critic, and V = 0.
///
/// Immutable: a description of networks. [PolicyPass] computes with it.
public final class ActorCritic {
  private static final float HIDDEN_GAIN = (float) Math.sqrt(2);
  private static final float POLICY_GAIN = 0.01f; // starts near the uniform policy
  private static final float VALUE_GAIN = 1;

  private final Space observationSpace;
  private final Space actionSpace;
  private final PolicyConfig config;
  private final Distribution distribution;
  private final Mlp trunk;
  private final Mlp actor;
  private final int freeOffset;
  private final Mlp critic;
  private final boolean learnsValue;

  public ActorCritic(Space observationSpace, Space actionSpace, PolicyConfig config) {
    this(observationSpace, actionSpace, config, true);
  }

  /// @param learnsValue whether there is a value function
  public ActorCritic(
      Space observationSpace, Space actionSpace, PolicyConfig config, boolean learnsValue) {
    this.learnsValue = learnsValue;
    this.observationSpace = observationSpace;
    this.actionSpace = actionSpace;
    this.config = config;
    int inputs = observationSpace.features();
    var activation = config.activation();
    trunk = new Mlp(inputs, config.sharedLayers(), 0, activation, 0);
    int features = trunk.features();
    List<Integer> layers = config.policyLayers();
    distribution =
        Distributions.of(
            actionSpace, config.actions(), layers.isEmpty() ? features : layers.getLast());
    actor = new Mlp(features, layers, distribution.outputs(), activation, trunk.end());
    freeOffset = actor.end();
    int end = freeOffset + distribution.freeParameters();
    critic =
        learnsValue
            ? new Mlp(features, config.valueLayers(), 1, activation, end)
            : new Mlp(features, List.of(), 0, activation, end);
  }

  public Space observationSpace() {
    return observationSpace;
  }

  public Space actionSpace() {
    return actionSpace;
  }

  public PolicyConfig config() {
    return config;
  }

  Distribution distribution() {
    return distribution;
  }

  /// |θ|.
  public int parameters() {
    return critic.end();
  }

  /// The number of weights of actor and critic, biases not counted.
  public long weights() {
    return trunk.weights() + actor.weights() + critic.weights();
  }

  /// Whether there is a value function.
  public boolean learnsValue() {
    return learnsValue;
  }

  /// Whether actor and critic share layers.
  public boolean shared() {
    return trunk.end() > 0;
  }

  Mlp trunk() {
    return trunk;
  }

  Mlp actor() {
    return actor;
  }

  Mlp critic() {
    return critic;
  }

  /// Where the distribution's free parameters start in θ.
  public int freeOffset() {
    return freeOffset;
  }

  /// The parameters of the policy, the layers that it shares included.
  public Range policyRange() {
    return new Range(0, freeOffset + distribution.freeParameters());
  }

  /// The parameters of the value function alone.
  public Range valueRange() {
    return new Range(freeOffset + distribution.freeParameters(), critic.end());
  }

  /// The weights of the policy's last layer, without its biases.
  public Range policyHeadRange() {
    int weights = actor.features() * distribution.outputs();
    return new Range(actor.end() - weights - distribution.outputs(), freeOffset - distribution.outputs());
  }

  /// The mean of the state-independent standard deviations; NaN where there are none.
  public double meanStd(float[] theta) {
    return distribution.meanStd(theta, freeOffset);
  }

  /// Memory for what this policy remembers of n environments; nothing at first.
  public EnvState newState(int n) {
    return new EnvState(n, distribution.stateSize());
  }

  /// Turns actions as they are sampled and learned from into what an environment gets: the same,
  /// unless the distribution squashes them. An environment then clips them to its bounds.
  ///
  /// @param actions holds `count` numbers, whole actions, from `from` on
  /// @param env gets them from `at` on; may be the same array and place
  public void toEnv(float[] actions, int from, float[] env, int at, int count) {
    distribution.toEnv(actions, from, env, at, count);
  }

  /// The way back from [#toEnv], for actions that come from elsewhere. A squashed action on a bound
  /// is taken for one just inside.
  public void fromEnv(float[] env, int from, float[] actions, int at, int count) {
    distribution.fromEnv(env, from, actions, at, count);
  }

  /// Fresh parameters.
  public float[] initialise(Rng rng) {
    float[] theta = new float[parameters()];
    trunk.initialise(theta, config.init(), HIDDEN_GAIN, HIDDEN_GAIN, rng);
    actor.initialise(theta, config.init(), HIDDEN_GAIN, POLICY_GAIN, rng);
    distribution.initialise(theta, freeOffset);
    critic.initialise(theta, config.init(), HIDDEN_GAIN, VALUE_GAIN, rng);
    return theta;
  }

  /// The named tensors that θ is made of, in order and without gaps.
  public List<Tensor> tensors() {
    List<Tensor> tensors = new ArrayList<>(trunk.tensors("shared"));
    tensors.addAll(actor.tensors("policy"));
    if (distribution.freeParameters() > 0) {
      tensors.add(new Tensor("policy.log_std", freeOffset, distribution.freeShape()));
    }
    tensors.addAll(critic.tensors("value"));
    return tensors;
  }
}
