package ascent.cli.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import ascent.io.Json;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;

/// What a request is answered with.
///
/// @param status of HTTP
/// @param type of the content
/// @param length of the body in bytes; 0 if it is not known
/// @param body writes it
public record Reply(int status, String type, long length, Body body) {
  public static final int OK = 200;

  /// Only what this server serves is loaded, run or shown, and no other page may frame it.
  private static final String CONTENT_SECURITY_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
          + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  /// The body of a reply.
  @FunctionalInterface
  public interface Body {
    /// Writes it.
    ///
    /// @throws IOException when the client is gone
    void write(OutputStream out) throws IOException;
  }

  public static Reply of(int status, String type, byte[] bytes) {
    return new Reply(status, type, bytes.length, out -> out.write(bytes));
  }

  /// A plain value as JSON; see [Json].
  public static Reply json(Object value) {
    return of(OK, "application/json", Json.compact(value).getBytes(UTF_8));
  }

  /// A sentence on what is wrong, as `{"error": …}`.
  public static Reply error(int status, String sentence) {
    byte[] bytes = Json.compact(Map.of("error", sentence)).getBytes(UTF_8);
    return of(status, "application/json", bytes);
  }

  /// Server-sent events, for as long as the body writes.
  public static Reply events(Body body) {
    return new Reply(OK, "text/event-stream", 0, body);
  }

  void send(HttpExchange exchange) throws IOException {
    Headers headers = exchange.getResponseHeaders();
    boolean text = type.startsWith("text/");
    headers.set("Content-Type", text ? type + "; charset=utf-8" : type);
    headers.set("Content-Security-Policy", CONTENT_SECURITY_POLICY);
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("X-Frame-Options", "DENY");
    headers.set("Referrer-Policy", "no-referrer");
    headers.set("Cross-Origin-Resource-Policy", "same-origin");
    headers.set("Cross-Origin-Opener-Policy", "same-origin");
    headers.set("Cache-Control", "no-store");
    if (status == Refusal.METHOD_NOT_ALLOWED) {
      headers.set("Allow", "GET, POST");
    }
    exchange.sendResponseHeaders(status, length);
    try (OutputStream out = exchange.getResponseBody()) {
      body.write(out);
    }
  }
}
