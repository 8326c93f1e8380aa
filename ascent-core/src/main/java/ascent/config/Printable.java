package ascent.config;

import java.io.PrintWriter;
import java.io.StringWriter;

/// Text from elsewhere (messages of exceptions, contents of files, arguments), made fit for a
/// terminal or a log. Characters that move the cursor, break the line, change the colour or the
/// direction of writing, or show nothing are escaped as in Java: `\n`, `\u001b`.
///
/// Internal: public for Ascent's own modules alone.
public final class Printable {
  private static final int EXCERPT = 300; // characters

  private Printable() {}

  /// One line.
  public static String line(String text) {
    return escaped(text, false);
  }

  /// The same lines; tabs are kept too.
  public static String lines(String text) {
    return escaped(text, true);
  }

  /// One line of at most 300 characters, followed by the whole length if it is longer.
  public static String excerpt(String text) {
    return excerpt(text, EXCERPT);
  }

  /// One line of at most `most` characters, followed by the whole length if it is longer.
  public static String excerpt(String text, int most) {
    if (text.length() <= most) {
      return line(text);
    }
    int end = Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
    return line(text.substring(0, end)) + "… (" + text.length() + " characters)";
  }

  /// The stack trace of an exception, a line each; as much of it as its code gives.
  public static String stackTrace(Throwable e) {
    var text = new StringWriter();
    try {
      e.printStackTrace(new PrintWriter(text));
    } catch (Throwable t) {
      text.append("\n(the rest is missing: a method of the exception threw ")
          .append(t.getClass().getName())
          .append(")\n");
    }
    return lines(text.toString());
  }

  private static String escaped(String text, boolean keepsBreaks) {
    if (text.codePoints().noneMatch(Printable::isHarmful)) {
      return text;
    }
    var line = new StringBuilder();
    text.codePoints()
        .forEach(c -> {
          if (isHarmful(c) && !(keepsBreaks && (c == '\n' || c == '\t'))) {
            line.append(escape(c));
          } else {
            line.appendCodePoint(c);
          }
        });
    return line.toString();
  }

  private static boolean isHarmful(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT, // such as those that reverse the direction
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          true; // half of a pair
      default -> false;
    };
  }

  private static String escape(int c) {
    return switch (c) {
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      case '\t' -> "\\t";
      default -> {
        var escape = new StringBuilder();
        for (char half : Character.toChars(c)) {
          escape.append("\\u%04x".formatted((int) half));
        }
        yield escape.toString();
      }
    };
  }
}
