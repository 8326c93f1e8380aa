package ascent.cli.dashboard;

import ascent.cli.web.Reply;
import ascent.cli.web.WebServer;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// The files of the page, by name: ours beside this class, and uPlot, which draws the curves, from
/// its jar.
final class Assets {
  private static final String UPLOT = "/META-INF/resources/webjars/uplot/1.6.30/dist/";
  private static final List<String> OURS =
      List.of(
          "style.css",
          "main.js",
          "api.js",
          "runs.js",
          "curves.js",
          "settings.js",
          "studies.js",
          "start.js",
          "policy.js");

  private Assets() {}

  /// The pages by method and path, see [WebServer#start].
  static Map<String, WebServer.Page> pages() {
    Map<String, WebServer.Page> pages = new LinkedHashMap<>();
    pages.put("GET /", file("index.html"));
    pages.put("GET /favicon.ico", file("icon.svg"));
    OURS.forEach(name -> pages.put("GET /" + name, file(name)));
    pages.put("GET /uplot.js", file(UPLOT + "uPlot.esm.js"));
    pages.put("GET /uplot.css", file(UPLOT + "uPlot.min.css"));
    return pages;
  }

  private static WebServer.Page file(String resource) {
    return _ -> Reply.of(Reply.OK, type(resource), bytes(resource));
  }

  private static byte[] bytes(String resource) throws IOException {
    try (InputStream in = Assets.class.getResourceAsStream(resource)) {
      return Objects.requireNonNull(in, resource).readAllBytes();
    }
  }

  private static String type(String name) {
    return switch (name.substring(name.lastIndexOf('.') + 1)) {
      case "html" -> "text/html";
      case "css" -> "text/css";
      case "js" -> "text/javascript";
      case "svg" -> "image/svg+xml";
      default -> throw new IllegalArgumentException(name);
    };
  }
}
