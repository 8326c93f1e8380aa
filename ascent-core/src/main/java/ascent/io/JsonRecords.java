package ascent.io;

import ascent.config.Nearest;
import ascent.config.Numbers;
import ascent.config.Records;
import java.lang.reflect.Array;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Converts JSON trees to records: the inverse of [JsonWriter]. Rejects trees that do not match.
final class JsonRecords {

  /// Components of these types may be null.
  private static final Set<Class<?>> BOXES = Set.of(Integer.class, Long.class, Boolean.class);

  private JsonRecords() {}

  /// Reads a record.
  static <R extends Record> R record(@Nullable Object tree, Class<R> type)
      throws DamagedFileException {
    return record(tree, type, "");
  }

  /// @param path to the tree, for messages; empty for the whole
  private static <R extends Record> R record(@Nullable Object tree, Class<R> type, String path)
      throws DamagedFileException {
    Map<?, ?> object = expect(Map.class, tree, path, "an object");
    RecordComponent[] components = type.getRecordComponents();
    List<String> names = Arrays.stream(components).map(RecordComponent::getName).toList();
    for (Object key : object.keySet()) {
      if (!names.contains(key)) {
        throw new DamagedFileException(
            "%s is unknown.%s".formatted(within(path, key), Nearest.hint(key.toString(), names)));
      }
    }
    List<@Nullable Object> values = new ArrayList<>();
    for (RecordComponent component : components) {
      String name = within(path, component.getName());
      if (!object.containsKey(component.getName())) {
        throw new DamagedFileException(name + " is missing.");
      }
      values.add(value(object.get(component.getName()), component.getGenericType(), name));
    }
    try {
      return Records.create(type, values);
    } catch (IllegalArgumentException e) {
      String where = path.isEmpty() ? "" : path + ": ";
      throw new DamagedFileException(where + e.getMessage(), e);
    }
  }

  private static String within(String path, Object key) {
    return path.isEmpty() ? key.toString() : path + "." + key;
  }

  private static @Nullable Object value(@Nullable Object tree, Type type, String path)
      throws DamagedFileException {
    if (type instanceof ParameterizedType generic) {
      Type[] arguments = generic.getActualTypeArguments();
      return generic.getRawType() == List.class
          ? list(tree, arguments[0], path)
          : map(tree, arguments[1], path);
    }
    Class<?> plain = (Class<?>) type;
    if (plain.isArray()) {
      return array(list(tree, plain.componentType(), path), plain.componentType());
    }
    if (tree == null && BOXES.contains(plain)) {
      return null;
    }
    if (plain.isRecord()) {
      return record(tree, plain.asSubclass(Record.class), path);
    }
    return switch (plain.getSimpleName()) {
      case "int", "Integer" -> expect(Integer.class, tree, path, "a whole number of 32 bits");
      case "long", "Long" ->
          tree instanceof Integer i
              ? (Object) i.longValue()
              : expect(Long.class, tree, path, "a whole number of 64 bits");
      case "boolean", "Boolean" -> expect(Boolean.class, tree, path, "true or false");
      case "float", "Float", "double", "Double" -> real(tree, plain, path);
      case "String" -> expect(String.class, tree, path, "a string");
      default -> throw new IllegalStateException(path + " is of a type that is not read: " + plain);
    };
  }

  /// A float is parsed from the number's shortest text rather than from a double, to avoid double
  /// rounding.
  private static Object real(@Nullable Object value, Class<?> type, String path)
      throws DamagedFileException {
    boolean single = type == float.class || type == Float.class;
    if (value == null) {
      return single ? (Object) Float.NaN : Double.NaN;
    }
    String text = value.toString();
    if (!(value.equals("inf") || value.equals("-inf"))) {
      expect(Number.class, value, path, "a number");
    }
    try {
      return single ? (Object) Numbers.parseFloat(text) : Numbers.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new DamagedFileException("%s: %s".formatted(path, e.getMessage()), e);
    }
  }

  private static List<Object> list(@Nullable Object tree, Type element, String path)
      throws DamagedFileException {
    List<Object> list = new ArrayList<>();
    for (Object value : expect(List.class, tree, path, "an array")) {
      list.add(element(value, element, path + "[" + list.size() + "]"));
    }
    return List.copyOf(list);
  }

  private static Object array(List<Object> list, Class<?> element) {
    Object array = Array.newInstance(element, list.size());
    for (int i = 0; i < list.size(); i++) {
      Array.set(array, i, list.get(i));
    }
    return array;
  }

  private static Map<String, Object> map(@Nullable Object tree, Type element, String path)
      throws DamagedFileException {
    expect(Map.class, tree, path, "an object");
    Map<String, Object> map = new LinkedHashMap<>();
    for (Map.Entry<String, @Nullable Object> entry : Json.object(tree).entrySet()) {
      String key = entry.getKey();
      map.put(key, element(entry.getValue(), element, path + "." + key));
    }
    return Collections.unmodifiableMap(map);
  }

  private static Object element(@Nullable Object tree, Type type, String path)
      throws DamagedFileException {
    Object value = value(tree, type, path);
    if (value == null) {
      throw new DamagedFileException(path + " is null; it must not be.");
    }
    return value;
  }

  private static <T> T expect(Class<T> type, @Nullable Object value, String path, String what)
      throws DamagedFileException {
    if (!type.isInstance(value)) {
      throw new DamagedFileException(
          "%s is %s; it must be %s."
              .formatted(path.isEmpty() ? "the JSON" : path, Json.compact(value), what));
    }
    return type.cast(value);
  }
}
