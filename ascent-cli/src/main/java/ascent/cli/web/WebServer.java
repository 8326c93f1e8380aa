package ascent.cli.web;

import ascent.cli.args.UsageException;
import ascent.config.Printable;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;

/// Serves HTTP on the loopback interface, a virtual thread for each request.
public final class WebServer implements AutoCloseable {
  private static final int LARGEST_BODY = 65_536; // bytes
  private static final int INTERNAL_ERROR = 500;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicBoolean open = new AtomicBoolean(true);
  private final Guard guard;
  private final String url;
  private final Map<String, Page> pages;

  /// Answers the requests of one method and path.
  @FunctionalInterface
  public interface Page {
    /// Answers a request.
    ///
    /// @throws Refusal if the request is invalid
    /// @throws UsageException if a value in it is invalid
    /// @throws IOException if a file cannot be read
    Reply answer(Request request) throws IOException;
  }

  private WebServer(HttpServer server, Map<String, Page> pages) {
    this.server = server;
    this.pages = pages;
    InetAddress address = server.getAddress().getAddress();
    int port = server.getAddress().getPort();
    String host = address.getHostAddress();
    String named = host.contains(":") ? "[" + host + "]" : host;
    guard = new Guard(named, port);
    url = "http://" + named + ":" + port + "/";
  }

  /// Starts a server.
  ///
  /// @param port 0 for any free one
  /// @param pages by method and path, such as `GET /`
  /// @throws IOException if the port is in use, or not allowed
  public static WebServer start(int port, Map<String, Page> pages) throws IOException {
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    HttpServer http;
    try {
      http = HttpServer.create(address, 0);
    } catch (BindException e) {
      throw new IOException(
          "Port %d cannot be used: %s. Maybe another dashboard has it; --port 0 takes a free one."
              .formatted(port, e.getMessage()),
          e);
    }
    var server = new WebServer(http, Map.copyOf(pages));
    http.createContext("/", server::handle);
    http.setExecutor(server.threads);
    http.start();
    return server;
  }

  /// Its address for a browser, such as `http://127.0.0.1:6161/`.
  public String url() {
    return url;
  }

  /// Whether it has not been closed.
  public boolean isOpen() {
    return open.get();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Reply reply;
      try {
        reply = answer(exchange);
      } catch (Refusal e) {
        reply = Reply.error(e.status(), message(e));
      } catch (UsageException | IllegalArgumentException e) {
        reply = Reply.error(Refusal.BAD_REQUEST, message(e));
      } catch (IOException | RuntimeException e) {
        reply = Reply.error(INTERNAL_ERROR, message(e));
      }
      reply.send(exchange);
    }
  }

  private Reply answer(HttpExchange exchange) throws IOException {
    String method = exchange.getRequestMethod();
    guard.check(method, exchange.getRequestURI(), exchange.getRequestHeaders());
    byte[] body = exchange.getRequestBody().readNBytes(LARGEST_BODY + 1);
    if (body.length > LARGEST_BODY) {
      throw new Refusal(
          Refusal.CONTENT_TOO_LARGE, "The body has more than %d bytes.".formatted(LARGEST_BODY));
    }
    String path = exchange.getRequestURI().getRawPath();
    Page page = pages.get(method + " " + path);
    if (page == null) {
      boolean other = pages.containsKey("GET " + path) || pages.containsKey("POST " + path);
      throw other
          ? new Refusal(
              Refusal.METHOD_NOT_ALLOWED, "The method is " + method + "; it must be the other one.")
          : new Refusal(Refusal.NOT_FOUND, "There is no page " + Printable.excerpt(path) + ".");
    }
    return page.answer(Request.of(method, path, exchange.getRequestURI().getRawQuery(), body));
  }

  private static String message(Exception e) {
    String message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : Printable.excerpt(message, 1_000);
  }

  /// Ends all requests.
  @Override
  public void close() {
    open.set(false);
    server.stop(0);
    threads.shutdownNow();
  }
}
