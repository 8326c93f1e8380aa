package ascent.config;

import java.util.Arrays;
import java.util.List;

/// Describes an exception from user code and where it was thrown.
///
/// Internal: public for other packages of this module alone.
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

  private Thrown() {}

  /// What a method threw and where, as part of a sentence: `step threw
  /// java.lang.ArithmeticException: / by zero at com.acme.Warehouse.step(Warehouse.java:40)`.
  public static String by(String method, Throwable e) {
    Throwable cause = e.getCause();
    Throwable thrown = e instanceof ExceptionInInitializerError && cause != null ? cause : e;
    String what = Printable.excerpt(thrown.toString());
    String sentence = what.endsWith(".") ? what.substring(0, what.length() - 1) : what;
    return method + " threw " + sentence + place(thrown.getStackTrace());
  }

  /// The innermost stack frame of user code.
  private static String place(StackTraceElement[] trace) {
    return Arrays.stream(trace)
        .filter(frame -> CALLED.stream().noneMatch(frame.getClassName()::startsWith))
        .findFirst()
        .map(frame -> " at " + frame)
        .orElse("");
  }
}
