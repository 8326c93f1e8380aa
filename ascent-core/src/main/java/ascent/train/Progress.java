package ascent.train;

/// The progress of a run, as a checkpoint saves it.
///
/// @param steps environment steps
/// @param iterations rollouts
/// @param seconds in the loop
/// @param solvedAtStep of the first evaluation at or above the threshold; −1 before
/// @param bestReward of the evaluations so far; −∞ before the first
/// @param sinceBest evaluations since the best one
/// @param stoppedAtStep where a listener ended the run; −1 where none did
/// @param stopReason the listener's reason; empty where none did
record Progress(
    long steps,
    long iterations,
    double seconds,
    long solvedAtStep,
    double bestReward,
    int sinceBest,
    long stoppedAtStep,
    String stopReason) {
  static final Progress START = new Progress(0, 0, 0, -1, Double.NEGATIVE_INFINITY, 0, -1, "");

  /// This progress without the stop, for a run that continues after it.
  Progress withoutStop() {
    return new Progress(steps, iterations, seconds, solvedAtStep, bestReward, 0, -1, "");
  }
}
