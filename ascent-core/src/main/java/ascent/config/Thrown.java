package ascent.config;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Describes an exception from user code and where it was thrown.
///
/// Internal: public for Ascent's own modules alone.
public final class Thrown {
  /// Prefixes of class names that are not user code.
  private static final List<String> CALLED =
      List.of(
          "java.",
          "javax.",
          "jdk.",
          "sun.",
          "ascent.config.",
          "ascent.math.",
          "ascent.rng.",
          "ascent.space.",
          "ascent.env.Action",
          "ascent.env.Renderable");

  private static final Pattern REMEMBERED =
      Pattern.compile("Exception (.*) \\[in thread \".*\"]", Pattern.DOTALL);

  private Thrown() {}

  /// What a method threw and where, as part of a sentence: `step threw
  /// java.lang.ArithmeticException: / by zero at com.acme.Warehouse.step(Warehouse.java:40)`. The
  /// text of the exception is made one line of limited length. If it was thrown by a static
  /// initialiser, now or earlier, that exception is named.
  public static String by(String method, Throwable e) {
    Throwable thrown = origin(e);
    String what = Printable.excerpt(text(thrown));
    String sentence = what.endsWith(".") ? what.substring(0, what.length() - 1) : what;
    return method + " threw " + sentence + place(frames(thrown));
  }

  /// The JVM wraps what a static initialiser threw, and at the next use of the class reports it as
  /// the cause of a NoClassDefFoundError.
  private static Throwable origin(Throwable e) {
    if (!(e instanceof LinkageError)) {
      return e; // the cause of others is not asked for: their code may be a user's
    }
    Throwable thrown = e;
    while ((thrown instanceof ExceptionInInitializerError || thrown instanceof NoClassDefFoundError)
        && thrown.getCause() != null) {
      thrown = thrown.getCause();
    }
    return thrown;
  }

  /// Of a class's later uses the JVM remembers the exception as text only.
  private static String text(Throwable e) {
    try {
      if (e instanceof ExceptionInInitializerError remembered) {
        Matcher text = REMEMBERED.matcher(String.valueOf(remembered.getMessage()));
        if (text.matches()) {
          return text.group(1);
        }
      }
      return String.valueOf(e.toString());
    } catch (Throwable t) {
      return e.getClass().getName() + " (whose toString threw " + t.getClass().getName() + ")";
    }
  }

  private static StackTraceElement[] frames(Throwable e) {
    try {
      return e.getStackTrace();
    } catch (Throwable t) {
      return new StackTraceElement[0];
    }
  }

  /// The innermost stack frame of user code.
  private static String place(StackTraceElement[] frames) {
    return Arrays.stream(frames)
        .filter(frame -> CALLED.stream().noneMatch(frame.getClassName()::startsWith))
        .findFirst()
        .map(frame -> " at " + frame)
        .orElse("");
  }
}
