package ascent.policy;

import ascent.distribution.Distribution;
import ascent.distribution.DistributionConfig;
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
  private final NetworkConfig network;
  private final DistributionConfig distributionConfig;
  private final Distribution distribution;
  private final Mlp trunk;
  private final Mlp actor;
  private final int free;
  private final Mlp critic;
  private final boolean learnsValue;

  public ActorCritic(
      Space observationSpace,
      Space actionSpace,
      NetworkConfig network,
      DistributionConfig actions) {
    this(observationSpace, actionSpace, network, actions, true);
  }

  /// @param learnsValue whether there is a value function
  public ActorCritic(
      Space observationSpace,
      Space actionSpace,
      NetworkConfig network,
      DistributionConfig actions,
      boolean learnsValue) {
    this.learnsValue = learnsValue;
    this.observationSpace = observationSpace;
    this.actionSpace = actionSpace;
    this.network = network;
    distributionConfig = actions;
    int inputs = observationSpace.features();
    var activation = network.activation();
    trunk = new Mlp(inputs, network.sharedLayers(), 0, activation, 0);
    int features = trunk.features();
    List<Integer> layers = network.policyLayers();
    distribution = actions.create(actionSpace, layers.isEmpty() ? features : layers.getLast());
    actor = new Mlp(features, layers, distribution.outputs(), activation, trunk.end());
    free = actor.end();
    int end = free + distribution.freeParameters();
    critic =
        learnsValue
            ? new Mlp(features, network.valueLayers(), 1, activation, end)
            : new Mlp(features, List.of(), 0, activation, end);
  }

  public Space observationSpace() {
    return observationSpace;
  }

  public Space actionSpace() {
    return actionSpace;
  }

  public NetworkConfig network() {
    return network;
  }

  public DistributionConfig distributionConfig() {
    return distributionConfig;
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

  /// Checks that the policy is one for these spaces.
  ///
  /// @throws IllegalArgumentException when it has others
  public void requireSpaces(Space observations, Space actions) {
    requireSame("observation", observationSpace, observations);
    requireSame("action", actionSpace, actions);
  }

  private static void requireSame(String which, Space own, Space other) {
    if (!own.equals(other)) {
      throw new IllegalArgumentException(
          ("The policy's %s space is %s; the environment's is %s."
                  + " Maybe the policy was trained on another environment.")
              .formatted(which, own, other));
    }
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
  public int free() {
    return free;
  }

  /// The parameters of the policy, the layers that it shares included.
  public Range policyRange() {
    return new Range(0, free + distribution.freeParameters());
  }

  /// The parameters of the value function alone.
  public Range valueRange() {
    return new Range(free + distribution.freeParameters(), critic.end());
  }

  /// The weights of the policy's last layer, without its biases.
  public Range policyHeadRange() {
    int weights = actor.features() * distribution.outputs();
    return new Range(actor.end() - weights - distribution.outputs(), free - distribution.outputs());
  }

  /// The mean of the state-independent standard deviations; NaN where there are none.
  public double meanStd(float[] theta) {
    return distribution.meanStd(theta, free);
  }

  /// Memory for what sampling remembers of n environments from step to step: the noise matrices of
  /// generalised state-dependent exploration.
  public float[] noise(int n) {
    return new float[n * distribution.noise()];
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
    trunk.initialise(theta, network.init(), HIDDEN_GAIN, HIDDEN_GAIN, rng);
    actor.initialise(theta, network.init(), HIDDEN_GAIN, POLICY_GAIN, rng);
    distribution.initialise(theta, free);
    critic.initialise(theta, network.init(), HIDDEN_GAIN, VALUE_GAIN, rng);
    return theta;
  }

  /// The named tensors that θ is made of, in order and without gaps.
  public List<Tensor> tensors() {
    List<Tensor> tensors = new ArrayList<>(trunk.tensors("shared"));
    tensors.addAll(actor.tensors("policy"));
    if (distribution.freeParameters() > 0) {
      tensors.add(new Tensor("policy.log_std", free, distribution.freeShape()));
    }
    tensors.addAll(critic.tensors("value"));
    return tensors;
  }
}
