package ascent.cli.dashboard;

import ascent.collect.Episode;
import ascent.train.Listener;
import ascent.train.Metrics;
import ascent.train.Run;

/// Passes on to a run what was asked for on other threads, between its episodes and iterations. It
/// never changes what the run computes, only where it pauses and is saved.
final class RunControl implements Listener {
  static final String REASON = "it was stopped in the dashboard";

  private volatile boolean pauses;
  private volatile boolean saves;

  /// Ends the session at the end of the iteration; the run can be resumed.
  void pause() {
    pauses = true;
  }

  /// Writes a checkpoint at the end of the iteration.
  void save() {
    saves = true;
  }

  @Override
  public void episode(Run run, Episode episode) {
    apply(run);
  }

  @Override
  public void updated(Run run, Metrics metrics) {
    apply(run);
  }

  private void apply(Run run) {
    if (pauses) {
      run.pause(REASON);
    }
    if (saves) {
      saves = false;
      run.requestCheckpoint();
    }
  }
}
