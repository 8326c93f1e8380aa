package ascent.collect;

import ascent.env.VectorEnv;
import ascent.policy.ActorCritic;
import ascent.space.Space;

/// Checks that a policy and an environment speak of the same spaces.
public final class Spaces {
  private Spaces() {}

  /// @throws IllegalArgumentException where they differ
  public static void requireSame(ActorCritic policy, VectorEnv env) {
    require("observation", policy.observationSpace(), env.observationSpace());
    require("action", policy.actionSpace(), env.actionSpace());
  }

  private static void require(String which, Space policy, Space env) {
    if (!policy.equals(env)) {
      throw new IllegalArgumentException(
          "The policy's "
              + which
              + " space is "
              + policy
              + "; the environment's is "
              + env
              + ". Maybe the policy was trained on another environment.");
    }
  }
}
