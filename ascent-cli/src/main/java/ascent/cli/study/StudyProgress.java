package ascent.cli.study;

import ascent.cli.text.Output;
import ascent.study.Cell;
import ascent.study.Outcome;
import ascent.study.Study;
import ascent.study.StudyListener;
import java.util.Locale;

/// The progress of a study on stderr: a line that is redrawn on a terminal, otherwise a line per
/// tenth. Close it when the study is done.
final class StudyProgress implements StudyListener, AutoCloseable {
  private static final long REDRAW_NANOS = 200_000_000L;
  private static final long LINE_NANOS = 1_000_000_000L;
  private static final double SHARE = 0.1;
  private static final String CLEAR_LINE = "\r\u001b[K";

  private final Output output;
  private final boolean quiet;
  private final int runs;
  private final long total;
  private final long startNanos = System.nanoTime();
  private long keptSteps;
  private long steps;
  private int done;
  private long lastNanos = startNanos;
  private double lastShare;

  StudyProgress(Study study, boolean quiet, Output output) {
    this.output = output;
    this.quiet = quiet;
    runs = study.cells().size();
    total = study.cells().stream().mapToLong(cell -> cell.settings().steps()).sum();
  }

  @Override
  public void progressed(Cell cell, long more) {
    steps += more;
    show(false);
  }

  @Override
  public void finished(Cell cell, Outcome outcome, boolean kept) {
    done++;
    if (kept) {
      steps += cell.settings().steps();
      keptSteps += cell.settings().steps();
    }
    if (outcome.isFailed() && !quiet) {
      clear();
      output.note(
          "%s, seed %d failed: %s"
              .formatted(cell.variant().label(), cell.seed(), outcome.failure()));
    }
    show(done == runs);
  }

  private void show(boolean last) {
    long waited = System.nanoTime() - lastNanos;
    double share = Math.clamp((double) steps / total, 0, 1);
    boolean due =
        output.live()
            ? waited >= REDRAW_NANOS || last
            : waited >= LINE_NANOS && share >= lastShare + SHARE;
    if (quiet || !due) {
      return;
    }
    lastNanos = System.nanoTime();
    lastShare = share;
    String line = line(share);
    if (output.live()) {
      output.err().print(CLEAR_LINE + line);
      output.err().flush();
    } else {
      output.note(line);
    }
  }

  private String line(double share) {
    double seconds = 1e-9 * (System.nanoTime() - startNanos);
    double rate = (steps - keptSteps) / seconds;
    return String.format(
        Locale.ROOT,
        "%3.0f%%  %d of %d runs  %,.0f steps/s  %.0f s left",
        100 * share,
        done,
        runs,
        rate,
        rate > 0 ? Math.max(0, total - steps) / rate : 0);
  }

  private void clear() {
    if (output.live()) {
      output.err().print(CLEAR_LINE);
    }
  }

  @Override
  public void close() {
    if (!quiet) {
      clear();
      output.err().flush();
    }
  }
}
