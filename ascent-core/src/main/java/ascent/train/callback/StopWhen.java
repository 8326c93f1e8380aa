package ascent.train.callback;

import ascent.train.Listener;
import ascent.train.Metrics;
import ascent.train.Run;
import java.util.function.Predicate;

/// Ends the run on a condition.
record StopWhen(String reason, Predicate<Metrics> condition) implements Listener {
  @Override
  public String name() {
    return "stopWhen";
  }

  @Override
  public void updated(Run run, Metrics metrics) {
    if (condition.test(metrics)) {
      run.stop(reason);
    }
  }
}
