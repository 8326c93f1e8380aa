package ascent.envs;

/// What the envs of this package say of episodes.
final class Episodes {
  private Episodes() {}

  static void checkRunning(int stepsLeft) {
    if (stepsLeft == 0) {
      throw new IllegalStateException(
          "step was called without an episode running; it must follow a reset. Maybe the last"
              + " step was terminated or truncated.");
    }
  }
}
