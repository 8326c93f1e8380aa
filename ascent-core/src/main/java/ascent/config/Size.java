package ascent.config;

import java.math.BigInteger;
import java.util.Locale;

/// The number of elements of an array as a product of named numbers, such as settings and widths.
/// It is exact however large they are, and checked before the array is created:
///
/// ```java
/// float[] obs =
///     new float[Size.of("rolloutSteps", steps).times("envs", n).array(Float.BYTES)];
/// // rolloutSteps × envs is 3000000 × 1000 = 3000000000; it must be at most 2147483639, the
/// // largest array.
/// ```
public final class Size {
  /// Elements of the largest array of a JVM.
  public static final int LARGEST_ARRAY = Integer.MAX_VALUE - 8;

  private final String name;
  private final String factors;
  private final BigInteger value;

  private Size(String name, String factors, BigInteger value) {
    this.name = name;
    this.factors = factors;
    this.value = value;
  }

  /// A size that is a single number.
  ///
  /// @param name as in "rolloutSteps"
  /// @param value at least 0
  public static Size of(String name, long value) {
    return new Size(name, Long.toString(value), BigInteger.valueOf(value));
  }

  /// The product with another number.
  ///
  /// @param factor at least 0
  public Size times(String other, long factor) {
    return new Size(
        name + " × " + other, factors + " × " + factor, value.multiply(BigInteger.valueOf(factor)));
  }

  /// The size as the length of an array.
  ///
  /// @param bytes of an element
  /// @throws IllegalArgumentException naming the factors, where no array has so many elements, or
  ///   where they need more memory than the JVM may ever take
  public int array(int bytes) {
    return array(bytes, Runtime.getRuntime().maxMemory());
  }

  int array(int bytes, long heap) {
    boolean fits = value.compareTo(BigInteger.valueOf(LARGEST_ARRAY)) <= 0;
    Check.that(fits, name, text(), "at most " + LARGEST_ARRAY + ", the largest array");
    long needed = bytes * value.longValueExact();
    if (needed > heap) {
      throw new IllegalArgumentException(
          "%s is %s, which takes %s; the JVM's memory is at most %s. Maybe give it more with -Xmx."
              .formatted(name, text(), gigabytes(needed), gigabytes(heap)));
    }
    return value.intValueExact();
  }

  private String text() {
    String number = value.toString();
    return factors.equals(number) ? number : factors + " = " + number;
  }

  private static String gigabytes(long bytes) {
    return String.format(Locale.ROOT, "%.1f GB", bytes / 1e9);
  }

  /// The new number of rows of an array that is to hold more: twice as many, or as many as there
  /// can be.
  ///
  /// @param name of the rows, as in "steps"
  /// @param rows the present number, which is full
  /// @param rowName of a row's numbers, as in "action size"
  /// @param width numbers in a row
  /// @throws IllegalArgumentException where not even one row more fits into an array
  public static int grown(String name, int rows, String rowName, int width) {
    of(name, rows + 1L).times(rowName, width).array(1, Long.MAX_VALUE);
    long most = width == 0 ? LARGEST_ARRAY : LARGEST_ARRAY / width;
    return (int) Math.min(most, Math.max(4, 2L * rows));
  }
}
