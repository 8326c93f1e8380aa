package ascent.agent;

import ascent.env.Action;
import ascent.policy.EnvState;
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
  private final EnvState state;

  AgentSession(Agent agent) {
    this.agent = agent;
    state = agent.policy().newState(1);
  }

  /// Clears the state at the start of an episode.
  public void reset() {
    state.reset(0, 1);
  }

  /// The most probable action, within the bounds of the action space.
  ///
  /// @param obs `[obsSize]`
  public Action act(float[] obs) {
    return agent.action(choose(obs, Agent.NO_MASK, null));
  }

  /// The most probable action among those allowed.
  ///
  /// @param obs `[obsSize]`
  /// @param mask which options are allowed, `[actionFeatures]`, as [ascent.env.Env#actionMask]
  ///   writes it
  public Action act(float[] obs, boolean[] mask) {
    agent.requireMask(mask);
    return agent.action(choose(obs, mask, null));
  }

  /// An action drawn from the policy, within the bounds of the action space.
  ///
  /// @param obs `[obsSize]`
  public Action sample(float[] obs, Rng rng) {
    return agent.action(choose(obs, Agent.NO_MASK, rng));
  }

  /// An action drawn from the policy among those allowed.
  ///
  /// @param obs `[obsSize]`
  /// @param mask which options are allowed, `[actionFeatures]`
  public Action sample(float[] obs, boolean[] mask, Rng rng) {
    agent.requireMask(mask);
    return agent.action(choose(obs, mask, rng));
  }

  /// The action as flat numbers, before any clipping to bounds: the most probable one, or a sample.
  ///
  /// @param obs `[obsSize]`
  /// @param mask which options are allowed, `[actionFeatures]`; empty if all are
  /// @param rng draws the sample; null for the most probable action
  /// @return `[actionSize]`
  public float[] choose(float[] obs, boolean[] mask, @Nullable Rng rng) {
    return agent.choose(obs, mask, rng, state);
  }
}
