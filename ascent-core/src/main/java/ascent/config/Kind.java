package ascent.config;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/// Reads and writes the values of one type of component.
///
/// Uses switches instead of a function per type, because every `ascent` command runs this code at
/// start-up, and linking a dozen lambdas takes the JVM longer than the rest.
record Kind(Form form, Class<?> type) {

  enum Form {
    INT,
    LONG,
    FLOAT,
    DOUBLE,
    BOOLEAN,
    TEXT,
    INTS,
    /// One of an enum's constants, in lower case with hyphens.
    CONSTANT,
    /// A type with `static T parse(String)` and `toString`.
    PARSED,
    /// One of several records, by name; its components are settings too.
    CHOICE,
    /// A nested record, whose components are settings; it has no value itself.
    NESTED
  }

  private static final String NO_INTS = "none";

  /// The kind of a component.
  ///
  /// @throws IllegalStateException if the type has no textual form
  static Kind of(RecordComponent component) {
    Form form = form(component.getType(), component.getGenericType());
    if (form == null) {
      throw new IllegalStateException(
          "%s.%s is a %s, which a configuration cannot hold. Maybe it lacks a static parse(String)."
              .formatted(
                  component.getDeclaringRecord().getSimpleName(),
                  component.getName(),
                  component.getType().getSimpleName()));
    }
    return new Kind(form, component.getType());
  }

  private static @Nullable Form form(Class<?> type, Type generic) {
    if (type.isPrimitive() || type == String.class) {
      return switch (type.getSimpleName()) {
        case "int" -> Form.INT;
        case "long" -> Form.LONG;
        case "float" -> Form.FLOAT;
        case "double" -> Form.DOUBLE;
        case "boolean" -> Form.BOOLEAN;
        case "String" -> Form.TEXT;
        default -> null;
      };
    }
    if (type.isEnum()) {
      return Form.CONSTANT;
    }
    if (type == List.class) {
      return isOfIntegers(generic) ? Form.INTS : null;
    }
    if (type.isInterface() && Choice.class.isAssignableFrom(type)) {
      return Form.CHOICE;
    }
    return parser(type) != null ? Form.PARSED : type.isRecord() ? Form.NESTED : null;
  }

  private static boolean isOfIntegers(Type list) {
    return list instanceof ParameterizedType p && p.getActualTypeArguments()[0] == Integer.class;
  }

  private static @Nullable Method parser(Class<?> type) {
    for (Method method : type.getDeclaredMethods()) {
      if (method.getName().equals("parse")
          && Modifier.isStatic(method.getModifiers())
          && method.getReturnType() == type
          && method.getParameterCount() == 1
          && method.getParameterTypes()[0] == String.class) {
        return method;
      }
    }
    return null;
  }

  /// The type's name in a table, such as `int` or `tanh | relu`.
  String name() {
    return switch (form) {
      case INT, LONG, FLOAT, DOUBLE, BOOLEAN, TEXT, INTS -> form.name().toLowerCase(Locale.ROOT);
      case CONSTANT, CHOICE -> String.join(" | ", names());
      case PARSED, NESTED -> type.getSimpleName().toLowerCase(Locale.ROOT);
    };
  }

  /// A value's text, which [#read] turns into the same value.
  String write(Object value) {
    return switch (form) {
      case FLOAT -> Numbers.text((float) value);
      case DOUBLE -> Numbers.text((double) value);
      case INTS -> writeInts((List<?>) value);
      case CONSTANT -> text((Enum<?>) value);
      case CHOICE -> ((Choice) value).name();
      case INT, LONG, BOOLEAN, TEXT, PARSED, NESTED -> value.toString();
    };
  }

  /// Reads the text of a setting.
  ///
  /// @throws IllegalArgumentException naming the setting, its text and what is allowed
  Object read(String key, String text) {
    try {
      return switch (form) {
        case INT -> Numbers.parseInt(text);
        case LONG -> Numbers.parseLong(text);
        case FLOAT -> Numbers.parseFloat(text);
        case DOUBLE -> Numbers.parseDouble(text);
        case BOOLEAN -> readBoolean(text);
        case TEXT -> text;
        case INTS -> readInts(text);
        case CONSTANT -> type.getEnumConstants()[index(text)];
        case CHOICE -> choices().get(index(text));
        case PARSED, NESTED -> parse(text);
      };
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          form == Form.PARSED
              ? "%s: %s".formatted(key, e.getMessage())
              : "%s is \"%s\"; it must be %s.".formatted(key, text, expected()),
          e);
    }
  }

  private String expected() {
    return switch (form) {
      case INT -> "a whole number of 32 bits";
      case LONG -> "a whole number of 64 bits";
      case FLOAT -> "a number of single precision";
      case DOUBLE -> "a number of double precision";
      case BOOLEAN -> "true or false";
      case INTS -> "whole numbers with commas between them, or " + NO_INTS;
      case CONSTANT, CHOICE -> "one of " + String.join(", ", names());
      case TEXT, PARSED, NESTED -> "a " + name();
    };
  }

  private static boolean readBoolean(String text) {
    return switch (text.strip().toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException(text);
    };
  }

  private static List<Integer> readInts(String text) {
    List<Integer> ints = new ArrayList<>();
    if (!text.isBlank() && !text.strip().equalsIgnoreCase(NO_INTS)) {
      for (String part : text.split(",", -1)) {
        ints.add(Numbers.parseInt(part));
      }
    }
    return List.copyOf(ints);
  }

  private static String writeInts(List<?> ints) {
    StringJoiner text = new StringJoiner(",").setEmptyValue(NO_INTS);
    for (Object number : ints) {
      text.add(number.toString());
    }
    return text.toString();
  }

  private int index(String text) {
    int i = names().indexOf(text.strip().toLowerCase(Locale.ROOT).replace('_', '-'));
    if (i < 0) {
      throw new IllegalArgumentException(text);
    }
    return i;
  }

  /// What the text of a constant or choice may be.
  List<String> names() {
    List<String> names = new ArrayList<>();
    for (Object one : form == Form.CHOICE ? choices() : List.of(type.getEnumConstants())) {
      names.add(write(one));
    }
    return names;
  }

  /// The records of a choice.
  List<?> choices() {
    try {
      Method all = type.getMethod("all");
      Records.open(all, type);
      return (List<?>) all.invoke(null);
    } catch (InvocationTargetException e) {
      throw Records.unwrapped(e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(type + " has no static all().", e);
    }
  }

  private static String text(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private Object parse(String text) {
    Method parser = parser(type);
    if (parser == null) {
      throw new IllegalStateException(type + " is not read from text.");
    }
    try {
      Records.open(parser, type);
      return parser.invoke(null, text);
    } catch (InvocationTargetException e) {
      throw Records.unwrapped(e);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }
}
