package ascent.cli.text;

import ascent.train.Listener;

/// Shows the progress of a run on stderr. Close it when the run is done.
public interface Progress extends Listener, AutoCloseable {

  /// A live bar on a terminal, occasional lines otherwise, nothing if `quiet`.
  ///
  /// @param total the steps of the run
  static Progress of(Output output, boolean quiet, long total) {
    if (quiet) {
      return new Progress() {};
    }
    return output.live() ? new ProgressBars(output, total) : new ProgressLines(output, total);
  }

  /// A table for each row of metrics.
  static Progress tables(Output output) {
    return new ProgressTables(output);
  }

  @Override
  default void close() {}
}
