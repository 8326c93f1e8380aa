package ascent.cli.render;

import ascent.agent.AgentSession;
import ascent.env.Action;
import ascent.rng.Rng;

/// Chooses the actions of an agent's policy.
///
/// @param stochastic whether actions are drawn from the policy; else the most probable ones
record SessionPlayer(AgentSession session, boolean stochastic) implements Player {
  @Override
  public void reset() {
    session.reset();
  }

  @Override
  public Action choose(float[] obs, boolean[] mask, Rng rng) {
    if (mask.length == 0) {
      return stochastic ? session.sample(obs, rng) : session.act(obs);
    }
    return stochastic ? session.sample(obs, mask, rng) : session.act(obs, mask);
  }
}
