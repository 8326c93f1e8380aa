package ascent.io;

import ascent.config.Numbers;
import ascent.config.Records;
import java.lang.reflect.Array;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Writes plain values as JSON text; see [Json] for the rules.
///
/// Jackson's generator is not used because it takes longer to load than all other output of a small
/// run.
final class JsonWriter {

  private final StringBuilder out = new StringBuilder();
  private final boolean indented;

  JsonWriter(boolean indented) {
    this.indented = indented;
  }

  @Override
  public String toString() {
    return out.toString();
  }

  /// Appends a value; `indent` is that of the line it starts on.
  JsonWriter write(@Nullable Object value, String indent) {
    if (value == null || value instanceof Boolean) {
      out.append(value);
    } else if (value instanceof String text) {
      quote(text);
    } else if (value instanceof Number number) {
      out.append(number(number));
    } else if (value instanceof Record record) {
      object(components(record), indent);
    } else if (value instanceof Map<?, ?> map) {
      object(map instanceof SequencedMap ? map : new TreeMap<>(map), indent);
    } else if (value instanceof Collection<?> elements) {
      array(elements, indent);
    } else if (value.getClass().isArray()) {
      array(elements(value), indent);
    } else {
      throw new IllegalArgumentException(
          "A %s cannot be written as JSON; it must be a plain value, a collection or a record."
              .formatted(value.getClass().getSimpleName()));
    }
    return this;
  }

  private static Map<String, @Nullable Object> components(Record record) {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    for (RecordComponent component : record.getClass().getRecordComponents()) {
      values.put(component.getName(), Records.get(record, component));
    }
    return values;
  }

  private static List<@Nullable Object> elements(Object array) {
    List<@Nullable Object> elements = new ArrayList<>();
    for (int i = 0; i < Array.getLength(array); i++) {
      elements.add(Array.get(array, i));
    }
    return elements;
  }

  private void object(Map<?, ?> values, String indent) {
    String inner = indent + "  ";
    String separator = "";
    out.append('{');
    for (Map.Entry<?, ?> entry : values.entrySet()) {
      out.append(separator).append(indented ? "\n" + inner : "");
      quote(entry.getKey().toString());
      out.append(indented ? ": " : ":");
      write(entry.getValue(), inner);
      separator = ",";
    }
    out.append(indented && !values.isEmpty() ? "\n" + indent + "}" : "}");
  }

  /// An array, its elements one after the other on a line.
  private void array(Collection<?> elements, String indent) {
    String separator = "";
    out.append('[');
    for (Object element : elements) {
      out.append(separator);
      write(element, indent);
      separator = indented ? ", " : ",";
    }
    out.append(']');
  }

  private static String number(Number number) {
    if (!(number instanceof Double || number instanceof Float)) {
      return number.toString();
    }
    double value = number.doubleValue();
    if (Double.isNaN(value)) {
      return "null";
    }
    String text = number instanceof Float f ? Numbers.text(f) : Numbers.text(value);
    return Double.isInfinite(value) ? "\"" + text + "\"" : text.equals("-0") ? "-0.0" : text;
  }

  private void quote(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"', '\\' -> out.append('\\').append(c);
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (c < ' ') {
            out.append("\\u00").append(HexFormat.of().toHexDigits((byte) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }
}
