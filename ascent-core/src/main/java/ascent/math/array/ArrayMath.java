package ascent.math.array;

import ascent.kernel.Kernels;
import java.util.Objects;

/// `exp`, `log` and `tanh` of many floats at once. Each result has the bits that [FloatMath] gives
/// for it alone, on every machine and with any SIMD width.
///
/// Source and destination may be the same range of the same array; they must not overlap in any
/// other way.
///
/// [FloatMath]: ascent.math.FloatMath
public final class ArrayMath {
  private ArrayMath() {}

  /// `y[yo + i] = exp(x[xo + i])` for 0 ≤ i < n.
  ///
  /// @throws IndexOutOfBoundsException if a range is not within its array; nothing is written
  /// @throws IllegalArgumentException if the ranges overlap without being the same
  public static void exp(float[] x, int xo, float[] y, int yo, int n) {
    check(x, xo, y, yo, n);
    Kernels.get().exp(x, xo, y, yo, n);
  }

  /// `y[yo + i] = log(x[xo + i])` for 0 ≤ i < n.
  ///
  /// @throws IndexOutOfBoundsException if a range is not within its array; nothing is written
  /// @throws IllegalArgumentException if the ranges overlap without being the same
  public static void log(float[] x, int xo, float[] y, int yo, int n) {
    check(x, xo, y, yo, n);
    Kernels.get().log(x, xo, y, yo, n);
  }

  /// `y[yo + i] = tanh(x[xo + i])` for 0 ≤ i < n.
  ///
  /// @throws IndexOutOfBoundsException if a range is not within its array; nothing is written
  /// @throws IllegalArgumentException if the ranges overlap without being the same
  public static void tanh(float[] x, int xo, float[] y, int yo, int n) {
    check(x, xo, y, yo, n);
    Kernels.get().tanh(x, xo, y, yo, n);
  }

  @SuppressWarnings("ReferenceEquality") // the same array
  private static void check(float[] x, int xo, float[] y, int yo, int n) {
    Objects.checkFromIndexSize(xo, n, x.length);
    Objects.checkFromIndexSize(yo, n, y.length);
    if (x == y && xo != yo && Math.abs((long) xo - yo) < n) {
      throw new IllegalArgumentException(
          "The source, %d numbers from index %d, overlaps the destination from index %d of the same array. Maybe use another array."
              .formatted(n, xo, yo));
    }
  }
}
