package ascent.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Proves that each `withX` of a config record changes the component `x` only, and that every
/// component has one.
///
/// A wither may take the component's own type, an `int...` for a list of whole numbers, or a number
/// where the component reads itself from text (a schedule). A nested record counts as covered by a
/// wither of its own or by one for each of its components.
public final class Withers {

  private static final List<String> TEXTS =
      List.of("0.25", "0.5", "2", "linear:0.1", "exp:0.2..0.1");

  private Withers() {}

  /// Checks all withers of a record.
  ///
  /// @param more values to try besides the usual ones, where the record's checks refuse those
  public static void check(Record config, Object... more) {
    Map<String, Set<String>> keys = keysOf(config);
    Set<String> covered = new TreeSet<>();
    for (Method method : config.getClass().getDeclaredMethods()) {
      Set<String> own = isWither(method, config) ? keys.get(componentName(method)) : null;
      if (own != null) {
        changesItsComponentOnly(config, method, own, List.of(more));
        covered.addAll(own);
      }
    }
    assertThat(covered)
        .as("components of %s with a wither", config.getClass().getSimpleName())
        .containsExactlyInAnyOrderElementsOf(Configs.toMap(config).keySet());
  }

  private static void changesItsComponentOnly(
      Record config, Method wither, Set<String> keys, List<Object> more) {
    List<Object> candidates = new ArrayList<>(more);
    Class<?> type = wither.getParameterTypes()[0];
    candidates.addAll(type.isRecord() ? variants(component(config, wither)) : candidates(type));
    for (Object candidate : candidates) {
      Set<String> changed = changed(config, wither, candidate);
      if (!changed.isEmpty()) {
        assertThat(keys).as("%s(%s) changes", wither.getName(), candidate).containsAll(changed);
        return;
      }
    }
    throw new AssertionError(
        "%s.%s changed nothing for any of %s. Maybe pass a value that the record accepts."
            .formatted(config.getClass().getSimpleName(), wither.getName(), candidates));
  }

  private static Set<String> changed(Record config, Method wither, Object candidate) {
    Map<String, String> before = Configs.toMap(config);
    Map<String, String> after;
    try {
      wither.setAccessible(true);
      after = Configs.toMap((Record) wither.invoke(config, candidate));
    } catch (InvocationTargetException refused) {
      assertThat(refused.getCause()).isInstanceOf(IllegalArgumentException.class);
      return Set.of();
    } catch (IllegalArgumentException notThisType) {
      return Set.of();
    } catch (IllegalAccessException e) {
      throw new LinkageError(wither.toString(), e);
    }
    Set<String> changed = new HashSet<>();
    before.forEach((key, text) -> {
      if (!text.equals(after.get(key))) {
        changed.add(key);
      }
    });
    return changed;
  }

  private static List<?> candidates(Class<?> type) {
    if (type.isEnum()) {
      return Arrays.asList(type.getEnumConstants());
    }
    return switch (type.getName()) {
      case "int" -> List.of(2, 3, 1, 64, 0);
      case "long" -> List.of(2L, 3L, 0L);
      case "float" -> List.of(0.25f, 0.5f, 2f, 0f);
      case "double" -> List.of(0.25, 0.5, 2.0, 0.0);
      case "boolean" -> List.of(true, false);
      case "java.lang.String" -> List.of("a", "b");
      case "java.util.List" -> List.of(List.of(7), List.of(8, 9));
      case "[I" -> List.of(new int[] {7}, new int[] {8, 9});
      default -> parsed(type);
    };
  }

  /// Values of a type with a `static parse(String)`.
  private static List<Object> parsed(Class<?> type) {
    List<Object> values = new ArrayList<>();
    for (String text : TEXTS) {
      try {
        Method parse = type.getDeclaredMethod("parse", String.class);
        parse.setAccessible(true);
        values.add(parse.invoke(null, text));
      } catch (InvocationTargetException refused) {
        assertThat(refused.getCause()).isInstanceOf(IllegalArgumentException.class);
      } catch (ReflectiveOperationException e) {
        throw new LinkageError(type + " has no static parse(String)", e);
      }
    }
    return values;
  }

  /// The nested record with one of its values changed, for as many texts as it accepts.
  private static List<Object> variants(Record nested) {
    List<Object> variants = new ArrayList<>();
    for (Configs.Entry entry : Configs.describe(nested)) {
      texts(entry).forEach(text -> variant(nested, entry, text).ifPresent(variants::add));
    }
    return variants;
  }

  private static Optional<Record> variant(Record nested, Configs.Entry entry, String text) {
    try {
      return Optional.of(Configs.with(nested, entry.name(), text));
    } catch (IllegalArgumentException refused) {
      return Optional.empty();
    }
  }

  private static List<String> texts(Configs.Entry entry) {
    List<String> texts = new ArrayList<>(TEXTS);
    texts.addAll(List.of("true", "false", "none"));
    texts.addAll(List.of(entry.type().split(" \\| ")));
    return texts;
  }

  private static boolean isWither(Method method, Record config) {
    return method.getName().startsWith("with")
        && method.getName().length() > "with".length()
        && method.getParameterCount() == 1
        && method.getReturnType() == config.getClass();
  }

  private static String componentName(Method wither) {
    String name = wither.getName().substring("with".length());
    return Character.toLowerCase(name.charAt(0)) + name.substring(1);
  }

  private static Record component(Record config, Method wither) {
    return Arrays.stream(config.getClass().getRecordComponents())
        .filter(component -> component.getName().equals(componentName(wither)))
        .map(component -> nested(config, component))
        .findFirst()
        .orElseThrow();
  }

  /// The flat keys that each component, nested records included, stands for.
  private static Map<String, Set<String>> keysOf(Record config) {
    Map<String, Set<String>> keys = new HashMap<>();
    Configs.toMap(config).keySet().forEach(key -> keys.put(key, Set.of(key)));
    for (RecordComponent component : config.getClass().getRecordComponents()) {
      keys.computeIfAbsent(
          component.getName(), name -> Configs.toMap(nested(config, component)).keySet());
    }
    return keys;
  }

  private static Record nested(Record config, RecordComponent component) {
    return (Record) Objects.requireNonNull(Records.get(config, component));
  }
}
