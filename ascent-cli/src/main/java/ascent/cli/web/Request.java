package ascent.cli.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import ascent.config.Printable;
import ascent.io.DamagedFileException;
import ascent.io.Json;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A request that the [Guard] let through.
///
/// @param method `GET` or `POST`
/// @param path as sent, not decoded
/// @param parameters of the query, decoded
/// @param body of a POST, UTF-8; otherwise empty
public record Request(
    String method, String path, Map<String, List<String>> parameters, byte[] body) {

  static Request of(String method, String path, @Nullable String rawQuery, byte[] body) {
    return new Request(method, path, parameters(rawQuery == null ? "" : rawQuery), body);
  }

  private static Map<String, List<String>> parameters(String query) {
    Map<String, List<String>> parameters = new LinkedHashMap<>();
    for (String pair : query.split("&", -1)) {
      if (!pair.isEmpty()) {
        int equals = pair.indexOf('=');
        String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
        String value = equals < 0 ? "" : decoded(pair.substring(equals + 1));
        parameters.computeIfAbsent(name, _ -> new ArrayList<>()).add(value);
      }
    }
    return parameters;
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, UTF_8);
    } catch (IllegalArgumentException e) {
      throw new Refusal(
          Refusal.BAD_REQUEST, "The query has an invalid escape: " + Printable.excerpt(text));
    }
  }

  /// All values of a parameter, in order.
  public List<String> all(String name) {
    return parameters.getOrDefault(name, List.of());
  }

  /// The one value of a parameter.
  ///
  /// @throws Refusal if there is none, or more than one
  public String one(String name) {
    List<String> values = all(name);
    if (values.size() != 1) {
      throw new Refusal(
          Refusal.BAD_REQUEST,
          "The query has %d values of %s; it must have one.".formatted(values.size(), name));
    }
    return values.getFirst();
  }

  /// The body as a JSON object.
  ///
  /// @throws Refusal if it is none
  public Map<String, @Nullable Object> object() {
    try {
      if (Json.parse(body) instanceof Map<?, ?> object) {
        return Json.object(object);
      }
      throw new Refusal(Refusal.BAD_REQUEST, "The body is not a JSON object.");
    } catch (DamagedFileException e) {
      throw new Refusal(
          Refusal.BAD_REQUEST, "The body: " + Printable.excerpt(String.valueOf(e.getMessage())));
    }
  }
}
