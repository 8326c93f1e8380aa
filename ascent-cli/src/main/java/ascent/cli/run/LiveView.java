package ascent.cli.run;

import ascent.cli.text.Output;
import ascent.train.Listener;
import java.io.IOException;
import java.nio.file.Path;

/// Shows a run while it trains, and takes orders for it.
public interface LiveView extends AutoCloseable {

  /// Opens a view, before the run begins.
  @FunctionalInterface
  interface Opener {
    /// Opens it.
    ///
    /// @param directory of the run
    /// @param port to serve it at; 0 for any free one
    /// @throws IOException if the port is in use
    LiveView open(Path directory, int port, Output output) throws IOException;
  }

  /// Passes orders on to the run. It does not change what the run computes.
  Listener listener();

  /// Shows the ended run until this process is ended.
  void stay();

  @Override
  void close();
}
