package ascent.sb3;

import ascent.agent.Agent;
import ascent.policy.ActorCritic;
import ascent.space.Box;
import ascent.space.Space;
import java.util.ArrayList;
import java.util.List;

/// A model that was read from a file of Stable-Baselines3.
///
/// @param agent the model
/// @param algorithm what Stable-Baselines3 calls its algorithm: PPO, A2C, TRPO or MaskablePPO
/// @param version of Stable-Baselines3 that wrote the file
/// @param notes what could not be taken over exactly, a sentence each
public record Sb3Import(Agent agent, String algorithm, String version, List<String> notes) {
  public Sb3Import {
    notes = List.copyOf(notes);
  }

  /// The same model with the bounds of an environment's observations, where both are a Box of the
  /// same size. They differ between versions of Gymnasium, and no network sees them.
  public Sb3Import withBoundsOf(Space observations) {
    Space own = agent.observationSpace();
    boolean alike =
        own instanceof Box && observations instanceof Box && own.size() == observations.size();
    if (!alike || own.equals(observations)) {
      return this;
    }
    ActorCritic policy =
        new ActorCritic(
            observations,
            agent.actionSpace(),
            agent.policy().network(),
            agent.policy().distributionConfig());
    List<String> more = new ArrayList<>(notes);
    more.add("The bounds of its observations are those of the environment, not %s.".formatted(own));
    return new Sb3Import(
        new Agent(policy, agent.normalizer(), agent.parameters(), agent.info()),
        algorithm,
        version,
        more);
  }
}
