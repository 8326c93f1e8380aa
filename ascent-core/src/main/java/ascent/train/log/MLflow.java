package ascent.train.log;

import ascent.config.Check;
import ascent.io.Json;
import ascent.train.Ending;
import ascent.train.Listener;
import ascent.train.Metrics;
import ascent.train.Run;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Records a run on a tracking server of MLflow: the hyperparameters as parameters, each row of
/// metrics under the names of Stable-Baselines3, and how the run ended.
///
/// ```java
/// Trainer.of("CartPole-v1")
///     .listen(MLflow.connect(URI.create("http://127.0.0.1:5000"), "cart poles", "first"))
///     .train(100_000);
/// ```
///
/// Rows are sent about once a second. A server that is lost while the run trains costs a warning;
/// training goes on, the rows are kept, and it is tried again from time to time. A resumed run
/// continues its entry on the server.
public final class MLflow implements Listener {
  private static final System.Logger LOG = System.getLogger("ascent.train");
  private static final int MOST_METRICS = 1_000; // of a request
  private static final int MOST_PARAMETERS = 100;
  private static final int MOST_CHARACTERS = 500; // of a parameter
  private static final int MOST_WAITING = 200_000; // metrics, for a server that is lost
  private static final int ID_LENGTH = 64; // at most
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final long FIRST_PAUSE = 30 * SECOND;

  private final MLflowServer server;
  private final String experiment; // its id
  private final String name;
  private final double[] id = new double[ID_LENGTH]; // characters of the run's id, then zeros
  private final List<Map<String, Object>> waiting = new ArrayList<>();
  private long recorded = -1; // steps that the server has already
  private long next; // when to send, in System.nanoTime
  private long pause = FIRST_PAUSE;
  private boolean warned;

  private MLflow(MLflowServer server, String experiment, String name) {
    this.server = server;
    this.experiment = experiment;
    this.name = name;
  }

  /// Checks the address of a server, without calling it.
  ///
  /// @return the same
  /// @throws IllegalArgumentException if it is none
  public static URI checked(URI server) {
    var _ = new MLflowServer(server);
    return server;
  }

  /// Finds an experiment on a server, or creates it.
  ///
  /// @param server such as `http://127.0.0.1:5000`, perhaps with `NAME:PASSWORD@` before the host
  /// @param experiment its name
  /// @param run what the run is called there
  /// @throws IOException if the server cannot be reached, or refuses
  /// @throws IllegalArgumentException if the address is none, or a name is empty
  public static MLflow connect(URI server, String experiment, String run) throws IOException {
    Check.that(!experiment.isBlank(), "experiment", "'" + experiment + "'", "a name");
    Check.that(!run.isBlank(), "run", "'" + run + "'", "a name");
    MLflowServer connection = new MLflowServer(server);
    Object found = connection.get("experiments/get-by-name", "experiment_name", experiment);
    Object id =
        found == null
            ? Json.at(
                connection.post("experiments/create", Map.of("name", experiment)), "experiment_id")
            : Json.at(found, "experiment", "experiment_id");
    return new MLflow(connection, String.valueOf(id), run);
  }

  /// The id of the run on the server.
  @Override
  public double[] state() {
    return id;
  }

  @Override
  public void started(Run run) {
    waiting.clear();
    recorded = -1;
    try {
      if (run.steps() == 0 || !reopen()) {
        create(run);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
    next = System.nanoTime() + SECOND;
  }

  /// Continues the entry of an earlier session. Returns false if the server has none.
  private boolean reopen() throws IOException {
    Object found = id().isEmpty() ? null : server.get("runs/get", "run_id", id());
    if (found == null) {
      return false;
    }
    for (Object metric : Json.list(found, "run", "data", "metrics")) {
      recorded = Math.max(recorded, wholeNumber(Json.at(metric, "step")));
    }
    server.post("runs/update", Map.of("run_id", id(), "status", "RUNNING"));
    return true;
  }

  private static long wholeNumber(@Nullable Object value) {
    return value instanceof Number number
        ? number.longValue()
        : Long.parseLong(String.valueOf(value)); // as Protocol Buffers write 64 bits
  }

  private void create(Run run) throws IOException {
    Map<String, Object> request = new LinkedHashMap<>();
    request.put("experiment_id", experiment);
    request.put("run_name", name);
    request.put("start_time", System.currentTimeMillis());
    request.put(
        "tags", List.of(pair("mlflow.runName", name), pair("mlflow.source.name", "ascent")));
    setId(String.valueOf(Json.at(server.post("runs/create", request), "run", "info", "run_id")));
    List<Map<String, String>> parameters = new ArrayList<>();
    Hyperparameters.of(run)
        .forEach((key, value) ->
            parameters.add(
                pair(key, value.substring(0, Math.min(value.length(), MOST_CHARACTERS)))));
    for (int i = 0; i < parameters.size(); i += MOST_PARAMETERS) {
      int end = Math.min(i + MOST_PARAMETERS, parameters.size());
      server.post("runs/log-batch", Map.of("run_id", id(), "params", parameters.subList(i, end)));
    }
  }

  private static Map<String, String> pair(String key, String value) {
    return Map.of("key", key, "value", value);
  }

  private String id() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < ID_LENGTH && id[i] != 0; i++) {
      text.append((char) id[i]);
    }
    return text.toString();
  }

  private void setId(String text) throws IOException {
    if (text.length() > ID_LENGTH) {
      throw new IOException(
          "The MLflow server at %s gave the run the id %s; it must have at most %d characters."
              .formatted(server, text, ID_LENGTH));
    }
    Arrays.fill(id, 0);
    for (int i = 0; i < text.length(); i++) {
      id[i] = text.charAt(i);
    }
  }

  @Override
  public void updated(Run run, Metrics metrics) {
    if (run.steps() > recorded && waiting.size() < MOST_WAITING) {
      add(metrics, run.steps());
    }
    if (System.nanoTime() - next >= 0) {
      send();
    }
  }

  private void add(Metrics metrics, long step) {
    long now = System.currentTimeMillis();
    for (String key : metrics.names()) {
      double value = metrics.get(key);
      if (Double.isFinite(value) && !key.equals("time/total_timesteps")) { // which is the step
        waiting.add(Map.of("key", key, "value", value, "timestamp", now, "step", step));
      }
    }
  }

  /// Sends what waits. Returns whether the server has all of it.
  private boolean send() {
    try {
      while (!waiting.isEmpty()) {
        List<Map<String, Object>> first =
            waiting.subList(0, Math.min(MOST_METRICS, waiting.size()));
        server.post("runs/log-batch", Map.of("run_id", id(), "metrics", first));
        first.clear();
      }
      next = System.nanoTime() + SECOND;
      pause = FIRST_PAUSE;
      return true;
    } catch (IOException e) {
      next = System.nanoTime() + pause;
      pause *= 2;
      warn(e.getMessage() + " Training goes on, and the server is tried again later.");
      return false;
    }
  }

  /// Warns, once a session.
  private void warn(String message) {
    if (!warned) {
      warned = true;
      LOG.log(System.Logger.Level.WARNING, message);
    }
  }

  @Override
  public void ended(Run run, Ending ending) {
    boolean sent = send();
    try {
      if (sent) {
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("run_id", id());
        request.put("status", status(ending));
        request.put("end_time", System.currentTimeMillis());
        server.post("runs/update", request);
      }
    } catch (IOException e) {
      sent = false;
      warn(String.valueOf(e.getMessage()));
    }
    if (!sent) {
      LOG.log(
          System.Logger.Level.WARNING,
          "The MLflow server at {0} does not know how the run ended, and lacks {1} values.",
          server,
          Integer.toString(waiting.size()));
    }
    warned = false;
  }

  private static String status(Ending ending) {
    return switch (ending) {
      case FINISHED -> "FINISHED";
      case PAUSED -> "KILLED";
      case FAILED -> "FAILED";
    };
  }
}
