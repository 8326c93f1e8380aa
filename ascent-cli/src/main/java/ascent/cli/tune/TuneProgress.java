package ascent.cli.tune;

import ascent.cli.text.Output;
import ascent.study.Cell;
import ascent.study.Outcome;
import ascent.study.StudyListener;
import java.util.Locale;

/// The progress of a search on stderr: a line that is redrawn on a terminal, otherwise a line per
/// tenth of the runs.
final class TuneProgress implements StudyListener, AutoCloseable {
  private static final String CLEAR_LINE = "\r\u001b[K";
  private static final double SHARE = 0.1;

  private final Output output;
  private final boolean quiet;
  private final int runs;
  private int done;
  private double best = Double.NEGATIVE_INFINITY;
  private double lastShare;

  /// @param runs how many there are in all
  TuneProgress(int runs, boolean quiet, Output output) {
    this.runs = runs;
    this.quiet = quiet;
    this.output = output;
  }

  @Override
  public void finished(Cell cell, Outcome outcome, boolean kept) {
    done++;
    if (!outcome.isFailed()) {
      best = Math.max(best, outcome.meanReturn());
    }
    double share = (double) done / runs;
    if (quiet || (!output.live() && share < lastShare + SHARE)) {
      return;
    }
    lastShare = share;
    String line =
        String.format(Locale.ROOT, "%d of %d runs, best return so far %.1f", done, runs, best);
    if (output.live()) {
      output.err().print(CLEAR_LINE + line);
      output.err().flush();
    } else {
      output.note(line);
    }
  }

  @Override
  public void close() {
    if (!quiet && output.live()) {
      output.err().print(CLEAR_LINE);
      output.err().flush();
    }
  }
}
