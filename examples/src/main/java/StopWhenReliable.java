import ascent.collect.Episode;
import ascent.train.Listener;
import ascent.train.Metrics;
import ascent.train.Run;

// @start region="listener"
/// Ends a run once fifty episodes in a row have succeeded.
final class StopWhenReliable implements Listener {
  private int inARow;

  @Override
  public void episode(Run run, Episode episode) { // every episode, by step and environment
    inARow = episode.success() ? inARow + 1 : 0;
    if (inARow == 50) {
      run.stop("fifty successes in a row");
    }
  }

  @Override
  public void updated(Run run, Metrics metrics) { // every row of metrics.csv
    System.getLogger("training").log(System.Logger.Level.DEBUG, metrics.summary());
  }
}
// @end
