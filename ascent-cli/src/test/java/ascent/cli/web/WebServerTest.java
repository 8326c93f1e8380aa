package ascent.cli.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ascent.cli.args.UsageException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebServerTest {
  private WebServer server;
  private String authority;

  @BeforeEach
  void start() throws IOException {
    Map<String, WebServer.Page> pages = new LinkedHashMap<>();
    pages.put("GET /", _ -> Reply.json(Map.of("page", "first")));
    pages.put("GET /echo", request -> Reply.json(request.parameters()));
    pages.put("POST /do", request -> Reply.json(request.object()));
    pages.put(
        "GET /wrong",
        _ -> {
          throw new UsageException("seed is x; it must be a number.");
        });
    pages.put(
        "GET /broken",
        _ -> {
          throw new IOException("config.json cannot be read");
        });
    server = WebServer.start(0, pages);
    authority = URI.create(server.url()).getAuthority();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private RawHttp.Answer get(String path, String... headers) throws IOException {
    return RawHttp.get(server.url(), path, headers);
  }

  @Test
  void a_page_is_answered_with_headers_that_keep_it_to_itself() throws IOException {
    RawHttp.Answer answer = get("/");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).contains("{\"page\":\"first\"}");
    assertThat(answer.head())
        .containsIgnoringCase("Content-Security-Policy: default-src 'none'; script-src 'self'")
        .containsIgnoringCase("frame-ancestors 'none'")
        .containsIgnoringCase("X-Content-Type-Options: nosniff")
        .containsIgnoringCase("Cross-Origin-Resource-Policy: same-origin")
        .containsIgnoringCase("Cache-Control: no-store")
        .doesNotContainIgnoringCase("Access-Control-Allow-Origin");
  }

  @Test
  void localhost_is_a_name_of_it_too() throws IOException {
    String port = authority.substring(authority.indexOf(':'));

    assertThat(RawHttp.send(server.url(), "", "GET / HTTP/1.1", "Host: localhost" + port).status())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example",
        "127.0.0.1",
        "127.0.0.1:1",
        "localhost",
        "127.0.0.1.evil.example:80",
        ""
      })
  void another_host_is_refused(String host) throws IOException {
    RawHttp.Answer answer = RawHttp.send(server.url(), "", "GET / HTTP/1.1", "Host: " + host);

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.body()).contains("it must be one of " + authority);
  }

  @Test
  void two_hosts_and_none_are_refused() throws IOException {
    String own = "Host: " + authority;

    assertThat(get("/", own).status()).isEqualTo(403);
    assertThat(RawHttp.send(server.url(), "", "GET / HTTP/1.1").status()).isEqualTo(403);
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://evil.example", "null", "https://localhost", "http://127.0.0.1:1"})
  void another_origin_is_refused(String origin) throws IOException {
    RawHttp.Answer answer = get("/", "Origin: " + origin);

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.body()).contains("from another site: " + origin);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PUT", "DELETE", "OPTIONS", "HEAD", "TRACE", "PATCH"})
  void another_method_is_refused(String method) throws IOException {
    RawHttp.Answer answer =
        RawHttp.send(server.url(), "", method + " / HTTP/1.1", "Host: " + authority);

    assertThat(answer.status()).isEqualTo(405);
    assertThat(answer.head()).containsIgnoringCase("Allow: GET, POST");
  }

  @Test
  void a_page_has_one_method() throws IOException {
    assertThat(get("/do").status()).isEqualTo(405);
    assertThat(RawHttp.post(server.url(), "/", "{}").status()).isEqualTo(405);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/nowhere", "/../../etc/passwd", "/..%2f..%2fetc%2fpasswd", "/%2e%2e/%2e%2e/etc/passwd",
        "/..\\etc", "//etc/passwd", "/echo/", "/echo%00"
      })
  void only_known_paths_are_answered(String path) throws IOException {
    RawHttp.Answer answer = get(path);

    assertThat(answer.status()).isIn(400, 404);
    assertThat(answer.body()).doesNotContain("root:");
  }

  @Test
  void a_post_needs_the_origin_of_its_own_page_and_json() throws IOException {
    String host = "Host: " + authority;
    String origin = "Origin: http://" + authority;
    String length = "Content-Length: 2";
    String json = "Content-Type: application/json";
    String line = "POST /do HTTP/1.1";

    assertThat(RawHttp.send(server.url(), "{}", line, host, length, json).status()).isEqualTo(403);
    assertThat(RawHttp.send(server.url(), "{}", line, host, length, origin).status())
        .isEqualTo(415);
    assertThat(
            RawHttp.send(server.url(), "{}", line, host, length, origin, "Content-Type: text/plain")
                .status())
        .isEqualTo(415);
    assertThat(RawHttp.send(server.url(), "{}", line, host, length, origin, json).status())
        .isEqualTo(200);
  }

  @Test
  void what_is_too_large_is_refused() throws IOException {
    // Limits: 65,536 bytes of body, 16,384 characters of headers, 64 headers, 8,192 of a URI.
    String[] many = new String[65];
    for (int i = 0; i < many.length; i++) {
      many[i] = "X-" + i + ": y";
    }
    assertThat(get("/", "X-Long: " + "y".repeat(16_384)).status()).isEqualTo(431);
    assertThat(get("/", many).status()).isEqualTo(431);
    assertThat(get("/echo?a=" + "y".repeat(8_192)).status()).isEqualTo(414);
    String body = "{\"a\":\"" + "y".repeat(65_536 - 8) + "\"}";
    assertThat(RawHttp.post(server.url(), "/do", body).status()).isEqualTo(200);
    assertThat(RawHttp.post(server.url(), "/do", body + " ").status()).isEqualTo(413);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "{", "{\"a\":1}{}", "{\"a\":1,\"a\":2}", "1"})
  void a_body_that_is_no_object_is_refused(String body) throws IOException {
    RawHttp.Answer answer = RawHttp.post(server.url(), "/do", body);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body()).contains("\"error\":\"The body");
  }

  @Test
  void parameters_are_decoded_and_may_repeat() throws IOException {
    assertThat(get("/echo?run=a%2Fb+c&run=%C3%A4&x").body())
        .contains("{\"run\":[\"a/b c\",\"ä\"],\"x\":[\"\"]}");
    assertThat(get("/echo?run=%zz").status()).isEqualTo(400);
  }

  @Test
  void a_failure_is_one_sentence() throws IOException {
    RawHttp.Answer wrong = get("/wrong");
    RawHttp.Answer broken = get("/broken");

    assertThat(wrong.status()).isEqualTo(400);
    assertThat(wrong.body()).contains("{\"error\":\"seed is x; it must be a number.\"}");
    assertThat(broken.status()).isEqualTo(500);
    assertThat(broken.body()).contains("{\"error\":\"config.json cannot be read\"}");
  }

  @Test
  void what_is_no_http_breaks_nothing() throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
      socket.getOutputStream().write("\u0016\u0003\u0001 hello\r\n\r\n".getBytes(UTF_8));
      socket.shutdownOutput();
      socket.getInputStream().readAllBytes();
    }
    assertThat(get("/").status()).isEqualTo(200);
  }

  @Test
  void it_listens_on_the_loopback_interface_only() throws IOException {
    List<InetAddress> others =
        NetworkInterface.networkInterfaces()
            .flatMap(NetworkInterface::inetAddresses)
            .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
            .toList();

    assertThat(InetAddress.getByName(URI.create(server.url()).getHost()).isLoopbackAddress())
        .isTrue();
    for (InetAddress address : others) {
      assertThatThrownBy(() -> new Socket(address, port()).close())
          .isInstanceOf(ConnectException.class);
    }
  }

  @Test
  void a_busy_port_is_named() {
    assertThatThrownBy(() -> WebServer.start(port(), Map.of()))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("Port " + port() + " cannot be used: ")
        .hasMessageEndingWith("--port 0 takes a free one.");
  }

  private int port() {
    return URI.create(server.url()).getPort();
  }
}
