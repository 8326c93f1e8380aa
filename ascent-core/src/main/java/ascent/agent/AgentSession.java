package ascent.agent;

import ascent.env.Action;
import ascent.rng.Rng;
import org.jspecify.annotations.Nullable;

/// An [Agent] acting in one environment, step after step. It holds the policy's state between
/// steps: with generalised state-dependent exploration (gSDE), the noise that is kept for several
/// steps. A policy without state acts the same without a session.
///
/// Call [#reset] whenever an episode starts. One session belongs to one environment and is used by
/// one thread at a time; an agent may have any number of them.
public final class AgentSession {
  private final Agent agent;
  private final ActingMemory memory;

  AgentSession(Agent agent) {
    this.agent = agent;
    memory = new ActingMemory(agent.policy());
  }

  /// Clears the state at the start of an episode.
  public void reset() {
    memory.state.reset(0, 1);
  }

  /// The most probable action, within the bounds of the action space.
  ///
  /// @param obs `[obsSize]`
  public Action act(float[] obs) {
    return act(obs, Agent.NO_MASK, agent.newAction());
  }

  /// The most probable action among those allowed.
  ///
  /// @param obs `[obsSize]`
  /// @param mask which options are allowed, `[actionFeatures]`, as [ascent.env.Env#actionMask]
  ///   writes it
  public Action act(float[] obs, boolean[] mask) {
    agent.requireMask(mask);
    return act(obs, mask, agent.newAction());
  }

  /// Writes the most probable action. Allocates nothing.
  ///
  /// @param obs `[obsSize]`
  /// @param mask which options are allowed, `[actionFeatures]`, at least one of each choice; empty
  ///   if all are
  /// @param out from [Agent#newAction]
  /// @return out
  public Action act(float[] obs, boolean[] mask, Action out) {
    agent.requireOwn(out);
    choose(obs, mask, null);
    return memory.write(out);
  }

  /// An action drawn from the policy, within the bounds of the action space.
  ///
  /// @param obs `[obsSize]`
  public Action sample(float[] obs, Rng rng) {
    return sample(obs, Agent.NO_MASK, rng, agent.newAction());
  }

  /// An action drawn from the policy among those allowed.
  ///
  /// @param obs `[obsSize]`
  /// @param mask which options are allowed, `[actionFeatures]`
  public Action sample(float[] obs, boolean[] mask, Rng rng) {
    agent.requireMask(mask);
    return sample(obs, mask, rng, agent.newAction());
  }

  /// Writes an action drawn from the policy. Allocates nothing.
  ///
  /// @param obs `[obsSize]`
  /// @param mask which options are allowed, `[actionFeatures]`, at least one of each choice; empty
  ///   if all are
  /// @param out from [Agent#newAction]
  /// @return out
  public Action sample(float[] obs, boolean[] mask, Rng rng, Action out) {
    agent.requireOwn(out);
    choose(obs, mask, Agent.requireRng(rng));
    return memory.write(out);
  }

  /// The action as flat numbers, before any clipping to bounds: the most probable one, or a sample.
  ///
  /// @param obs `[obsSize]`
  /// @param mask which options are allowed, `[actionFeatures]`; empty if all are
  /// @param rng draws the sample; null for the most probable action
  /// @return `[actionSize]`; valid until the next call
  /// @throws IllegalArgumentException when the observation or the mask is not of the agent's
  ///   spaces; the session is as before
  public float[] choose(float[] obs, boolean[] mask, @Nullable Rng rng) {
    agent.requireObservation(obs);
    if (mask == null || mask.length > 0) {
      agent.requireMask(mask);
    }
    return agent.choose(memory, obs, mask, rng);
  }
}
