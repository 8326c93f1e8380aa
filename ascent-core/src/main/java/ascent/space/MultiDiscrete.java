package ascent.space;

import ascent.config.Check;
import ascent.config.Size;
import ascent.rng.Rng;
import java.util.Arrays;
import java.util.Locale;

/// k integers, the i-th in `[0, counts[i])`. Stored as one float each.
///
/// @param counts the number of options of each choice, `[k]`, each 1 … 2²⁴
public record MultiDiscrete(int[] counts) implements Space {
  public MultiDiscrete {
    counts = counts.clone();
    Check.that(counts.length > 0, "the number of choices", 0, "at least 1");
    for (int i = 0; i < counts.length; i++) {
      int n = counts[i];
      Check.that(
          n >= 1 && n <= Discrete.MOST, "counts[" + i + "]", n, "in [1, " + Discrete.MOST + "]");
    }
    long options = Arrays.stream(counts).asLongStream().sum();
    Size.of("the sum of counts", options).array(1);
  }

  @Override
  public int[] counts() {
    return counts.clone();
  }

  /// The number of options of choice i.
  public int count(int i) {
    return counts[i];
  }

  @Override
  public int size() {
    return counts.length;
  }

  @Override
  public int features() {
    return Arrays.stream(counts).sum();
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
            Locale.ROOT,
            "component %d is %s, not a whole number within 0 .. %d",
            i,
            a[offset + i],
            counts[i] - 1);
  }

  private int firstOutside(float[] a, int offset) {
    for (int i = 0; i < counts.length; i++) {
      if (!Discrete.isIndex(a[offset + i], counts[i])) {
        return i;
      }
    }
    return -1;
  }

  @Override
  public void sample(Rng rng, float[] out, int offset) {
    for (int i = 0; i < counts.length; i++) {
      out[offset + i] = rng.nextInt(counts[i]);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof MultiDiscrete that && Arrays.equals(counts, that.counts);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(counts);
  }

  @Override
  public String toString() {
    return "MultiDiscrete(" + Arrays.toString(counts) + ")";
  }
}
