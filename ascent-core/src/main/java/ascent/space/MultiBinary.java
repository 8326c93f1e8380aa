package ascent.space;

import ascent.config.Check;
import ascent.rng.Rng;

/// n bits. Stored as one float each, 0 or 1.
///
/// @param n the number of bits, 1 … 2²⁴
public record MultiBinary(int n) implements Space {
  public MultiBinary {
    Check.that(n >= 1 && n <= Discrete.MOST, "n", n, "in [1, " + Discrete.MOST + "]");
  }

  @Override
  public int size() {
    return n;
  }

  @Override
  public int features() {
    return n;
  }

  @Override
  public boolean contains(float[] a, int offset) {
    return firstOutside(a, offset) < 0;
  }

  @Override
  public String whyNot(float[] a, int offset) {
    int i = firstOutside(a, offset);
    return i < 0 ? "" : "component " + i + " is " + a[offset + i] + ", neither 0 nor 1";
  }

  private int firstOutside(float[] a, int offset) {
    for (int i = 0; i < n; i++) {
      if (a[offset + i] != 0 && a[offset + i] != 1) { // NaN too
        return i;
      }
    }
    return -1;
  }

  @Override
  public void sample(Rng rng, float[] out, int offset) {
    for (int i = 0; i < n; i++) {
      out[offset + i] = rng.nextBoolean() ? 1 : 0;
    }
  }

  @Override
  public String toString() {
    return "MultiBinary(" + n + ")";
  }
}
