package ascent.config;

import org.jspecify.annotations.Nullable;

/// Checks of values that people set. A failed check names the variable, shows its value and says
/// what is allowed: `gaeLambda is 1.2; it must be in [0, 1].`
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

  /// The same, with a sentence that says what may have gone wrong.
  ///
  /// @param hint a whole sentence, by custom starting with "Maybe"
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
          case null, default -> String.valueOf(value);
        };
    String stop = allowed.endsWith("?") ? "" : "."; // after a hint with a question
    return "%s is %s; it must be %s".formatted(name, shown, allowed) + stop;
  }
}
