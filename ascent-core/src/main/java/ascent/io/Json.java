package ascent.io;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// JSON, strictly: one value, no key twice, nothing after it.
///
/// A small front of Jackson's streaming parser and tree. It does without Jackson's mapper, whose
/// start-up would cost a command-line program a fifth of a second; for the same reason, write a
/// tree with [#compact] and not with its `toString`.
///
/// What can be written: null, booleans, numbers, strings, collections, arrays, maps, records and
/// trees, and these within each other. Records are objects of their components, in order. Maps keep
/// their order if they have one, else are sorted by key. Numbers are as short as reads back
/// exactly; NaN is `null`, infinity is `"inf"` or `"-inf"`.
public final class Json {

  private Json() {}

  /// Reads a text.
  ///
  /// @throws DamagedFileException if it is not one JSON value
  public static JsonNode parse(String text) throws DamagedFileException {
    return JsonReader.read(text.getBytes(UTF_8));
  }

  /// Reads UTF-8 bytes.
  ///
  /// @throws DamagedFileException if they are not one JSON value
  public static JsonNode parse(byte[] utf8) throws DamagedFileException {
    return JsonReader.read(utf8);
  }

  /// A record from the tree of a written one.
  ///
  /// @throws DamagedFileException if a key is unknown or missing, a value is of another type than
  ///   its component, or the record refuses the values
  public static <R extends Record> R read(JsonNode node, Class<R> type)
      throws DamagedFileException {
    return JsonRecords.read(node, type);
  }

  /// A plain value on one line.
  ///
  /// @throws IllegalArgumentException if the value, or one within, is not plain
  public static String compact(@Nullable Object value) {
    return new JsonWriter(false).write(value, "").toString();
  }

  /// A plain value for people: indented by two spaces, with a line break at the end.
  ///
  /// @throws IllegalArgumentException if the value, or one within, is not plain
  public static String pretty(@Nullable Object value) {
    return new JsonWriter(true).write(value, "") + "\n";
  }
}
