package ascent.config;

import ascent.config.Kind.Form;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Binds configuration records to flat `key=value` text.
///
/// A key is the name of a record component. Records may nest: components of inner records appear
/// next to the outer ones, so names are unique across the tree. A value may be an `int`, `long`,
/// `float`, `double`, `boolean`, `String`, an enum (`RMSPROP_TF` is written `rmsprop-tf`), a
/// `List<Integer>` (`64,64`, or `none`), a [Choice], or any type with a `static T parse(String)`
/// that is the inverse of its `toString`. Infinity is written `inf`.
///
/// The records' compact constructors check ranges.
public final class Configs {

  private Configs() {}

  /// One row of a table of settings.
  ///
  /// @param name the key
  /// @param type the type, or an enum's values
  /// @param defaultText the default in the form used after `key=`
  /// @param help the component's [Help], or nothing
  public record Entry(String name, String type, String defaultText, String help) {}

  /// The config with one value changed.
  ///
  /// @throws IllegalArgumentException if the key is unknown, the text is not of the key's type, or
  ///   the record rejects the value
  public static <R extends Record> R with(R config, String key, String value) {
    return with(config, Map.of(key, value));
  }

  /// The config with several values changed together. The records check only the result, so values
  /// that depend on each other can be changed in one call.
  ///
  /// @throws IllegalArgumentException if a key is unknown, a text is not of its key's type, or a
  ///   record rejects the values
  public static <R extends Record> R with(R config, Map<String, String> values) {
    Set<String> known = leaves(config, true).keySet();
    for (String key : values.keySet()) {
      if (!known.contains(key)) {
        throw new IllegalArgumentException(
            "There is no setting %s.%s".formatted(key, Nearest.hint(key, known)));
      }
    }
    return rebuild(config, values);
  }

  /// All values by key, in the order of the components; [#with(Record, Map)] reads back the same
  /// values. Settings that the choice does not have are omitted.
  public static Map<String, String> toMap(Record config) {
    Map<String, String> map = new LinkedHashMap<>();
    for (Leaf leaf : leaves(config, false).values()) {
      map.put(leaf.component.getName(), leaf.text());
    }
    return map;
  }

  /// All settings, in the order of the components.
  public static List<Entry> describe(Record defaults) {
    List<Entry> entries = new ArrayList<>();
    for (Leaf leaf : leaves(defaults, true).values()) {
      entries.add(leaf.entry());
    }
    return List.copyOf(entries);
  }

  private record Leaf(RecordComponent component, Kind kind, Object value) {

    String text() {
      return kind.write(value);
    }

    Entry entry() {
      Help own = component.getAnnotation(Help.class);
      Help help = own == null ? component.getType().getAnnotation(Help.class) : own;
      return new Entry(component.getName(), kind.name(), text(), help == null ? "" : help.value());
    }
  }

  /// The settings by their names.
  ///
  /// @param all whether to include those of other choices
  private static Map<String, Leaf> leaves(Record config, boolean all) {
    Map<String, Leaf> leaves = new LinkedHashMap<>();
    for (RecordComponent component : config.getClass().getRecordComponents()) {
      Kind kind = Kind.of(component);
      Object value = value(config, component);
      if (kind.form() != Form.NESTED) {
        put(leaves, config, new Leaf(component, kind, value));
      }
      if (value instanceof Record inner && kind.form() == Form.NESTED) {
        leaves(inner, all).values().forEach(leaf -> put(leaves, config, leaf));
      } else if (value instanceof Record chosen && kind.form() == Form.CHOICE) {
        Map<String, Leaf> ofChoice = leaves(chosen, all);
        for (Object other : all ? kind.choices() : List.of()) {
          leaves((Record) other, true).forEach(ofChoice::putIfAbsent);
        }
        ofChoice.values().forEach(leaf -> put(leaves, config, leaf));
      }
    }
    return leaves;
  }

  private static void put(Map<String, Leaf> leaves, Record config, Leaf leaf) {
    String name = leaf.component.getName();
    if (leaves.put(name, leaf) != null) {
      throw new IllegalStateException(
          "%s has two settings named %s.".formatted(config.getClass().getSimpleName(), name));
    }
  }

  /// The record with changed values; the same instance if nothing changed.
  private static <R extends Record> R rebuild(R config, Map<String, String> texts) {
    if (Collections.disjoint(leaves(config, true).keySet(), texts.keySet())) {
      return config;
    }
    List<Object> values = new ArrayList<>();
    for (RecordComponent component : config.getClass().getRecordComponents()) {
      String name = component.getName();
      Kind kind = Kind.of(component);
      Object old = value(config, component);
      String text = texts.get(name);
      values.add(
          switch (kind.form()) {
            case NESTED -> rebuild((Record) old, texts);
            case CHOICE -> choose(new Leaf(component, kind, old), texts);
            default -> text == null ? old : kind.read(name, text);
          });
    }
    return create(config, values);
  }

  /// The choice named in the texts, or the current one, with its settings changed.
  private static Record choose(Leaf present, Map<String, String> texts) {
    String key = present.component.getName();
    String text = texts.get(key);
    Object named = text == null ? present.value : present.kind.read(key, text);
    boolean same = present.kind.write(named).equals(present.text());
    Record chosen = (Record) (same ? present.value : named);
    Set<String> own = leaves(chosen, true).keySet();
    for (Object other : present.kind.choices()) {
      for (String foreign : leaves((Record) other, true).keySet()) {
        if (texts.containsKey(foreign) && !own.contains(foreign)) {
          throw new IllegalArgumentException(
              "%s is %s; it must be left out with %s=%s, which has no such setting. Maybe you want another %s."
                  .formatted(foreign, texts.get(foreign), key, present.kind.write(chosen), key));
        }
      }
    }
    return rebuild(chosen, texts);
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
