package ascent.cli.dashboard;

import ascent.cli.web.Refusal;
import ascent.cli.web.Reply;
import ascent.cli.web.Request;
import ascent.cli.web.WebServer;
import ascent.io.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Serves the page and what it asks for.
final class Dashboard implements AutoCloseable {
  static final int PORT = 6161;

  private static final int MOST_FOLLOWED = 16; // runs
  private static final String RUN = "run";

  private final RunFolder folder;
  private final RunList runs;
  private final WebServer server;

  /// Starts it.
  ///
  /// @param root directory of the runs
  /// @param port 0 for any free one
  /// @throws IOException if the port is in use
  Dashboard(Path root, int port) throws IOException {
    folder = new RunFolder(root);
    runs = new RunList(folder);
    Map<String, WebServer.Page> pages = new LinkedHashMap<>(Assets.pages());
    pages.put("GET /api/events", this::events);
    pages.put("GET /api/settings", this::settings);
    server = WebServer.start(port, pages);
  }

  String url() {
    return server.url();
  }

  private Reply events(Request request) throws IOException {
    EventStream stream = new EventStream(runs, named(request));
    return Reply.events(out -> stream.send(out, server::isOpen));
  }

  /// The settings of runs, by name.
  private Reply settings(Request request) throws IOException {
    Map<String, Map<String, String>> settings = new LinkedHashMap<>();
    for (RunFolder.Entry run : named(request)) {
      Map<String, @Nullable Object> config = RunSummary.config(run);
      Map<String, String> flat = new LinkedHashMap<>();
      flat.put("algorithm", Objects.toString(config.get("algorithm"), ""));
      for (String part : List.of("run", "config")) {
        Json.object(config, part).forEach((name, value) -> flat.put(name, String.valueOf(value)));
      }
      settings.put(run.id(), flat);
    }
    return Reply.json(settings);
  }

  private List<RunFolder.Entry> named(Request request) throws IOException {
    List<String> ids = request.all(RUN);
    if (ids.size() > MOST_FOLLOWED) {
      throw new Refusal(
          Refusal.BAD_REQUEST,
          "%d runs are named; at most %d can be.".formatted(ids.size(), MOST_FOLLOWED));
    }
    List<RunFolder.Entry> named = new ArrayList<>();
    for (String id : ids) {
      named.add(folder.find(id));
    }
    return named;
  }

  @Override
  public void close() {
    server.close();
  }
}
