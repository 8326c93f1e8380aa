package ascent.config;

import ascent.config.Kind.Form;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Binds configuration records to flat `key=value` text.
///
/// A key is the name of a record component. Records may nest: the components of the inner records
/// appear beside the outer ones, so names are unique across the tree. A value may be an `int`,
/// `long`, `float`, `double`, `boolean`, `String`, an enum (`RMSPROP_TF` is written `rmsprop-tf`),
/// a `List<Integer>` (`64,64`, or `none`), or any type with a `static T parse(String)` that reads
/// what its `toString` writes. Infinity is written `inf`.
///
/// Ranges are the records' own business: their compact constructors check them.
public final class Configs {

  private Configs() {}

  /// One row of a table of settings.
  ///
  /// @param name the key
  /// @param type the type, or an enum's values
  /// @param defaultText the default as it would be written after `key=`
  /// @param help the component's [Help], or nothing
  public record Entry(String name, String type, String defaultText, String help) {}

  /// The config with one value changed.
  ///
  /// @throws IllegalArgumentException if the key is unknown, the text is not of the key's type, or
  ///   the record refuses the value
  public static <R extends Record> R with(R config, String key, String value) {
    return with(config, Map.of(key, value));
  }

  /// The config with several values changed together: the records check the outcome only, so values
  /// that depend on each other may change at once.
  ///
  /// @throws IllegalArgumentException if a key is unknown, a text is not of its key's type, or a
  ///   record refuses the values
  public static <R extends Record> R with(R config, Map<String, String> values) {
    Map<String, Leaf> leaves = leaves(config);
    Map<String, Object> changes = new HashMap<>();
    for (Map.Entry<String, String> value : values.entrySet()) {
      changes.put(value.getKey(), read(leaves, value.getKey(), value.getValue()));
    }
    return rebuild(config, changes);
  }

  /// All values by key, in the order of the components; [#with(Record, Map)] reads them back as the
  /// same values.
  public static Map<String, String> toMap(Record config) {
    Map<String, String> map = new LinkedHashMap<>();
    for (Leaf leaf : leaves(config).values()) {
      map.put(leaf.component.getName(), leaf.text());
    }
    return map;
  }

  /// What can be set, in the order of the components.
  public static List<Entry> describe(Record defaults) {
    List<Entry> entries = new ArrayList<>();
    for (Leaf leaf : leaves(defaults).values()) {
      entries.add(leaf.entry());
    }
    return List.copyOf(entries);
  }

  private record Leaf(RecordComponent component, Kind kind, Object value) {

    String text() {
      return kind.write(value);
    }

    Entry entry() {
      Help help = component.getAnnotation(Help.class);
      return new Entry(component.getName(), kind.name(), text(), help == null ? "" : help.value());
    }
  }

  private static Object read(Map<String, Leaf> leaves, String key, String text) {
    Leaf leaf = leaves.get(key);
    if (leaf == null) {
      throw new IllegalArgumentException(
          "There is no setting %s.%s".formatted(key, Nearest.hint(key, leaves.keySet())));
    }
    return leaf.kind.read(key, text);
  }

  private static Map<String, Leaf> leaves(Record config) {
    Map<String, Leaf> leaves = new LinkedHashMap<>();
    collect(config, leaves);
    return leaves;
  }

  private static void collect(Record config, Map<String, Leaf> leaves) {
    for (RecordComponent component : config.getClass().getRecordComponents()) {
      Object value = value(config, component);
      Kind kind = Kind.of(component);
      if (kind.form() == Form.NESTED) {
        collect((Record) value, leaves);
      } else if (leaves.put(component.getName(), new Leaf(component, kind, value)) != null) {
        throw new IllegalStateException(
            "%s has two settings named %s."
                .formatted(config.getClass().getSimpleName(), component.getName()));
      }
    }
  }

  /// The same record with changed leaves; a record without any is kept as it is.
  private static <R extends Record> R rebuild(R config, Map<String, Object> changes) {
    if (Collections.disjoint(leaves(config).keySet(), changes.keySet())) {
      return config;
    }
    List<Object> values = new ArrayList<>();
    for (RecordComponent component : config.getClass().getRecordComponents()) {
      Object old = value(config, component);
      values.add(
          Kind.of(component).form() == Form.NESTED
              ? rebuild((Record) old, changes)
              : changes.getOrDefault(component.getName(), old));
    }
    return create(config, values);
  }

  @SuppressWarnings("unchecked") // a record's own class
  private static <R extends Record> R create(R config, List<Object> values) {
    return (R) Records.create(config.getClass(), values);
  }

  private static Object value(Record config, RecordComponent component) {
    Object value = Records.get(config, component);
    if (value == null) {
      throw new IllegalStateException(
          "%s.%s is null. Maybe its \"off\" should be a value."
              .formatted(config.getClass().getSimpleName(), component.getName()));
    }
    return value;
  }
}
