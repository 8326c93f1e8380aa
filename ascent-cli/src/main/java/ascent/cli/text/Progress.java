package ascent.cli.text;

import ascent.train.Listener;

/// Shows how a run goes, on stderr. To be closed when the run is over.
public interface Progress extends Listener, AutoCloseable {

  /// A live bar on a terminal, a line now and then where stderr goes elsewhere, nothing if `quiet`.
  ///
  /// @param total the steps of the run
  static Progress of(Output output, boolean quiet, long total) {
    if (quiet) {
      return new Progress() {};
    }
    return output.live() ? new ProgressBars(output.err(), total) : new ProgressLines(output, total);
  }

  @Override
  default void close() {}
}
