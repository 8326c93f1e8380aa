package ascent.train;

import ascent.config.Check;

/// Whether, where and why a run or its session was ended by a listener or by a limit other than its
/// budget. The first reason given counts.
final class RunEnd {
  private long stoppedAtStep;
  private String stopReason;
  private String pauseReason = "";

  /// @param progress of the earlier sessions
  RunEnd(Progress progress) {
    stoppedAtStep = progress.stoppedAtStep();
    stopReason = progress.stopReason();
  }

  /// Asks that the run ends with this iteration.
  void stop(String reason) {
    Check.that(!reason.isBlank(), "reason", reason, "a few words");
    if (stopReason.isEmpty()) {
      stopReason = reason;
    }
  }

  /// Asks that the session ends with this iteration, while the run may continue in another one.
  void pause(String reason) {
    Check.that(!reason.isBlank(), "reason", reason, "a few words");
    if (pauseReason.isEmpty()) {
      pauseReason = reason;
    }
  }

  /// Ends a run that was asked to stop. Returns whether it was asked since the last call.
  ///
  /// @param steps at the end of the iteration
  boolean recordStop(long steps) {
    boolean stopped = stoppedAtStep < 0 && !stopReason.isEmpty();
    if (stopped) {
      stoppedAtStep = steps;
    }
    return stopped;
  }

  /// How a session ends that nothing has failed in.
  Ending ending() {
    return pauseReason.isEmpty() ? Ending.FINISHED : Ending.PAUSED;
  }

  /// Whether the session is over, and perhaps the run.
  boolean isReached() {
    return stoppedAtStep >= 0 || !pauseReason.isEmpty();
  }

  /// The step at which the run was stopped; −1 if it was not.
  long stoppedAtStep() {
    return stoppedAtStep;
  }

  /// Why the run was stopped; empty if it was not.
  String stopReason() {
    return stopReason;
  }

  /// Why the session ended; empty if its budget did.
  String reason() {
    return pauseReason.isEmpty() ? stopReason : pauseReason;
  }
}
