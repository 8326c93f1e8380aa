package ascent.bench;

import ascent.agent.Agent;
import ascent.env.Env;
import ascent.env.registry.EnvSpec;
import ascent.envs.tabular.TabularEnv;
import ascent.envs.tabular.TabularMdp;
import ascent.envs.tabular.TabularSolver;

/// What an agent is worth in an environment that is a table, by its table instead of by episodes.
final class Exact {
  private Exact() {}

  /// Whether there is a table, and an end to every episode.
  static boolean applies(EnvSpec spec) {
    try (Env env = spec.factory().get()) {
      return env instanceof TabularEnv && spec.maxEpisodeSteps() > 0;
    }
  }

  /// The expected return of an episode of the deterministic policy, within the environment's limit
  /// of steps.
  static double expectedReturn(Agent agent, EnvSpec spec) {
    TabularMdp mdp;
    try (Env env = spec.factory().get()) {
      mdp = ((TabularEnv) env).mdp();
    }
    boolean[] mask = new boolean[mdp.actions()];
    float[] obs = new float[1];
    int[] chosen = new int[mdp.states()];
    for (int state = 0; state < chosen.length; state++) {
      for (int action = 0; action < mask.length; action++) {
        mask[action] = mdp.allowed(state, action);
      }
      obs[0] = state;
      chosen[state] = agent.act(obs, mask).index();
    }
    TabularSolver solver = TabularSolver.of(mdp);
    return solver.expected(solver.values(solver.deterministic(chosen), spec.maxEpisodeSteps()));
  }
}
