package ascent.io;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Strict JSON: exactly one value, without duplicate keys.
///
/// A text is read into a tree of plain values: `LinkedHashMap<String, Object>`,
/// `ArrayList<Object>`, `String`, `Integer`, `Long` or `BigInteger` (the smallest that holds the
/// number), `Double` (for a number with a point or an exponent), `Boolean`, and null.
///
/// Can write null, booleans, numbers, strings, collections, arrays, maps and records, nested in any
/// way. Records become objects of their components, in order. Maps keep their order if they have
/// one, and are otherwise sorted by key. Numbers have the shortest form that reads back exactly;
/// NaN is `null`, infinity is `"inf"` or `"-inf"`.
public final class Json {

  private Json() {}

  /// Reads a text.
  ///
  /// @throws DamagedFileException if it is not one JSON value
  public static @Nullable Object parse(String text) throws DamagedFileException {
    return JsonReader.read(text.getBytes(UTF_8));
  }

  /// Reads UTF-8 bytes.
  ///
  /// @throws DamagedFileException if they are not one JSON value
  public static @Nullable Object parse(byte[] utf8) throws DamagedFileException {
    return JsonReader.read(utf8);
  }

  /// Reads a record from the tree of a written one.
  ///
  /// @throws DamagedFileException if a key is unknown or missing, a value is null or of another
  ///   type than its component, or the record rejects the values; its message has the path to the
  ///   value
  public static <R extends Record> R read(@Nullable Object tree, Class<R> type)
      throws DamagedFileException {
    return JsonRecords.record(tree, type);
  }

  /// The value at a path into a tree, or null if nothing is there.
  ///
  /// @param path keys of objects and indices of arrays
  public static @Nullable Object at(@Nullable Object tree, Object... path) {
    Object found = tree;
    for (Object step : path) {
      found =
          found instanceof Map<?, ?> object
              ? object.get(step)
              : found instanceof List<?> list && step instanceof Integer i && i < list.size()
                  ? list.get(i)
                  : null;
    }
    return found;
  }

  /// The object at a path into a tree, empty if none is there; see [#at].
  @SuppressWarnings("unchecked") // a tree's keys are strings
  public static Map<String, @Nullable Object> object(@Nullable Object tree, Object... path) {
    return at(tree, path) instanceof Map<?, ?> map ? (Map<String, @Nullable Object>) map : Map.of();
  }

  /// The array at a path into a tree, empty if none is there; see [#at].
  @SuppressWarnings("unchecked")
  public static List<@Nullable Object> list(@Nullable Object tree, Object... path) {
    return at(tree, path) instanceof List<?> list ? (List<@Nullable Object>) list : List.of();
  }

  /// A plain value on one line.
  ///
  /// @throws IllegalArgumentException if the value, or one within, is not plain
  public static String compact(@Nullable Object value) {
    return new JsonWriter(false).write(value, "").toString();
  }

  /// A plain value in readable form: indented by two spaces, with a line break at the end.
  ///
  /// @throws IllegalArgumentException if the value, or one within, is not plain
  public static String pretty(@Nullable Object value) {
    return new JsonWriter(true).write(value, "") + "\n";
  }
}
