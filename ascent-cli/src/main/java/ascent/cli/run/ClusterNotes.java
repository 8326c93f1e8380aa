package ascent.cli.run;

import ascent.cli.text.Output;
import ascent.collect.RolloutCluster;
import ascent.train.Ending;
import ascent.train.Listener;
import ascent.train.Metrics;
import ascent.train.Run;

/// Says how a cluster does: at most every ten seconds, and at the end.
final class ClusterNotes implements Listener {
  private static final long NANOS = 10_000_000_000L;
  private static final String CLEAR_LINE = "\r\u001b[K"; // of a progress bar

  private final RolloutCluster cluster;
  private final Output output;
  private long last = System.nanoTime();

  ClusterNotes(RolloutCluster cluster, Output output) {
    this.cluster = cluster;
    this.output = output;
  }

  @Override
  public void updated(Run run, Metrics metrics) {
    if (System.nanoTime() - last >= NANOS) {
      last = System.nanoTime();
      show();
    }
  }

  @Override
  public void ended(Run run, Ending ending) {
    show();
  }

  private void show() {
    String status = cluster.status();
    if (!status.isEmpty()) {
      if (output.live()) {
        output.err().print(CLEAR_LINE);
      }
      output.note("cluster: " + status);
    }
  }
}
