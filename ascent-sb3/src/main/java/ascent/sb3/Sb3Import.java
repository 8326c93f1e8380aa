package ascent.sb3;

import ascent.agent.Agent;
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
}
