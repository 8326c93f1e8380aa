package ascent.box2d;

import org.jspecify.annotations.Nullable;

/// What the envs of this package say of episodes.
final class Running {
  private Running() {}

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
