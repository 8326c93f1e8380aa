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
      throw new IllegalArgumentException(message(name, value, allowed));
    }
  }

  /// The same, with a hint about the possible cause.
  ///
  /// @param hint a complete sentence, usually starting with "Maybe"
  public static void that(
      boolean ok, String name, @Nullable Object value, String allowed, String hint) {
    if (!ok) {
      throw new IllegalArgumentException(message(name, value, allowed) + " " + hint);
    }
  }

  private static String message(String name, @Nullable Object value, String allowed) {
    String shown =
        switch (value) {
          case Float number -> Numbers.text(number);
          case Double number -> Numbers.text(number);
          case null, default -> Printable.excerpt(String.valueOf(value));
        };
    String stop = allowed.endsWith("?") ? "" : "."; // after a hint with a question
    return "%s is %s; it must be %s".formatted(name, shown, allowed) + stop;
  }
}
