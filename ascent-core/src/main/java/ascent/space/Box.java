package ascent.space;

import ascent.config.Check;
import ascent.math.DoubleMath;
import ascent.rng.Rng;
import java.util.Arrays;
import java.util.Locale;

/// n real numbers, each with its own bounds. A bound may be infinite.
///
/// @param low lower bounds, `[n]`
/// @param high upper bounds, `[n]`
public record Box(float[] low, float[] high) implements Space {
  public Box {
    Check.that(low.length > 0, "the number of values in low", 0, "at least 1");
    Check.that(
        high.length == low.length,
        "the number of values in high",
        high.length,
        low.length + " like in low");
    low = low.clone();
    high = high.clone();
    for (int i = 0; i < low.length; i++) {
      checkBounds(i, low[i], high[i]);
    }
  }

  static Box of(float low, float high, int n) {
    Check.that(n >= 1, "n", n, "at least 1");
    float[] lows = new float[n];
    float[] highs = new float[n];
    Arrays.fill(lows, low);
    Arrays.fill(highs, high);
    return new Box(lows, highs);
  }

  private static void checkBounds(int i, float low, float high) {
    String lowName = "low[" + i + "]";
    String highName = "high[" + i + "]";
    String lowText = Float.toString(low);
    String highText = Float.toString(high);
    Check.that(low < Float.POSITIVE_INFINITY, lowName, lowText, "a number or -Infinity");
    Check.that(high > Float.NEGATIVE_INFINITY, highName, highText, "a number or Infinity");
    String allowed = "at most " + highName + ", which is " + highText;
    Check.that(low <= high, lowName, lowText, allowed, "Maybe the bounds are swapped.");
  }

  @Override
  public float[] low() {
    return low.clone();
  }

  @Override
  public float[] high() {
    return high.clone();
  }

  /// The lower bound of component i.
  public float low(int i) {
    return low[i];
  }

  /// The upper bound of component i.
  public float high(int i) {
    return high[i];
  }

  /// Whether no bound is infinite.
  public boolean bounded() {
    for (int i = 0; i < low.length; i++) {
      if (Float.isInfinite(low[i]) || Float.isInfinite(high[i])) {
        return false;
      }
    }
    return true;
  }

  @Override
  public int size() {
    return low.length;
  }

  @Override
  public int features() {
    return low.length;
  }

  @Override
  public boolean contains(float[] a, int offset) {
    return firstOutside(a, offset) < 0;
  }

  @Override
  public String whyNot(float[] a, int offset) {
    int i = firstOutside(a, offset);
    return i < 0
        ? ""
        : String.format(
            Locale.ROOT, "component %d is %s, outside [%s, %s]", i, a[offset + i], low[i], high[i]);
  }

  private int firstOutside(float[] a, int offset) {
    for (int i = 0; i < low.length; i++) {
      float value = a[offset + i];
      if (!(value >= low[i] && value <= high[i])) { // NaN is outside
        return i;
      }
    }
    return -1;
  }

  /// Uniform between two bounds, a unit exponential from one bound, standard normal without bounds.
  @Override
  public void sample(Rng rng, float[] out, int offset) {
    for (int i = 0; i < low.length; i++) {
      float value = sample(rng, low[i], high[i]);
      out[offset + i] = Math.max(low[i], Math.min(high[i], value));
    }
  }

  private static float sample(Rng rng, float low, float high) {
    boolean below = low != Float.NEGATIVE_INFINITY;
    boolean above = high != Float.POSITIVE_INFINITY;
    if (below && above) {
      return (float) rng.uniform(low, high);
    }
    if (!below && !above) {
      return rng.normal();
    }
    double exponential = -DoubleMath.log(1 - rng.nextDouble());
    return (float) (below ? low + exponential : high - exponential);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Box box && Arrays.equals(low, box.low) && Arrays.equals(high, box.high);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(low) + Arrays.hashCode(high);
  }

  @Override
  public String toString() {
    return equals(of(low[0], high[0], low.length))
        ? "Box(" + low[0] + " .. " + high[0] + ", " + low.length + ")"
        : "Box(" + Arrays.toString(low) + " .. " + Arrays.toString(high) + ")";
  }
}
