package ascent.cli.text;

import ascent.train.Metrics;
import ascent.train.Run;
import java.io.PrintStream;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;

/// A progress bar on a terminal, redrawn ten times a second.
///
/// Without COLUMNS it uses 79 of them: asking the terminal for its width takes a fifth of a second.
final class ProgressBars implements Progress {
  private static final int COLUMNS = 79;
  private static final int MILLIS = 100;
  private static final String CLEAR_LINE = "\r\u001b[K";

  private final PrintStream err;
  private final long total;
  private final ProgressBar bar;
  private volatile ProgressText now;

  ProgressBars(Output output, long total) {
    this.err = output.err();
    this.total = total;
    int columns = output.columns() == 0 ? COLUMNS : output.columns() - 1;
    now = new ProgressText(0, total, Double.NaN, Double.NaN);
    bar =
        new ProgressBarBuilder()
            .setInitialMax(total)
            .setUpdateIntervalMillis(MILLIS)
            .setConsumer(new DelegatingProgressBarConsumer(this::draw, columns))
            .setRenderer((state, width) -> now.withBar(width))
            .build();
  }

  private void draw(String line) {
    err.print(CLEAR_LINE + line);
    err.flush();
  }

  @Override
  public void updated(Run run, Metrics metrics) {
    now = ProgressText.of(metrics, total);
    bar.stepTo(now.steps());
  }

  @Override
  public void close() {
    bar.close();
    err.print("\n");
    err.flush();
  }
}
