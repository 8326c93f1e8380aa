package ascent.cli.study;

import ascent.cli.text.Output;
import ascent.study.stats.StoppingRule.Decision;
import ascent.study.stats.WinProbability;
import java.util.function.Consumer;

/// The progress of a comparison on stderr: how many pairs each side has won. A line that is redrawn
/// on a terminal, otherwise a line at most every ten seconds. Close it at the end.
final class CompareProgress implements Consumer<Decision>, AutoCloseable {
  private static final long LINE_NANOS = 10_000_000_000L;
  private static final String CLEAR_LINE = "\r\u001b[K";

  private final boolean quiet;
  private final Output output;
  private long lastNanos = System.nanoTime();

  CompareProgress(boolean quiet, Output output) {
    this.quiet = quiet;
    this.output = output;
  }

  @Override
  public void accept(Decision decision) {
    WinProbability wins = decision.wins();
    String line =
        "%d pairs: A won %d, B won %d, %d ties"
            .formatted(wins.pairs(), wins.wins(), wins.losses(), wins.ties());
    if (quiet) {
      return;
    }
    if (output.live()) {
      output.err().print(CLEAR_LINE + line);
      output.err().flush();
    } else if (System.nanoTime() - lastNanos >= LINE_NANOS) {
      lastNanos = System.nanoTime();
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
