package ascent.train.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import ascent.config.Check;
import ascent.config.Printable;
import ascent.io.DamagedFileException;
import ascent.io.Json;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Calls a tracking server of MLflow.
///
/// Source: MLflow, "REST API", version 2.0.
final class MLflowServer {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration ANSWER = Duration.ofSeconds(10);
  private static final int OK = 200;
  private static final int NOT_FOUND = 404;

  private final HttpClient client = HttpClient.newBuilder().connectTimeout(CONNECT).build();
  private final String address; // without a name, a password or a slash at the end
  private final String authorization; // empty for none

  /// @param server `http://HOST:PORT`, perhaps with `NAME:PASSWORD@` before the host
  /// @throws IllegalArgumentException if it is no such address
  MLflowServer(URI server) {
    String scheme = Objects.requireNonNullElse(server.getScheme(), "");
    String secret = Objects.requireNonNullElse(server.getUserInfo(), "");
    String raw = Objects.requireNonNullElse(server.getRawUserInfo(), "");
    String shown = raw.isEmpty() ? server.toString() : server.toString().replace(raw + "@", "");
    boolean web = scheme.equals("http") || scheme.equals("https");
    Check.that(
        web && server.getHost() != null && server.getQuery() == null,
        "the MLflow server",
        "'" + shown + "'",
        "the address of a tracking server, such as http://127.0.0.1:5000");
    address = shown.replaceAll("/+$", "");
    authorization =
        secret.isEmpty()
            ? ""
            : "Basic " + Base64.getEncoder().encodeToString(secret.getBytes(UTF_8));
  }

  /// Sends a request.
  ///
  /// @param path after `/api/2.0/mlflow/`
  /// @return the answer, a tree of plain values
  Object post(String path, Map<String, ?> body) throws IOException {
    HttpRequest.Builder request =
        request(path)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(Json.compact(body)));
    Object answer = send(request.build());
    if (answer == null) {
      throw new IOException("The MLflow server at %s has no %s.".formatted(address, path));
    }
    return answer;
  }

  /// Asks for something.
  ///
  /// @return the answer; null if there is no such thing
  @Nullable Object get(String path, String key, String value) throws IOException {
    String query = "?" + key + "=" + URLEncoder.encode(value, UTF_8).replace("+", "%20");
    return send(request(path + query).GET().build());
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(address + "/api/2.0/mlflow/" + path)).timeout(ANSWER);
    return authorization.isEmpty() ? request : request.header("Authorization", authorization);
  }

  private @Nullable Object send(HttpRequest request) throws IOException {
    HttpResponse<String> response;
    try {
      response = client.send(request, HttpResponse.BodyHandlers.ofString(UTF_8));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("The MLflow server at " + address + " was not waited for.");
    } catch (IOException e) {
      throw new IOException(
          "The MLflow server at %s cannot be reached: %s.".formatted(address, reason(e)), e);
    }
    if (response.statusCode() == NOT_FOUND) {
      return null;
    }
    Object answer = parsed(response);
    if (response.statusCode() != OK) {
      throw new IOException(
          "The MLflow server at %s refused %s (%d): %s."
              .formatted(
                  address,
                  request.uri().getPath(),
                  response.statusCode(),
                  Printable.excerpt(
                      String.valueOf(Json.at(answer, "message")).replaceAll("\\.+$", ""))));
    }
    return answer;
  }

  private Object parsed(HttpResponse<String> response) throws IOException {
    try {
      return Objects.requireNonNullElse(Json.parse(response.body()), Map.of());
    } catch (DamagedFileException e) {
      throw new IOException(
          "%s answered %d without JSON; it must be a tracking server of MLflow."
              .formatted(address, response.statusCode()),
          e);
    }
  }

  private static String reason(IOException e) {
    return switch (e) {
      case HttpTimeoutException _ -> "it does not answer";
      case ConnectException _ -> "the connection was refused";
      default -> Objects.requireNonNullElse(e.getMessage(), e.getClass().getSimpleName());
    };
  }

  @Override
  public String toString() {
    return address;
  }
}
