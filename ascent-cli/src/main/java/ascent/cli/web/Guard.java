package ascent.cli.web;

import ascent.config.Printable;
import com.sun.net.httpserver.Headers;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Decides which requests are looked at. The page of another site can make a browser send requests
/// to this machine; it cannot choose `Host` and `Origin`, which name that site. So both must name
/// this server: a page reached under another name (DNS rebinding) is refused by its `Host`, a
/// request from a foreign page (cross-site request forgery) by its `Origin`.
final class Guard {
  private static final int LONGEST_URI = 8_192; // characters
  private static final int MOST_HEADERS = 64;
  private static final int LARGEST_HEADERS = 16_384; // characters in all
  private static final Set<String> METHODS = Set.of("GET", "POST");

  private final Set<String> hosts;

  /// @param address of the server, as in a URL: `127.0.0.1`
  Guard(String address, int port) {
    List<String> names = new ArrayList<>();
    for (String name : List.of(address, "localhost")) {
      names.add(name + ":" + port);
      if (port == 80) { // a browser leaves it out
        names.add(name);
      }
    }
    hosts = Set.copyOf(names);
  }

  /// Checks all but the body.
  ///
  /// @throws Refusal if the request is not to be answered
  void check(String method, URI uri, Headers headers) {
    checkSize(uri, headers);
    List<String> host = headers.getOrDefault("Host", List.of());
    if (host.size() != 1 || !hosts.contains(host.getFirst())) {
      throw new Refusal(
          Refusal.FORBIDDEN,
          "The host is %s; it must be one of %s."
              .formatted(excerpt(host), String.join(", ", hosts.stream().sorted().toList())));
    }
    List<String> origin = headers.getOrDefault("Origin", List.of());
    boolean own = origin.size() == 1 && hosts.contains(origin.getFirst().replace("http://", ""));
    if (!own && !origin.isEmpty()) {
      throw new Refusal(Refusal.FORBIDDEN, "The request is from another site: " + excerpt(origin));
    }
    if (!METHODS.contains(method)) {
      throw new Refusal(
          Refusal.METHOD_NOT_ALLOWED,
          "The method is " + Printable.excerpt(method) + "; it must be GET or POST.");
    }
    if (method.equals("POST")) {
      checkPost(own, headers);
    }
  }

  /// A browser names the origin of every POST, and asks before it sends JSON to another site.
  private static void checkPost(boolean own, Headers headers) {
    if (!own) {
      throw new Refusal(Refusal.FORBIDDEN, "A POST must name this server's origin.");
    }
    if (!"application/json".equals(headers.getFirst("Content-Type"))) {
      throw new Refusal(Refusal.UNSUPPORTED_MEDIA_TYPE, "A POST must be application/json.");
    }
  }

  private static void checkSize(URI uri, Headers headers) {
    if (uri.toString().length() > LONGEST_URI) {
      throw new Refusal(
          Refusal.URI_TOO_LONG, "The URI is longer than %d characters.".formatted(LONGEST_URI));
    }
    int count = 0;
    int size = 0;
    for (Map.Entry<String, List<String>> header : headers.entrySet()) {
      for (String value : header.getValue()) {
        count++;
        size += header.getKey().length() + value.length();
      }
    }
    if (count > MOST_HEADERS || size > LARGEST_HEADERS) {
      throw new Refusal(
          Refusal.HEADERS_TOO_LARGE,
          "The request has %d headers of %d characters; it may have %d of %d."
              .formatted(count, size, MOST_HEADERS, LARGEST_HEADERS));
    }
  }

  private static String excerpt(List<String> values) {
    return values.isEmpty() ? "missing" : Printable.excerpt(String.join(", ", values));
  }
}
