package ascent.space;

import ascent.config.Check;
import ascent.rng.Rng;

/// An integer in [0, n), such as the index of an action. Stored as one float.
///
/// @param n the number of values, 1 … 2²⁴ (a float holds integers exactly up to there)
public record Discrete(int n) implements Space {
  static final int MOST = 1 << 24;

  public Discrete {
    Check.that(n >= 1 && n <= MOST, "n", n, "in [1, " + MOST + "]");
  }

  @Override
  public int size() {
    return 1;
  }

  @Override
  public int features() {
    return n;
  }

  @Override
  public boolean contains(float[] a, int offset) {
    return isIndex(a[offset], n);
  }

  @Override
  public String whyNot(float[] a, int offset) {
    return contains(a, offset)
        ? ""
        : "the value is " + a[offset] + ", not a whole number within 0 .. " + (n - 1);
  }

  @Override
  public void sample(Rng rng, float[] out, int offset) {
    out[offset] = rng.nextInt(n);
  }

  @Override
  public String toString() {
    return "Discrete(" + n + ")";
  }

  static boolean isIndex(float value, int n) {
    return value >= 0 && value < n && value == (int) value;
  }
}
