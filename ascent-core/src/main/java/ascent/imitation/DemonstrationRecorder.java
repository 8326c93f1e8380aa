package ascent.imitation;

import ascent.agent.Agent;
import ascent.agent.AgentSession;
import ascent.config.Size;
import ascent.env.VectorEnv;
import ascent.rng.Rng;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Runs the episodes of an [ascent.collect.Evaluator] with the same seed one after another, and
/// records observations and actions.
final class DemonstrationRecorder {
  private final Agent agent;
  private final AgentSession session;
  private final VectorEnv env; // of one environment
  private final float gamma;
  private final boolean deterministic;
  private final int maxEpisodeSteps;
  private final Rng rng;
  private final int obsSize;
  private final int actionSize;
  private float[] observations = {};
  private float[] actions = {};
  private float[] rewards = {}; // in the end: returns
  private int n;

  DemonstrationRecorder(
      Agent agent, VectorEnv env, long seed, boolean deterministic, int maxEpisodeSteps) {
    agent.policy().requireSpaces(env.observationSpace(), env.actionSpace());
    this.agent = agent;
    session = agent.session();
    this.env = env;
    this.deterministic = deterministic;
    this.maxEpisodeSteps = maxEpisodeSteps;
    gamma = agent.info().gamma();
    rng = Rng.stream(seed, "eval-action", 0, 0);
    obsSize = agent.observationSpace().size();
    actionSize = agent.actionSpace().size();
  }

  Demonstrations record(int episodes) {
    for (int episode = 0; episode < episodes; episode++) {
      play(episode);
    }
    return Demonstrations.of(
            agent.observationSpace(),
            agent.actionSpace(),
            Arrays.copyOf(observations, n * obsSize),
            Arrays.copyOf(actions, n * actionSize))
        .withReturns(Arrays.copyOf(rewards, n));
  }

  private void play(int episode) {
    env.reset(0, episode);
    rng.reposition(episode, 0);
    session.reset();
    int start = n;
    boolean over = false;
    while (!over && n - start < maxEpisodeSteps) {
      grow();
      System.arraycopy(env.observations(), 0, observations, n * obsSize, obsSize);
      @Nullable Rng draw = deterministic ? null : rng;
      float[] action = session.choose(env.observations().clone(), env.actionMasks(), draw);
      System.arraycopy(action, 0, actions, n * actionSize, actionSize);
      env.step(action, 0, 1);
      rewards[n] = (float) env.rewards()[0];
      over = env.terminated()[0] || env.truncated()[0];
      n++;
    }
    discount(start, future(over));
  }

  /// V of the observation after an episode's last step; 0 if the episode terminated.
  private float future(boolean over) {
    if (over && env.terminated()[0]) {
      return 0;
    }
    return agent.value((over ? env.finalObservations() : env.observations()).clone());
  }

  /// Turns rewards into returns.
  private void discount(int start, float future) {
    double next = future; // in double: without discounting it sums a whole episode
    for (int row = n - 1; row >= start; row--) {
      next = rewards[row] + gamma * next;
      rewards[row] = (float) next;
    }
  }

  private void grow() {
    if (n == rewards.length) {
      int widest = Math.max(obsSize, actionSize);
      int capacity = Size.grown("recorded steps", n, "numbers of a step", widest);
      observations = Arrays.copyOf(observations, capacity * obsSize);
      actions = Arrays.copyOf(actions, capacity * actionSize);
      rewards = Arrays.copyOf(rewards, capacity);
    }
  }
}
