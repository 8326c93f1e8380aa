package ascent.train;

import ascent.agent.RunSettings;
import ascent.algo.AlgorithmConfig;
import ascent.config.Check;

/// What can be said of a run before it begins.
final class RunChecks {
  private static final System.Logger LOG = System.getLogger("ascent.train");

  private RunChecks() {}

  /// @throws IllegalArgumentException where a rollout is more than arrays hold
  static void check(AlgorithmConfig config, RunSettings settings) {
    long rows = (long) config.rolloutSteps() * settings.envs();
    Check.that(rows <= 1 << 26, "rolloutSteps × envs", rows, "at most " + (1 << 26));
    // The rate of a run's last rollout is that of its end, as in Stable-Baselines3.
    boolean full = config.rolloutEpisodes() == Integer.MAX_VALUE;
    if (full && settings.steps() <= rows && config.learningRate().at(1) == 0) {
      LOG.log(
          System.Logger.Level.WARNING,
          "The whole run is one rollout of {0} steps, for which learningRate {1} is 0: nothing is"
              + " learned. Maybe train for more steps, or at a constant rate.",
          Long.toString(rows),
          config.learningRate());
    }
  }
}
