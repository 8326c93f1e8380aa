package ascent.cli.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;

/// Sends bytes that no HTTP client would send.
public final class RawHttp {
  private RawHttp() {}

  /// What a server answers before it closes.
  public record Answer(int status, String head, String body) {}

  /// Sends lines, with an empty one behind them and then a body.
  public static Answer send(String url, String body, String... lines) throws IOException {
    URI uri = URI.create(url);
    try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
      String request = String.join("\r\n", lines) + "\r\nConnection: close\r\n\r\n" + body;
      socket.getOutputStream().write(request.getBytes(UTF_8));
      socket.getOutputStream().flush();
      String answer = new String(socket.getInputStream().readAllBytes(), UTF_8);
      int end = answer.indexOf("\r\n\r\n");
      return new Answer(
          Integer.parseInt(answer.substring(9, 12)),
          answer.substring(0, end),
          answer.substring(end));
    }
  }

  /// A GET with the server's own Host and one more header.
  public static Answer get(String url, String path, String... headers) throws IOException {
    String[] lines = new String[2 + headers.length];
    lines[0] = "GET " + path + " HTTP/1.1";
    lines[1] = "Host: " + URI.create(url).getAuthority();
    System.arraycopy(headers, 0, lines, 2, headers.length);
    return send(url, "", lines);
  }

  /// A POST of JSON from the server's own page.
  public static Answer post(String url, String path, String json) throws IOException {
    String authority = URI.create(url).getAuthority();
    return send(
        url,
        json,
        "POST " + path + " HTTP/1.1",
        "Host: " + authority,
        "Origin: http://" + authority,
        "Content-Type: application/json",
        "Content-Length: " + json.getBytes(UTF_8).length);
  }
}
