package ascent.study.tune;

import ascent.config.Check;
import ascent.config.Numbers;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a setting may be in a search. A place in it is a number in \[0, 1), which every kind maps
/// to its values.
///
/// @param name of the setting
/// @param kind how a place becomes a value
/// @param low the lowest value; unused by a choice
/// @param high the highest value; unused by a choice
/// @param choices the values of a choice, in order; otherwise none
public record Range(String name, Kind kind, double low, double high, List<String> choices) {

  /// How a place becomes a value.
  public enum Kind {
    /// Every value is as likely: `uniform(0, 1)`.
    UNIFORM,
    /// Every order of magnitude is as likely: `log(1e-5, 1e-2)`.
    LOG,
    /// Whole numbers, both ends included: `int(1, 20)`.
    INT,
    /// Powers of two, both ends included: `power(8, 512)`.
    POWER,
    /// One of several values: `choice(tanh, relu)`.
    CHOICE
  }

  private static final Pattern CALL = Pattern.compile("\\s*([a-z]+)\\s*\\((.*)\\)\\s*");
  private static final MathContext DIGITS = new MathContext(3); // enough, and readable
  private static final double LAST = Math.nextDown(1.0);

  public Range {
    choices = List.copyOf(choices);
    boolean choice = kind == Kind.CHOICE;
    boolean ordered = Double.isFinite(low) && Double.isFinite(high) && low < high;
    Check.that(choice || ordered, name, low + " to " + high, "from a lower to a higher number");
    boolean positive = (kind != Kind.LOG && kind != Kind.POWER) || low > 0;
    Check.that(positive, name, low + " to " + high, "above 0");
    boolean exact = kind != Kind.INT || (isWhole(low) && isWhole(high));
    Check.that(exact, name, low + " to " + high, "between whole numbers");
    boolean powers = kind != Kind.POWER || (isPower(low) && isPower(high));
    Check.that(powers, name, low + " to " + high, "between powers of two");
    boolean distinct = choices.stream().distinct().count() == choices.size();
    Check.that(
        !choice || (choices.size() >= 2 && distinct && !choices.contains("")),
        name,
        String.join(", ", choices),
        "at least two different values");
  }

  private static boolean isWhole(double value) {
    return value == Math.rint(value) && Math.abs(value) <= 1L << 31;
  }

  private static boolean isPower(double value) {
    return isWhole(value) && value >= 1 && Long.bitCount((long) value) == 1;
  }

  /// Reads `log(1e-5, 1e-2)` and the like. Values of a choice that have commas themselves are
  /// separated by semicolons.
  ///
  /// @throws IllegalArgumentException if it is of none of the kinds, or its ends do not fit
  public static Range parse(String name, String text) {
    Matcher call = CALL.matcher(text);
    List<String> kinds = Arrays.stream(Kind.values()).map(Range::word).toList();
    if (!call.matches() || !kinds.contains(call.group(1))) {
      throw new IllegalArgumentException(
          "%s is '%s'; it must be like log(1e-5,1e-2), uniform(0,1), int(1,20), power(8,512) or choice(a,b,c)."
              .formatted(name, text));
    }
    Kind kind = Kind.values()[kinds.indexOf(call.group(1))];
    String inside = call.group(2);
    String separator = kind == Kind.CHOICE && inside.contains(";") ? ";" : ",";
    List<String> parts = Arrays.stream(inside.split(separator, -1)).map(String::strip).toList();
    if (kind == Kind.CHOICE) {
      return choice(name, parts);
    }
    if (parts.size() != 2) {
      throw new IllegalArgumentException(
          "%s is '%s'; it must have two ends, as in %s(1,8).".formatted(name, text, word(kind)));
    }
    return new Range(name, kind, end(name, parts.get(0)), end(name, parts.get(1)), List.of());
  }

  private static double end(String name, String text) {
    try {
      return Numbers.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(name + ": " + e.getMessage(), e);
    }
  }

  /// One of these values.
  public static Range choice(String name, List<String> choices) {
    return new Range(name, Kind.CHOICE, 0, 0, choices);
  }

  private static String word(Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  /// The value at a place.
  ///
  /// @param place in \[0, 1\]
  public String at(double place) {
    double u = Math.clamp(place, 0, LAST);
    return switch (kind) {
      case UNIFORM -> rounded(low + u * (high - low));
      case LOG -> rounded(low * StrictMath.exp(u * StrictMath.log(high / low)));
      case INT -> Long.toString((long) (low + Math.floor(u * (high - low + 1))));
      case POWER -> Long.toString((long) low << (int) (u * (exponent(high / low) + 1)));
      case CHOICE -> choices.get(index(u));
    };
  }

  /// Which of the choices is at a place.
  int index(double place) {
    return (int) (Math.clamp(place, 0, LAST) * choices.size());
  }

  private static int exponent(double power) {
    return Long.numberOfTrailingZeros((long) power);
  }

  private String rounded(double value) {
    double inside = Math.clamp(new BigDecimal(value).round(DIGITS).doubleValue(), low, high);
    return Numbers.text(inside);
  }

  /// The text that [#parse] reads.
  @Override
  public String toString() {
    if (kind == Kind.CHOICE) {
      boolean commas = choices.stream().anyMatch(one -> one.contains(","));
      return "choice(" + String.join(commas ? "; " : ", ", choices) + ")";
    }
    return "%s(%s, %s)".formatted(word(kind), Numbers.text(low), Numbers.text(high));
  }
}
