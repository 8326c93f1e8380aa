package ascent.box2d;

import org.jspecify.annotations.Nullable;

/// Step limits and messages shared by the envs of this package.
final class Running {
  private Running() {}

  /// The step limit of an episode: the given one, or the largest int for no limit.
  static int steps(int maxEpisodeSteps) {
    return maxEpisodeSteps == 0 ? Integer.MAX_VALUE : maxEpisodeSteps;
  }

  /// The body of the latest episode, which may have ended.
  static <T> T present(@Nullable T body) {
    if (body == null) {
      throw new IllegalStateException(
          "there is nothing to draw; a reset must come first. Maybe the env was closed.");
    }
    return body;
  }

  /// The body of the running episode.
  static <T> T check(@Nullable T body, int stepsLeft) {
    if (body == null || stepsLeft == 0) {
      throw new IllegalStateException(
          "step was called without an episode running; it must follow a reset. Maybe the last"
              + " step was terminated or truncated.");
    }
    return body;
  }
}
