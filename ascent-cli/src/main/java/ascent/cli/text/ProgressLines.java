package ascent.cli.text;

import ascent.train.Metrics;
import ascent.train.Run;

/// Progress for a file or a pipe: a line per tenth of the run, but at most one per second and at
/// least one per minute.
final class ProgressLines implements Progress {
  private static final int PREFIX = "ascent: 100%  ".length();
  private static final double SHARE = 0.1;
  private static final long LEAST_NANOS = 1_000_000_000L;
  private static final long MOST_NANOS = 60_000_000_000L;

  private final Output output;
  private final long total;
  private double lastShare;
  private long lastNanos = System.nanoTime();

  ProgressLines(Output output, long total) {
    this.output = output;
    this.total = total;
  }

  @Override
  public void updated(Run run, Metrics metrics) {
    long waited = System.nanoTime() - lastNanos;
    if (waited < LEAST_NANOS) {
      return;
    }
    ProgressText now = ProgressText.of(metrics, total);
    if (now.share() >= lastShare + SHARE || waited >= MOST_NANOS) {
      output.note(now.percentage() + "  " + now.figures(output.columns() - PREFIX));
      lastShare = now.share();
      lastNanos = System.nanoTime();
    }
  }
}
