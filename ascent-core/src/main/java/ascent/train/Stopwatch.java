package ascent.train;

/// The time that a run spends in its loop, over all sessions.
final class Stopwatch {
  private final double secondsBefore; // of earlier sessions
  private final long startNanos = System.nanoTime();

  /// Starts at once.
  ///
  /// @param secondsBefore of earlier sessions
  Stopwatch(double secondsBefore) {
    this.secondsBefore = secondsBefore;
  }

  /// Seconds of this session so far.
  double sessionSeconds() {
    return (System.nanoTime() - startNanos) * 1e-9;
  }

  /// Seconds of all sessions so far.
  double seconds() {
    return secondsBefore + sessionSeconds();
  }
}
