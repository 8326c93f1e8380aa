package ascent.export;

import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The words in which Java and C differ. Code that is the same in both is written once: `$word` is
/// a word of the language, `@name` a function or constant of the file, and `$row(w, k, n)` row k of
/// a matrix whose rows have n numbers.
///
/// Loops over arrays are written so that HotSpot vectorises them: it must see that what is written
/// is not read in another iteration, which it does if all arrays have the same index. So a matrix
/// is an array of rows in Java.
///
/// @param words by name
/// @param row format of a row: the matrix, k, n, and k as a factor
/// @param prefix of the names of functions
record Dialect(Map<String, String> words, String row, String prefix) {
  private static final Pattern ROW = Pattern.compile("\\$row\\((\\w+), ([^,]+), (\\w+)\\)");
  private static final Pattern WORD = Pattern.compile("\\$(\\w+)( ?)|@");

  static final Dialect JAVA =
      new Dialect(
          Map.ofEntries(
              Map.entry("static", "private static"),
              Map.entry("in", "float[]"),
              Map.entry("out", "float[]"),
              Map.entry("matrix", "float[][]"),
              Map.entry("mask", "boolean[]"),
              Map.entry("roundedFloat", "float"),
              Map.entry("roundedDouble", "double"),
              Map.entry("fmaf", "Math.fma"),
              Map.entry("fma", "Math.fma"),
              Map.entry("abs", "Math.abs"),
              Map.entry("min", "Math.min"),
              Map.entry("max", "Math.max"),
              Map.entry("int", "int"),
              Map.entry("bits", "Float.floatToRawIntBits"),
              Map.entry("float", "Float.intBitsToFloat"),
              Map.entry("long", "long"),
              Map.entry("bits64", "Double.doubleToRawLongBits"),
              Map.entry("double", "Double.longBitsToDouble"),
              Map.entry("infinity", "Double.POSITIVE_INFINITY"),
              Map.entry("nan", "throw new IllegalStateException(\"the action is NaN.\")")),
          "%1$s[%2$s]",
          "");

  static Dialect c(String name) {
    return new Dialect(
        Map.ofEntries(
            Map.entry("static", "static inline"),
            Map.entry("in", "const float *"),
            Map.entry("out", "float *"),
            Map.entry("matrix", "const float *"),
            Map.entry("mask", "const bool *"),
            Map.entry("roundedFloat", "volatile float"), // not to be fused with what follows
            Map.entry("roundedDouble", "volatile double"),
            Map.entry("fmaf", "fmaf"),
            Map.entry("fma", "fma"),
            Map.entry("abs", "fabsf"),
            Map.entry("min", name + "_min"),
            Map.entry("max", name + "_max"),
            Map.entry("int", "uint32_t"),
            Map.entry("bits", name + "_bits"),
            Map.entry("float", name + "_float"),
            Map.entry("long", "uint64_t"),
            Map.entry("bits64", name + "_bits64"),
            Map.entry("double", name + "_double"),
            Map.entry("infinity", "(double) INFINITY"),
            Map.entry("nan", "return -1")),
        "%1$s + %4$s * %3$s",
        name + "_");
  }

  /// Code in this language.
  String code(String text) {
    return WORD.matcher(ROW.matcher(text).replaceAll(this::row))
        .replaceAll(match -> {
          if (match.group(1) == null) {
            return Matcher.quoteReplacement(prefix);
          }
          String word = Objects.requireNonNull(words.get(match.group(1)));
          return Matcher.quoteReplacement(word.endsWith("*") ? word : word + match.group(2));
        });
  }

  private String row(MatchResult match) {
    String k = match.group(2);
    String factor = k.contains(" ") ? "(" + k + ")" : k;
    return row.formatted(match.group(1), k, match.group(3), factor);
  }
}
