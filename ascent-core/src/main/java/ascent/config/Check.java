package ascent.config;

import org.jspecify.annotations.Nullable;

/// Checks values set by users. The message names the variable, its value and what is allowed:
/// `gaeLambda is 1.2; it must be in [0, 1].`
public final class Check {

  private Check() {}

  /// Throws unless `ok` holds.
  ///
  /// @param allowed what follows "it must be", such as `in [0, 1]` or `at least 1`
  /// @throws IllegalArgumentException naming the variable, its value and what is allowed
  public static void that(boolean ok, String name, @Nullable Object value, String allowed) {
    if (!ok) {
      throw failure(name, value, allowed);
    }
  }

  /// The exception that [#that] throws, for a caller that must not build strings unless it fails.
  ///
  /// @param allowed what follows "it must be", such as `in [0, 1]` or `at least 1`
  public static IllegalArgumentException failure(
      String name, @Nullable Object value, String allowed) {
    return new IllegalArgumentException(message(name, value, allowed));
  }

  /// The same as the first form, with a hint about the possible cause.
  ///
  /// @param hint a complete sentence, usually starting with "Maybe"
  public static void that(
      boolean ok, String name, @Nullable Object value, String allowed, String hint) {
    if (!ok) {
      throw new IllegalArgumentException(message(name, value, allowed) + " " + hint);
    }
  }

  /// Returns what a user's code gave, unless that is null.
  ///
  /// @param method that gave it, such as `AwrConfig.create`
  /// @param what it must give, such as `an Algorithm`
  /// @throws IllegalArgumentException naming the method, if it gave null
  public static <T> T gave(@Nullable T value, String method, String what) {
    if (value == null) {
      throw new IllegalArgumentException("%s gave null; it must give %s.".formatted(method, what));
    }
    return value;
  }

  /// A text of nothing but spaces would not be seen.
  private static String quoted(String text) {
    return text.isBlank() ? "\"" + text + "\"" : text;
  }

  private static String message(String name, @Nullable Object value, String allowed) {
    String shown =
        switch (value) {
          case Float number -> Numbers.text(number);
          case Double number -> Numbers.text(number);
          case null, default -> quoted(Printable.excerpt(String.valueOf(value)));
        };
    String stop = allowed.endsWith("?") ? "" : "."; // after a hint with a question
    return "%s is %s; it must be %s".formatted(name, shown, allowed) + stop;
  }
}
