package ascent.export;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The words in which Java and C differ. Code that is the same in both is written once: `$word` is
/// a word of the language, and `@name` a function or constant of the file.
///
/// @param words by name
/// @param prefix of the names of functions
record Dialect(Map<String, String> words, String prefix) {
  private static final Pattern WORD = Pattern.compile("\\$(\\w+)|@");

  static final Dialect JAVA =
      new Dialect(
          Map.ofEntries(
              Map.entry("static", "private static"),
              Map.entry("in", "float[] "),
              Map.entry("out", "float[] "),
              Map.entry("mask", "boolean[] "),
              Map.entry("roundedFloat", "float"),
              Map.entry("roundedDouble", "double"),
              Map.entry("fmaf", "Math.fma"),
              Map.entry("fma", "Math.fma"),
              Map.entry("abs", "Math.abs"),
              Map.entry("int", "int"),
              Map.entry("bits", "Float.floatToRawIntBits"),
              Map.entry("float", "Float.intBitsToFloat"),
              Map.entry("long", "long"),
              Map.entry("bits64", "Double.doubleToRawLongBits"),
              Map.entry("double", "Double.longBitsToDouble"),
              Map.entry("infinity", "Double.POSITIVE_INFINITY"),
              Map.entry("nan", "throw new IllegalStateException(\"the action is NaN.\")")),
          "");

  static Dialect c(String name) {
    return new Dialect(
        Map.ofEntries(
            Map.entry("static", "static inline"),
            Map.entry("in", "const float *"),
            Map.entry("out", "float *"),
            Map.entry("mask", "const bool *"),
            Map.entry("roundedFloat", "volatile float"), // not to be fused with what follows
            Map.entry("roundedDouble", "volatile double"),
            Map.entry("fmaf", "fmaf"),
            Map.entry("fma", "fma"),
            Map.entry("abs", "fabsf"),
            Map.entry("int", "uint32_t"),
            Map.entry("bits", name + "_bits"),
            Map.entry("float", name + "_float"),
            Map.entry("long", "uint64_t"),
            Map.entry("bits64", name + "_bits64"),
            Map.entry("double", name + "_double"),
            Map.entry("infinity", "(double) INFINITY"),
            Map.entry("nan", "return -1")),
        name + "_");
  }

  /// Code in this language.
  String code(String text) {
    return WORD.matcher(text)
        .replaceAll(match -> {
          String word = match.group(1);
          return Matcher.quoteReplacement(word == null ? prefix : words.get(word));
        });
  }
}
