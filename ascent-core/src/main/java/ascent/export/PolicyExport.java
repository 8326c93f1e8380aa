package ascent.export;

import ascent.agent.Agent;

/// Writes an agent's policy for other programs. What is written takes the agent's most probable
/// action ([Agent#act(float\[\])]): normalisation of observations, one-hot encoding, masks,
/// squashing and bounds are inside. The value function is not.
///
/// | form | equal to `Agent.act` |
/// |---|---|
/// | [#java], [#c] | bit for bit |
///
/// Immutable.
public final class PolicyExport {
  private final PolicyPlan plan;
  private final Origin origin;

  private PolicyExport(PolicyPlan plan, Origin origin) {
    this.plan = plan;
    this.origin = origin;
  }

  /// An export of a policy for which every action is allowed.
  ///
  /// @throws IllegalArgumentException if the policy cannot be exported: its distribution has no
  ///   [ascent.distribution.ModeRule], its network is not a multilayer perceptron, or it has
  ///   diverged
  public static PolicyExport of(Agent agent) {
    return new PolicyExport(PolicyPlan.of(agent), Origin.of(agent));
  }

  /// The same for callers that pass a mask of the actions allowed, as [ascent.env.Env#actionMask]
  /// writes it.
  ///
  /// @throws IllegalArgumentException if the actions are not choices
  public PolicyExport withMask() {
    return new PolicyExport(plan.withMask(), origin);
  }

  /// A Java class with a static method `act`, for Java 11 or later and without dependencies.
  ///
  /// @param packageName empty for the unnamed package
  /// @throws IllegalArgumentException if a name is not one of Java's
  public String java(String packageName, String className) {
    return new JavaSource(plan, origin, new JavaName(packageName, className)).text();
  }
}
