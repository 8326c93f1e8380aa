package ascent.envs;

/// What the envs of this package say of episodes.
final class Episodes {
  private Episodes() {}

  /// How many steps an episode has: those asked for, or without a limit as many as can be counted.
  static int steps(int maxEpisodeSteps) {
    return maxEpisodeSteps == 0 ? Integer.MAX_VALUE : maxEpisodeSteps;
  }

  static void checkRunning(int stepsLeft) {
    if (stepsLeft == 0) {
      throw new IllegalStateException(
          "step was called without an episode running; it must follow a reset. Maybe the last"
              + " step was terminated or truncated.");
    }
  }
}
