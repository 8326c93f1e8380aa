package ascent.cli.dashboard;

import ascent.agent.Agent;
import ascent.cli.plan.Request;
import ascent.cli.render.Playback;
import ascent.cli.web.Refusal;
import ascent.cli.web.Reply;
import ascent.cli.web.WebServer;
import ascent.io.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// What the page asks for and orders. GET changes nothing.
final class Api {
  private static final int MOST_FOLLOWED = 16; // runs
  private static final int MOST_STATES = 501; // of an episode: 500 steps
  private static final List<String> MODELS = List.of("checkpoint", "best", "model");
  private static final String RUN = "run";

  private final RunFolder folder;
  private final RunList runs;
  private final OwnedRuns owned;
  private final BooleanSupplier open;
  private final ReentrantLock playing = new ReentrantLock(); // one episode at a time

  /// @param open whether streams go on
  Api(RunFolder folder, OwnedRuns owned, BooleanSupplier open) {
    this.folder = folder;
    this.owned = owned;
    this.open = open;
    runs = new RunList(folder, owned);
  }

  /// The pages by method and path, see [WebServer#start].
  Map<String, WebServer.Page> pages() {
    Map<String, WebServer.Page> pages = new LinkedHashMap<>();
    pages.put("GET /api/events", this::events);
    pages.put("GET /api/settings", this::settings);
    pages.put("GET /api/choices", _ -> Reply.json(StartForm.choices()));
    pages.put("GET /api/episode", this::episode);
    pages.put("POST /api/start", request -> start(StartForm.request(request.object())));
    pages.put("POST /api/stop", request -> order(request, owned::stop));
    pages.put("POST /api/checkpoint", request -> order(request, owned::save));
    return pages;
  }

  private Reply events(ascent.cli.web.Request request) throws IOException {
    EventStream stream = new EventStream(runs, named(request));
    return Reply.events(out -> stream.send(out, open));
  }

  /// The settings of runs, by name.
  private Reply settings(ascent.cli.web.Request request) throws IOException {
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

  private List<RunFolder.Entry> named(ascent.cli.web.Request request) throws IOException {
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

  /// An episode of a run's policy, as its latest checkpoint, best evaluation or end has it.
  private Reply episode(ascent.cli.web.Request request) throws IOException {
    RunFolder.Entry run = folder.find(request.one(RUN));
    String model = request.one("model");
    if (!MODELS.contains(model)) {
      throw new Refusal(
          Refusal.BAD_REQUEST, "The model must be one of " + String.join(", ", MODELS) + ".");
    }
    Path file = run.file(model + ".zip");
    if (!Files.exists(file)) {
      throw new Refusal(Refusal.NOT_FOUND, "%s has no %s.zip yet.".formatted(run.id(), model));
    }
    playing.lock();
    try {
      return Reply.json(Playback.of(Agent.load(file), 1, MOST_STATES));
    } finally {
      playing.unlock();
    }
  }

  private Reply start(Request request) throws IOException {
    Path directory = owned.start(request);
    owned.awaitBegin(directory);
    return Reply.json(Map.of(RUN, folder.id(directory)));
  }

  @FunctionalInterface
  private interface Order {
    void of(RunFolder.Entry run);
  }

  private Reply order(ascent.cli.web.Request request, Order order) throws IOException {
    RunFolder.Entry run = folder.find(Objects.toString(request.object().get(RUN), ""));
    order.of(run);
    return Reply.json(Map.of(RUN, run.id()));
  }
}
