package ascent.io;

import ascent.config.Nearest;
import ascent.config.Numbers;
import ascent.config.Records;
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
import tools.jackson.databind.JsonNode;

/// JSON trees to records: the reverse of [JsonWriter], refusing what does not fit.
final class JsonRecords {

  private static final Set<String> INFINITIES = Set.of("inf", "-inf");

  private JsonRecords() {}

  static <R extends Record> R read(JsonNode node, Class<R> type) throws DamagedFileException {
    return record(node, type, type.getSimpleName());
  }

  private static <R extends Record> R record(JsonNode node, Class<R> type, String path)
      throws DamagedFileException {
    expect(node.isObject(), path, "an object", node);
    RecordComponent[] components = type.getRecordComponents();
    List<String> names = Arrays.stream(components).map(RecordComponent::getName).toList();
    for (String name : node.propertyNames()) {
      if (!names.contains(name)) {
        throw new DamagedFileException(
            "%s has no %s.%s".formatted(path, name, Nearest.hint(name, names)));
      }
    }
    List<@Nullable Object> values = new ArrayList<>();
    for (RecordComponent component : components) {
      String name = path + "." + component.getName();
      JsonNode value = node.get(component.getName());
      if (value == null) {
        throw new DamagedFileException(name + " is missing.");
      }
      values.add(value(value, component.getGenericType(), name));
    }
    try {
      return Records.create(type, values);
    } catch (IllegalArgumentException e) {
      throw new DamagedFileException("%s: %s".formatted(path, e.getMessage()), e);
    }
  }

  private static @Nullable Object value(JsonNode node, Type type, String path)
      throws DamagedFileException {
    if (type instanceof ParameterizedType generic) {
      Type[] arguments = generic.getActualTypeArguments();
      return generic.getRawType() == List.class
          ? list(node, arguments[0], path)
          : map(node, arguments[1], path);
    }
    Class<?> plain = (Class<?>) type;
    if (plain == float.class || plain == double.class) {
      return real(node, plain, path);
    }
    if (node.isNull()) {
      expect(!plain.isPrimitive(), path, "a value", node);
      return null;
    }
    return plain.isRecord()
        ? record(node, plain.asSubclass(Record.class), path)
        : simple(node, plain, path);
  }

  private static Object simple(JsonNode node, Class<?> type, String path)
      throws DamagedFileException {
    if (type == int.class || type == Integer.class) {
      expect(node.isIntegralNumber() && node.canConvertToInt(), path, "an int", node);
      return node.intValue();
    }
    if (type == long.class || type == Long.class) {
      expect(node.isIntegralNumber() && node.canConvertToLong(), path, "a long", node);
      return node.longValue();
    }
    if (type == boolean.class || type == Boolean.class) {
      expect(node.isBoolean(), path, "true or false", node);
      return node.booleanValue();
    }
    if (type == Float.class || type == Double.class) {
      return real(node, type, path);
    }
    if (type != String.class) {
      throw new IllegalStateException(path + " is of a type that JSON is not read into: " + type);
    }
    expect(node.isString(), path, "a string", node);
    return node.stringValue();
  }

  /// A float is read from the number's shortest text, not by way of a double: no second rounding.
  private static Object real(JsonNode node, Class<?> type, String path)
      throws DamagedFileException {
    String text = node.isContainer() ? "" : node.asString();
    boolean special = node.isNull() || (node.isString() && INFINITIES.contains(text));
    expect(special || node.isNumber(), path, "a number", node);
    try {
      if (type == float.class || type == Float.class) {
        return node.isNull() ? Float.NaN : Numbers.parseFloat(text);
      }
      return node.isNull() ? Double.NaN : Numbers.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new DamagedFileException("%s: %s".formatted(path, e.getMessage()), e);
    }
  }

  private static List<Object> list(JsonNode node, Type element, String path)
      throws DamagedFileException {
    expect(node.isArray(), path, "an array", node);
    List<Object> list = new ArrayList<>(node.size());
    for (JsonNode value : node) {
      list.add(element(value, element, path + "[" + list.size() + "]"));
    }
    return List.copyOf(list);
  }

  private static Map<String, Object> map(JsonNode node, Type element, String path)
      throws DamagedFileException {
    expect(node.isObject(), path, "an object", node);
    Map<String, Object> map = new LinkedHashMap<>();
    for (var property : node.properties()) {
      String key = property.getKey();
      map.put(key, element(property.getValue(), element, path + "." + key));
    }
    return Collections.unmodifiableMap(map);
  }

  private static Object element(JsonNode node, Type type, String path) throws DamagedFileException {
    Object value = value(node, type, path);
    if (value == null) {
      throw new DamagedFileException(path + " is null; only a component of a record may be.");
    }
    return value;
  }

  private static void expect(boolean ok, String path, String what, JsonNode node)
      throws DamagedFileException {
    if (!ok) {
      throw new DamagedFileException(
          "%s is %s; it must be %s.".formatted(path, Json.compact(node), what));
    }
  }
}
