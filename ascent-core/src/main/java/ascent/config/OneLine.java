package ascent.config;

import java.util.Locale;

/// Makes text of unknown origin safe to print on a terminal or in a log: one line, of limited
/// length, without characters that control a terminal or reorder text.
///
/// Internal: public for other packages of this module, and for the command.
public final class OneLine {
  private OneLine() {}

  /// The text with control and format characters, line separators and unpaired surrogates escaped
  /// as in Java source (`\n`, `\u001b`), and cut after `most` characters with a note of its length.
  public static String of(String text, int most) {
    StringBuilder line = new StringBuilder(Math.min(text.length(), most) + 16);
    int i = 0;
    while (i < text.length() && line.length() < most) {
      int c = text.codePointAt(i);
      append(line, c);
      i += Character.charCount(c);
    }
    if (i < text.length()) {
      line.append("… (").append(text.length()).append(" characters)");
    }
    return line.toString();
  }

  private static void append(StringBuilder line, int c) {
    switch (c) {
      case '\n' -> line.append("\\n");
      case '\r' -> line.append("\\r");
      case '\t' -> line.append("\\t");
      default -> {
        if (isPrintable(c)) {
          line.appendCodePoint(c);
        } else {
          for (char unit : Character.toChars(c)) {
            line.append(String.format(Locale.ROOT, "\\u%04x", (int) unit));
          }
        }
      }
    }
  }

  private static boolean isPrintable(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
