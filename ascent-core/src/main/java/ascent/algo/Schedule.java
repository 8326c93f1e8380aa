package ascent.algo;

import ascent.config.Check;
import ascent.config.Numbers;
import org.jspecify.annotations.Nullable;

/// A setting that may change while training goes on: a function of training progress, which runs
/// from 0 (start) to 1 (end).
///
/// | written | means |
/// |---|---|
/// | `0.0003` | this value throughout (`inf` is allowed) |
/// | `linear:0.001` | a straight line from 0.001 to 0 |
/// | `linear:0.1..0.001` | a straight line from 0.1 to 0.001 |
/// | `exp:0.1..0.001` | a geometric progression from 0.1 to 0.001: equal steps, equal ratios |
///
/// `toString` writes what [#parse] reads.
public sealed interface Schedule {

  /// The value at a progress; progress below 0 counts as 0, above 1 as 1. Both ends are exact.
  float at(double progress);

  /// The smallest value it ever takes.
  float min();

  /// The largest value it ever takes.
  float max();

  /// The same value throughout.
  static Schedule constant(float value) {
    return new Constant(value);
  }

  /// A straight line between two finite values.
  static Schedule linear(float from, float to) {
    return new Linear(from, to);
  }

  /// A geometric progression between two finite positive values.
  static Schedule exponential(float from, float to) {
    return new Exponential(from, to);
  }

  /// Reads a schedule as people write it; see the table above.
  ///
  /// @throws IllegalArgumentException if the text is none
  static Schedule parse(String text) {
    String[] parts = text.strip().split(":", 2);
    if (parts.length == 1) {
      return constant(number(parts[0], text));
    }
    String[] ends = parts[1].split("\\.\\.", -1);
    if (parts[0].equals("linear") && ends.length <= 2) {
      return linear(number(ends[0], text), ends.length == 1 ? 0 : number(ends[1], text));
    }
    if (parts[0].equals("exp") && ends.length == 2) {
      return exponential(number(ends[0], text), number(ends[1], text));
    }
    throw unreadable(text, null);
  }

  private static float number(String number, String text) {
    try {
      return Numbers.parseFloat(number);
    } catch (NumberFormatException e) {
      throw unreadable(text, e);
    }
  }

  private static IllegalArgumentException unreadable(String text, @Nullable Exception cause) {
    return new IllegalArgumentException(
        "\"%s\" is not a schedule; it must be like 0.0003, linear:0.001, %s or %s."
            .formatted(text, "linear:0.1..0.001", "exp:0.1..0.001"),
        cause);
  }

  /// See [Schedule#constant].
  record Constant(float value) implements Schedule {

    public Constant {
      Check.that(!Float.isNaN(value), "value", value, "a number");
    }

    @Override
    public float at(double progress) {
      return value;
    }

    @Override
    public float min() {
      return value;
    }

    @Override
    public float max() {
      return value;
    }

    @Override
    public String toString() {
      return Numbers.text(value);
    }
  }

  /// See [Schedule#linear].
  record Linear(float from, float to) implements Schedule {

    public Linear {
      Check.that(Float.isFinite(from), "from", from, "finite");
      Check.that(Float.isFinite(to), "to", to, "finite");
    }

    @Override
    public float at(double progress) {
      double p = Math.clamp(progress, 0.0, 1.0);
      return (float) ((1 - p) * from + p * to);
    }

    @Override
    public float min() {
      return Math.min(from, to);
    }

    @Override
    public float max() {
      return Math.max(from, to);
    }

    @Override
    public String toString() {
      String start = "linear:" + Numbers.text(from);
      return Float.compare(to, 0f) == 0 ? start : start + ".." + Numbers.text(to);
    }
  }

  /// See [Schedule#exponential].
  record Exponential(float from, float to) implements Schedule {

    private static final int BITS = 60; // of progress that can still matter to a float

    public Exponential {
      Check.that(from > 0 && Float.isFinite(from), "from", from, "positive and finite");
      Check.that(to > 0 && Float.isFinite(to), "to", to, "positive and finite");
    }

    @Override
    public float at(double progress) {
      double p = Math.clamp(progress, 0.0, 1.0);
      if (p == 1) {
        return to;
      }
      return Math.clamp((float) (from * power((double) to / from, p)), min(), max());
    }

    /// `base` to the power of `p` in `[0, 1)`, by the binary digits of p: ½ is a square root, ¼ a
    /// root of the root. Roots and products round alike on every machine; `Math.pow` need not.
    private static double power(double base, double p) {
      double power = 1;
      double root = base;
      double rest = p;
      for (int bit = 0; bit < BITS && rest > 0; bit++) {
        root = Math.sqrt(root);
        rest *= 2;
        if (rest >= 1) {
          power *= root;
          rest -= 1;
        }
      }
      return power;
    }

    @Override
    public float min() {
      return Math.min(from, to);
    }

    @Override
    public float max() {
      return Math.max(from, to);
    }

    @Override
    public String toString() {
      return "exp:" + Numbers.text(from) + ".." + Numbers.text(to);
    }
  }
}
