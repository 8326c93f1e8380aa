package ascent.export;

import ascent.agent.Agent;

/// Writes an agent's policy for other programs. What is written takes the agent's most probable
/// action ([Agent#act(float\[\])]): normalisation of observations, one-hot encoding, masks,
/// squashing and bounds are inside. The value function is not, but for [#safetensors], which are
/// all numbers without any arithmetic.
///
/// | form | equal to `Agent.act` |
/// |---|---|
/// | [#java], [#c] | bit for bit |
/// | [#onnx] | but for rounding in another runtime: 1e-6 |
///
/// Immutable.
public final class PolicyExport {
  private final Agent agent;
  private final PolicyPlan plan;
  private final Origin origin;

  private PolicyExport(Agent agent, PolicyPlan plan, Origin origin) {
    this.agent = agent;
    this.plan = plan;
    this.origin = origin;
  }

  /// An export of a policy for which every action is allowed.
  ///
  /// @throws IllegalArgumentException if the policy cannot be exported: its distribution has no
  ///   [ascent.distribution.ModeRule], its network is not a multilayer perceptron, or it has
  ///   diverged
  public static PolicyExport of(Agent agent) {
    return new PolicyExport(agent, PolicyPlan.of(agent), Origin.of(agent));
  }

  /// The same for callers that pass a mask of the actions allowed, as [ascent.env.Env#actionMask]
  /// writes it.
  ///
  /// @throws IllegalArgumentException if the actions are not choices
  public PolicyExport withMask() {
    return new PolicyExport(agent, plan.withMask(), origin);
  }

  /// A Java class with a static method `act`, for Java 11 or later and without dependencies.
  ///
  /// @param packageName empty for the unnamed package
  /// @throws IllegalArgumentException if a name is not one of Java's
  public String java(String packageName, String className) {
    return new JavaSource(plan, origin, new JavaName(packageName, className)).text();
  }

  /// A C99 header with a function `NAME_act`, without dependencies but the C library.
  ///
  /// @param name prefix of all names in it
  /// @throws IllegalArgumentException if the name is not an identifier
  public String c(String name) {
    return new CSource(plan, origin, name).text();
  }

  /// An ONNX model (IR version 8, operator set 17) with a batch of any size:
  ///
  /// | name | type | shape | what |
  /// |---|---|---|---|
  /// | `observation` | float; int64 where it is made of choices | batch × obsSize | as the environment gives it |
  /// | `action_mask` | bool | batch × options | which options are allowed; only [with a mask][#withMask] |
  /// | `action` | int64 of choices and bits, float of a Box | batch (Discrete), else batch × actionSize | the most probable action, within its bounds |
  ///
  /// The names `state_in` and `state_out` are reserved for the state of recurrent policies, of
  /// which there are none.
  public byte[] onnx() {
    return new OnnxPolicy(plan).bytes(origin);
  }

  /// All numbers of the agent in the safetensors format:
  ///
  /// | tensor | type | shape | what |
  /// |---|---|---|---|
  /// | `shared.L.weight`, `policy.L.weight`, `value.L.weight` | F32 | in × out | layer L: y = f(x W + b) |
  /// | `shared.L.bias`, `policy.L.bias`, `value.L.bias` | F32 | out | |
  /// | `policy.head.weight`, `value.head.weight` | F32 | out × in | y = x Wᵀ + b |
  /// | `policy.head.bias`, `value.head.bias` | F32 | out | |
  /// | `policy.log_std` | F32 | of the distribution | logarithms of standard deviations that do not depend on the state |
  /// | `observation.mean`, `observation.deviation` | F64 | obsSize | if observations are normalised: x ← clip((x − mean) / deviation, ± clip) |
  /// | `observation.clip` | F64 | 1 | |
  /// | `action.low`, `action.high` | F32 | actionSize | bounds of a Box |
  ///
  /// The metadata say where the policy comes from, and its `activation`, `distribution`,
  /// `observation_space` and `action_space`.
  public byte[] safetensors() {
    return SafetensorsPolicy.bytes(agent, plan, origin);
  }
}
