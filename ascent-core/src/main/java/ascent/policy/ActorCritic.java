package ascent.policy;

import ascent.config.Check;
import ascent.distribution.Distribution;
import ascent.distribution.DistributionConfig;
import ascent.distribution.ModeRule;
import ascent.nn.Init;
import ascent.nn.LinearHead;
import ascent.nn.Mlp;
import ascent.nn.Network;
import ascent.nn.Parameter;
import ascent.nn.Span;
import ascent.rng.Rng;
import ascent.space.Space;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A policy π(a|s) and a value function V(s) over one flat parameter vector:
///
///     θ = [trunk | actor | policy head | distribution's own parameters | critic | value head]
///
/// If no value function is learned, there is no critic, and V = 0.
///
/// An immutable description of networks; [PolicyPass] computes with it.
public final class ActorCritic {
  private static final float HIDDEN_GAIN = (float) Math.sqrt(2);
  private static final float POLICY_GAIN = 0.01f; // starts near the uniform policy
  private static final float VALUE_GAIN = 1;

  private final Space observationSpace;
  private final Space actionSpace;
  private final NetworkConfig network;
  private final DistributionConfig distributionConfig;
  private final Distribution distribution;
  private final Network trunk;
  private final Network actor;
  private final LinearHead policyHead;
  private final Network critic;
  private final LinearHead valueHead;
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
    var activation = network.activation();
    trunk = new Mlp(observationSpace.features(), network.sharedLayers(), activation, 0);
    actor = new Mlp(trunk.features(), network.policyLayers(), activation, trunk.span().to());
    distribution = distribution(actions, actionSpace, actor.features());
    policyHead = new LinearHead(actor.features(), distribution.outputs(), actor.span().to());
    int end = ownOffset() + distribution.ownParameters();
    List<Integer> valueLayers = learnsValue ? network.valueLayers() : List.of();
    critic = new Mlp(trunk.features(), valueLayers, activation, end);
    valueHead = new LinearHead(critic.features(), learnsValue ? 1 : 0, critic.span().to());
  }

  /// @throws IllegalArgumentException when a distribution of a user's own describes none
  private static Distribution distribution(DistributionConfig config, Space actions, int features) {
    String type = config.getClass().getName();
    Distribution d =
        Check.gave(config.create(actions, features), type + ".create", "a Distribution");
    String name = d.getClass().getName();
    int own = d.ownParameters();
    Check.that(d.outputs() >= 1, name + ".outputs()", d.outputs(), "at least 1");
    Check.that(own >= 0, name + ".ownParameters()", own, "at least 0");
    Check.that(d.stateSize() >= 0, name + ".stateSize()", d.stateSize(), "at least 0");
    List<Integer> shape = Check.gave(d.ownShape(), name + ".ownShape", "a List");
    long product = shape.stream().mapToLong(Integer::longValue).reduce(1, (a, b) -> a * b);
    Check.that(
        own == 0 || product == own, name + ".ownShape()", shape, "a shape of " + own + " numbers");
    return d;
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
    return valueHead.span().to();
  }

  /// Checks that θ is of this policy.
  ///
  /// @throws IllegalArgumentException when it has more or fewer than [#parameters]
  public void requireParameters(float[] theta) {
    if (theta.length != parameters()) {
      throw new IllegalArgumentException(
          "θ has " + theta.length + " parameters; it must have " + parameters() + ".");
    }
  }

  /// The number of weights of all networks, biases not counted.
  public long weights() {
    long heads = (long) policyHead.weightSpan().size() + valueHead.weightSpan().size();
    return trunk.weights() + actor.weights() + critic.weights() + heads;
  }

  /// Checks that the policy has these spaces.
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
    return trunk.span().size() > 0;
  }

  Network trunk() {
    return trunk;
  }

  Network actor() {
    return actor;
  }

  LinearHead policyHead() {
    return policyHead;
  }

  Network critic() {
    return critic;
  }

  LinearHead valueHead() {
    return valueHead;
  }

  /// Where the distribution's own parameters start in θ.
  public int ownOffset() {
    return policyHead.span().to();
  }

  /// The parameters of the policy, including shared layers.
  public Span policySpan() {
    return new Span(0, critic.span().from());
  }

  /// The parameters of the value function alone.
  public Span valueSpan() {
    return new Span(critic.span().from(), parameters());
  }

  /// The weights of the policy's head, without its biases.
  public Span policyHeadSpan() {
    return policyHead.weightSpan();
  }

  /// The mean of the state-independent standard deviations; NaN where there are none.
  public double meanStd(float[] theta) {
    return distribution.meanStd(theta, ownOffset());
  }

  /// Creates the initial policy state of n environments.
  public EnvState newState(int n) {
    return new EnvState(n, distribution.stateSize());
  }

  /// Converts sampled actions to the environment's actions: the identity, unless the distribution
  /// squashes them. An environment then clips them to its bounds.
  ///
  /// @param actions holds `count` numbers, whole actions, from index `from`
  /// @param env written from index `at`; may be the same array and index
  public void toEnv(float[] actions, int from, float[] env, int at, int count) {
    distribution.toEnv(actions, from, env, at, count);
  }

  /// The inverse of [#toEnv], for actions that were not sampled here. A squashed action on a bound
  /// is replaced by one just inside.
  public void fromEnv(float[] env, int from, float[] actions, int at, int count) {
    distribution.fromEnv(env, from, actions, at, count);
  }

  /// How the most probable action follows from the outputs of the policy's head; empty if nobody
  /// but the distribution knows.
  public Optional<ModeRule> modeRule() {
    return distribution.modeRule();
  }

  /// New parameters.
  public float[] initialise(Rng rng) {
    float[] theta = new float[parameters()];
    Init init = network.init();
    trunk.initialise(theta, init, HIDDEN_GAIN, rng);
    actor.initialise(theta, init, HIDDEN_GAIN, rng);
    policyHead.initialise(theta, init, POLICY_GAIN, rng);
    distribution.initialise(theta, ownOffset());
    critic.initialise(theta, init, HIDDEN_GAIN, rng);
    valueHead.initialise(theta, init, VALUE_GAIN, rng);
    return theta;
  }

  /// The named parameters of θ, in order and without gaps.
  public List<Parameter> layout() {
    List<Parameter> layout = new ArrayList<>(trunk.parameters("shared"));
    layout.addAll(actor.parameters("policy"));
    layout.addAll(policyHead.parameters("policy.head"));
    if (distribution.ownParameters() > 0) {
      layout.add(new Parameter("policy.log_std", ownOffset(), distribution.ownShape()));
    }
    layout.addAll(critic.parameters("value"));
    layout.addAll(valueHead.parameters("value.head"));
    return layout;
  }
}
