package ascent.train.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import ascent.io.DamagedFileException;
import ascent.io.Json;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A tracking server that speaks as much of MLflow's protocol as is needed, checks what it is sent,
/// and remembers it.
final class MLflowStub implements AutoCloseable {
  static final String RUN_ID = "0123456789abcdef0123456789abcdef";

  private static final String ROOT = "/api/2.0/mlflow/";

  private final HttpServer server;
  private final List<String> requests = new ArrayList<>();
  private final Map<String, String> parameters = new LinkedHashMap<>();
  private final Map<String, List<Long>> steps = new LinkedHashMap<>(); // of each metric
  private final List<String> statuses = new ArrayList<>();
  private boolean hasExperiment;
  private boolean hasRun;
  private String authorization = "";
  private volatile boolean broken;

  MLflowStub() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(ROOT, this::answer);
    server.start();
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /// Answers every request with an error from now on, or no longer.
  void setBroken(boolean value) {
    broken = value;
  }

  private synchronized void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath().substring(ROOT.length());
    requests.add(exchange.getRequestMethod() + " " + path);
    String header = exchange.getRequestHeaders().getFirst("Authorization");
    authorization = header == null ? "" : header;
    byte[] body = exchange.getRequestBody().readAllBytes();
    int code = 200;
    @Nullable Object answer;
    try {
      Object tree = body.length == 0 ? Map.of() : Json.parse(body);
      answer =
          broken ? null : respond(path, String.valueOf(exchange.getRequestURI().getQuery()), tree);
      if (answer == null) {
        code = broken ? 500 : 404;
        answer = Map.of("error_code", "RESOURCE_DOES_NOT_EXIST", "message", "out of order");
      }
    } catch (IllegalStateException | DamagedFileException e) {
      code = 400;
      answer =
          Map.of(
              "error_code", "INVALID_PARAMETER_VALUE", "message", String.valueOf(e.getMessage()));
    }
    byte[] json = Json.compact(answer).getBytes(UTF_8);
    exchange.sendResponseHeaders(code, json.length);
    exchange.getResponseBody().write(json);
    exchange.close();
  }

  private @Nullable Object respond(String path, String query, @Nullable Object body) {
    return switch (path) {
      case "experiments/get-by-name" -> {
        require(query.equals("experiment_name=cart poles"), query);
        yield hasExperiment ? Map.of("experiment", Map.of("experiment_id", "7")) : null;
      }
      case "experiments/create" -> {
        require("cart poles".equals(Json.at(body, "name")), "name");
        hasExperiment = true;
        yield Map.of("experiment_id", "7");
      }
      case "runs/create" -> {
        require("7".equals(Json.at(body, "experiment_id")), "experiment_id");
        require("first".equals(Json.at(body, "run_name")), "run_name");
        require(Json.at(body, "start_time") instanceof Number, "start_time");
        hasRun = true;
        statuses.add("RUNNING");
        yield Map.of("run", Map.of("info", Map.of("run_id", RUN_ID)));
      }
      case "runs/get" -> {
        require(query.equals("run_id=" + RUN_ID), query);
        yield hasRun ? Map.of("run", Map.of("data", Map.of("metrics", latest()))) : null;
      }
      case "runs/log-batch" -> {
        require(hasRun && RUN_ID.equals(Json.at(body, "run_id")), "run_id");
        record(body);
        yield Map.of();
      }
      case "runs/update" -> {
        require(RUN_ID.equals(Json.at(body, "run_id")), "run_id");
        statuses.add(String.valueOf(Json.at(body, "status")));
        yield Map.of("run_info", Map.of());
      }
      default -> null;
    };
  }

  private void record(@Nullable Object body) {
    List<@Nullable Object> batch = Json.list(body, "params");
    require(batch.size() <= 100, "at most 100 parameters");
    for (Object parameter : batch) {
      String before =
          parameters.put(
              String.valueOf(Json.at(parameter, "key")),
              String.valueOf(Json.at(parameter, "value")));
      require(before == null, "a parameter is written once");
    }
    List<@Nullable Object> metrics = Json.list(body, "metrics");
    require(metrics.size() <= 1000, "at most 1000 metrics");
    for (Object metric : metrics) {
      require(Json.at(metric, "value") instanceof Number, "value");
      require(Json.at(metric, "timestamp") instanceof Number, "timestamp");
      require(Json.at(metric, "step") instanceof Number, "step");
      steps
          .computeIfAbsent(String.valueOf(Json.at(metric, "key")), _ -> new ArrayList<>())
          .add(Long.parseLong(String.valueOf(Json.at(metric, "step"))));
    }
  }

  private List<Map<String, Object>> latest() {
    List<Map<String, Object>> latest = new ArrayList<>();
    steps.forEach((key, at) -> latest.add(Map.of("key", key, "step", at.getLast())));
    return latest;
  }

  private static void require(boolean condition, String what) {
    if (!condition) {
      throw new IllegalStateException("wrong: " + what);
    }
  }

  synchronized List<String> requests() {
    return List.copyOf(requests);
  }

  synchronized Map<String, String> parameters() {
    return Map.copyOf(parameters);
  }

  synchronized List<Long> steps(String metric) {
    return List.copyOf(steps.getOrDefault(metric, List.of()));
  }

  synchronized List<String> statuses() {
    return List.copyOf(statuses);
  }

  synchronized String authorization() {
    return authorization;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
