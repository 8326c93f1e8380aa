package ascent.cli.dashboard;

import ascent.cli.web.WebServer;
import ascent.train.Listener;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/// Serves the page, and trains what is started from it.
final class Dashboard implements AutoCloseable {
  private final AtomicBoolean open = new AtomicBoolean(true);
  private final OwnedRuns owned;
  private final WebServer server;

  /// Starts it.
  ///
  /// @param root directory of the runs
  /// @param port 0 for any free one
  /// @throws IOException if the port is in use
  Dashboard(Path root, int port) throws IOException {
    RunFolder folder = new RunFolder(root);
    owned = new OwnedRuns(folder);
    Map<String, WebServer.Page> pages = new LinkedHashMap<>(Assets.pages());
    pages.putAll(new Api(folder, owned, open::get).pages());
    server = WebServer.start(port, pages);
  }

  String url() {
    return server.url();
  }

  /// Lets the page stop and save a run that the caller trains with the listener that this returns.
  Listener adopt(Path directory) {
    return owned.adopt(directory);
  }

  /// The run of [#adopt] has ended.
  void release(Path directory) {
    owned.release(directory);
  }

  /// How to go on with runs that a kill would break off; empty if there are none.
  String lastWords() {
    return owned.lastWords();
  }

  /// Ends the runs started from the page, each with a checkpoint, and the server.
  @Override
  public void close() {
    open.set(false);
    owned.close();
    server.close();
  }
}
