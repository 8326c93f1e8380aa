package ascent.envs;

/// Step limits and messages shared by the envs of this package.
final class Episodes {
  private Episodes() {}

  /// The step limit of an episode: the given one, or the largest int for no limit.
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
