package ascent.config;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Pattern;

/// Reads and writes numbers in common notation: `0.0003`, `1e-5`, `1_000`, `inf`.
///
/// Writing gives the shortest decimal that reads back as the same bits, without `.0`. Reading
/// rejects NaN, hexadecimal, type suffixes, overflow and underflow to zero.
public final class Numbers {

  private static final Pattern GROUPING = Pattern.compile("(?<=[0-9])_(?=[0-9])");
  private static final Pattern DECIMAL =
      Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]{1,9})?");

  private Numbers() {}

  /// The shortest text that [#parseFloat] reads as the same value; `nan` for NaN.
  public static String text(float value) {
    return Float.isFinite(value) && value != 0 ? shortest(Float.toString(value)) : special(value);
  }

  /// The shortest text that [#parseDouble] reads as the same value; `nan` for NaN.
  public static String text(double value) {
    return Double.isFinite(value) && value != 0 ? shortest(Double.toString(value)) : special(value);
  }

  /// Reads a float.
  ///
  /// @throws NumberFormatException if the text is not a number, or not within a float's range
  public static float parseFloat(String text) {
    if (isInfinity(text)) {
      return text.strip().startsWith("-") ? Float.NEGATIVE_INFINITY : Float.POSITIVE_INFINITY;
    }
    String digits = decimal(text);
    float value = Float.parseFloat(digits);
    return (float) inRange(value, digits);
  }

  /// Reads a double.
  ///
  /// @throws NumberFormatException if the text is not a number, or not within a double's range
  public static double parseDouble(String text) {
    if (isInfinity(text)) {
      return text.strip().startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }
    String digits = decimal(text);
    return inRange(Double.parseDouble(digits), digits);
  }

  /// Reads an int; `1e6` and `1_000_000` are whole numbers too.
  ///
  /// @throws NumberFormatException if the text is not a whole number, or not within an int's range
  public static int parseInt(String text) {
    long value = parseLong(text);
    if (value != (int) value) {
      throw new NumberFormatException("\"" + text + "\" is not a whole number of 32 bits.");
    }
    return (int) value;
  }

  /// Reads a long; `1e9` and `1_000_000_000` are whole numbers too.
  ///
  /// @throws NumberFormatException if the text is not a whole number, or not within a long's range
  public static long parseLong(String text) {
    String digits = decimal(text);
    try {
      boolean plain = digits.chars().noneMatch(c -> c == '.' || c == 'e' || c == 'E');
      return plain ? Long.parseLong(digits) : new BigDecimal(digits).longValueExact();
    } catch (ArithmeticException | NumberFormatException e) {
      throw new NumberFormatException("\"" + text + "\" is not a whole number of 64 bits.");
    }
  }

  private static boolean isInfinity(String text) {
    return switch (text.strip().toLowerCase(Locale.ROOT)) {
      case "inf", "+inf", "-inf", "infinity", "+infinity", "-infinity" -> true;
      default -> false;
    };
  }

  private static String decimal(String text) {
    String digits = GROUPING.matcher(text.strip()).replaceAll("");
    if (!DECIMAL.matcher(digits).matches()) {
      throw new NumberFormatException("\"" + text + "\" is not a number.");
    }
    return digits;
  }

  private static double inRange(double value, String digits) {
    boolean vanished = value == 0 && new BigDecimal(digits).signum() != 0;
    if (vanished || Double.isInfinite(value)) {
      throw new NumberFormatException("\"" + digits + "\" is beyond the range of the type.");
    }
    return value;
  }

  private static String special(double value) {
    if (value == 0) {
      return 1 / value < 0 ? "-0" : "0";
    }
    return Double.isNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
  }

  /// Plain digits from 1e-4 to 1e15, `1e-5` and `2.5e20` outside. Written by hand because
  /// `BigDecimal` would take a tenth of a small program's start-up time.
  private static String shortest(String java) {
    String sign = java.startsWith("-") ? "-" : "";
    int e = java.indexOf('E');
    int exponent = e < 0 ? 0 : Integer.parseInt(java.substring(e + 1));
    String mantissa = java.substring(sign.length(), e < 0 ? java.length() : e);
    exponent += mantissa.indexOf('.') - 1;
    String digits = mantissa.replace(".", "");
    int from = 0;
    while (digits.charAt(from) == '0') {
      from++;
    }
    int to = digits.length();
    while (digits.charAt(to - 1) == '0') {
      to--;
    }
    return sign + place(digits.substring(from, to), exponent - from);
  }

  /// The number d.ddd · 10^exponent.
  private static String place(String digits, int exponent) {
    int whole = exponent + 1; // digits before the point
    if (exponent < -4 || exponent >= 15) {
      return pointed(digits, 1) + "e" + exponent;
    }
    if (whole <= 0) {
      return "0." + "0".repeat(-whole) + digits;
    }
    return pointed(digits + "0".repeat(Math.max(0, whole - digits.length())), whole);
  }

  private static String pointed(String digits, int whole) {
    return digits.length() == whole
        ? digits
        : digits.substring(0, whole) + "." + digits.substring(whole);
  }
}
