package ascent.envs;

/// What the envs of this package say of episodes.
final class Episodes {
  private Episodes() {}

  /// How many steps an episode has: those asked for, or without a limit as many as can be counted.
  static int steps(int maxEpisodeSteps) {
    return maxEpisodeSteps == 0 ? Integer.MAX_VALUE : maxEpisodeSteps;
  }

  /// What [ascent.rng.Rng#uniform] makes of a number in [0, 1).
  static double uniform(double low, double high, double u) {
    return low + (high - low) * u;
  }

  static void checkRunning(int stepsLeft) {
    if (stepsLeft == 0) {
      throw new IllegalStateException(
          "step was called without an episode running; it must follow a reset. Maybe the last"
              + " step was terminated or truncated.");
    }
  }

  /// Refuses what a policy should never give; which env of a batch got it helps to find out why.
  ///
  /// @param actions of one number each `[n]`
  static void checkNumbers(float[] actions, int from, int to) {
    int finite = 1;
    for (int i = from; i < to; i++) {
      finite &= (int) (0 * actions[i] + 1); // 0 for NaN and ±∞, by an operation that SIMD has
    }
    for (int i = from; finite == 0 && i < to; i++) {
      if (Float.isNaN(actions[i])) {
        throw new IllegalArgumentException(
            "the action of env " + i + " is NaN. Maybe the policy has diverged.");
      }
    }
  }
}
