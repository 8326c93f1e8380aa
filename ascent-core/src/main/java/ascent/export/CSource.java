package ascent.export;

import ascent.config.Check;
import ascent.distribution.ModeRule;
import ascent.space.Box;
import ascent.space.Discrete;
import ascent.space.MultiBinary;
import ascent.space.MultiDiscrete;
import java.util.Arrays;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.regex.Pattern;

/// A policy as one C99 header.
final class CSource {
  private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  private static final String START =
      """
      #include <float.h>
      #include <math.h>
      #include <stdbool.h>
      #include <stdint.h>
      #include <string.h>

      #if defined(__FAST_MATH__)
      #error "compile without -ffast-math: it changes the actions"
      #endif
      #if defined(FLT_EVAL_METHOD) && FLT_EVAL_METHOD != 0
      #error "float arithmetic must be done in float: with gcc on x86, -msse2 -mfpmath=sse"
      #endif

      """;

  private static final String BITS =
      """
      static inline uint32_t @bits(float x) {
        uint32_t bits;
        memcpy(&bits, &x, sizeof bits);
        return bits;
      }

      static inline float @float(uint32_t bits) {
        float x;
        memcpy(&x, &bits, sizeof x);
        return x;
      }
      """;

  private static final String BITS_64 =
      """
      static inline uint64_t @bits64(double x) {
        uint64_t bits;
        memcpy(&bits, &x, sizeof bits);
        return bits;
      }

      static inline double @double(uint64_t bits) {
        double x;
        memcpy(&x, &bits, sizeof x);
        return x;
      }
      """;

  /// As `Math.max(low, Math.min(high, x))` in Java, where -0 is less than 0.
  private static final String CLIP =
      """
      static inline float @clip(float x, float low, float high) {
        float y = high < x || (high == x && signbit(high)) ? high : x;
        return low > y || (low == y && !signbit(low)) ? low : y;
      }
      """;

  /// They let NaN through, as Math.min and Math.max do, and the second of two zeros.
  private static final String MIN_MAX =
      """
      static inline float @min(float x, float high) {
        return x >= high ? high : x;
      }

      static inline float @max(float x, float low) {
        return x <= low ? low : x;
      }
      """;

  private final PolicyPlan plan;
  private final Origin origin;
  private final String name;
  private final Dialect c;
  private final Body body;

  /// @param name prefix of all names
  CSource(PolicyPlan plan, Origin origin, String name) {
    Check.that(
        IDENTIFIER.matcher(name).matches(),
        "the name",
        name,
        "a C identifier",
        "Maybe name the file like policy.h.");
    this.plan = plan;
    this.origin = origin;
    this.name = name;
    c = Dialect.c(name);
    body = new Body(plan);
  }

  String text() {
    String guard = name.toUpperCase(Locale.ROOT) + "_H";
    StringBuilder text = new StringBuilder(comment());
    text.append("#ifndef %s\n#define %s\n\n".formatted(guard, guard));
    text.append(START).append(sizes());
    Constants.of(plan).forEach((constant, array) -> text.append(array(constant, array)));
    StringBuilder functions = new StringBuilder();
    for (String function : Functions.of(plan)) {
      functions.append(function).append("\n");
    }
    if (plan.actions() instanceof Box) {
      functions.append(CLIP).append("\n");
    }
    if (functions.indexOf("$max(") >= 0) {
      functions.insert(0, MIN_MAX + "\n");
    }
    if (functions.indexOf("$bits(") >= 0) {
      functions.insert(0, BITS + "\n");
    }
    if (functions.indexOf("$bits64(") >= 0) {
      functions.insert(0, BITS_64 + "\n");
    }
    text.append(c.code(functions + valid() + "\n" + act()));
    return text.append("\n#endif\n").toString();
  }

  private String comment() {
    return """
    /*
     * A trained policy: %s.
     *
     * Written by Ascent %s. C99, no dependency but the C library; link with -lm for fmaf. It computes what Agent.act
     * computes, bit for bit. Compile with -ffp-contract=off and without -ffast-math; -O3 -march=native (or -mfma) makes
     * fused multiply-adds instructions instead of calls.
     *
     * A call allocates nothing and uses about %d bytes of the stack. There is no state: any number of threads may call it
     * at once.
     *
     *   %s
     *
    %s *
     * SHA-256 of the parameters: %s
     */
    """
        .formatted(
            origin.line(),
            origin.version(),
            body.bytes(),
            c.code(signature()),
            parameterComments(),
            origin.sha256());
  }

  private String parameterComments() {
    StringJoiner comments = new StringJoiner("");
    comments.add(" * observation  [%d] %s\n".formatted(plan.observations().size(), observation()));
    if (plan.masked()) {
      comments.add(
          " * mask         [%d] which options are allowed, the options of one choice after those of another\n"
              .formatted(plan.actions().features()));
    }
    if (!body.returns()) {
      comments.add(" * action       [%d] written: %s\n".formatted(plan.actions().size(), action()));
    }
    comments.add(
        " * returns      %s; -1 if an argument is not of that form\n"
            .formatted(
                body.returns()
                    ? "the most probable action, 0 to %d".formatted(plan.actions().features() - 1)
                    : "0"));
    return comments.toString();
  }

  private String observation() {
    return switch (plan.observations()) {
      case Box _ -> "finite numbers, as the environment gives them";
      case Discrete space -> "a whole number, 0 to %d".formatted(space.n() - 1);
      case MultiDiscrete space ->
          "whole numbers, each below its count: " + Arrays.toString(space.counts());
      case MultiBinary _ -> "zeros and ones";
    };
  }

  private String action() {
    return switch (plan.rule()) {
      case ModeRule.Choices _ -> "the option of each choice";
      case ModeRule.Bits _ -> "zeros and ones";
      default -> "numbers within their bounds";
    };
  }

  private String sizes() {
    String prefix = name.toUpperCase(Locale.ROOT);
    StringBuilder text = new StringBuilder();
    text.append("#define %s_OBSERVATION_SIZE %d\n".formatted(prefix, plan.observations().size()));
    text.append(
        body.returns()
            ? "#define %s_ACTIONS %d\n".formatted(prefix, plan.actions().features())
            : "#define %s_ACTION_SIZE %d\n".formatted(prefix, plan.actions().size()));
    if (plan.masked()) {
      text.append("#define %s_MASK_SIZE %d\n".formatted(prefix, plan.actions().features()));
    }
    return text.append("\n").toString();
  }

  private String array(String constant, Object array) {
    StringJoiner numbers = new StringJoiner(", ");
    String type;
    int n;
    switch (array) {
      case float[] floats -> {
        type = "float";
        n = floats.length;
        addAll(numbers, floats);
      }
      case Constants.Matrix matrix -> {
        type = "float";
        n = matrix.numbers().length;
        addAll(numbers, matrix.numbers());
      }
      case double[] doubles -> {
        type = "double";
        n = doubles.length;
        for (double value : doubles) {
          numbers.add(Double.toString(value));
        }
      }
      case int[] ints -> {
        type = "int";
        n = ints.length;
        for (int value : ints) {
          numbers.add(Integer.toString(value));
        }
      }
      default -> throw new IllegalArgumentException(constant);
    }
    return "static const %s %s_%s[%d] = {\n%s};\n\n"
        .formatted(type, name, constant, n, Lines.wrapped(numbers.toString()).indent(2));
  }

  private static void addAll(StringJoiner numbers, float[] floats) {
    for (float value : floats) {
      numbers.add(literal(value));
    }
  }

  private static String literal(float value) {
    if (Float.isInfinite(value)) {
      return value > 0 ? "INFINITY" : "-INFINITY";
    }
    return value + "f";
  }

  private String signature() {
    return "static inline int @act(const float *observation%s%s)"
        .formatted(
            plan.masked() ? ", const bool *mask" : "", body.returns() ? "" : ", float *action");
  }

  private String valid() {
    String mask =
        """
          int next = 0;
          for (int i = 0; i < %d; i++) {
            bool any = false;
            for (int j = 0; j < @OPTIONS[i]; j++) {
              any = any || mask[next + j];
            }
            if (!any) {
              return false;
            }
            next += @OPTIONS[i];
          }
        """
            .formatted(plan.actions().size());
    return """
    static inline bool @valid(const float *observation%s) {
      for (int i = 0; i < %d; i++) {
        float x = observation[i];
        if (!(%s)) {
          return false;
        }
      }
    %s  return true;
    }
    """
        .formatted(
            plan.masked() ? ", const bool *mask" : "",
            plan.observations().size(),
            ObservationCheck.valid(plan),
            plan.masked() ? mask : "");
  }

  private String memory() {
    StringBuilder text = new StringBuilder();
    body.memory().forEach((array, n) -> text.append("  float %s[%d];\n".formatted(array, n)));
    return text.toString();
  }

  private String act() {
    return """
    %s {
      if (!@valid(observation%s)) {
        return -1;
      }
    %s%s%s}
    """
        .formatted(
            signature(),
            plan.masked() ? ", mask" : "",
            memory(),
            body.text().indent(2),
            body.returns() ? "" : "  return 0;\n");
  }
}
