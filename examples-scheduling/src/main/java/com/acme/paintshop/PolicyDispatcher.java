package com.acme.paintshop;

import ascent.agent.Agent;

// @start region="dispatcher"
/// A trained policy as a dispatching rule.
record PolicyDispatcher(Agent agent) implements Dispatcher {
  @Override
  public int choose(Decision decision) {
    float[] obs = new float[Decision.OBSERVATIONS.size()];
    boolean[] mask = new boolean[Decision.MAX_CANDIDATES];
    decision.observe(obs);
    decision.mask(mask);
    return agent.act(obs, mask).index();
  }
}
// @end
