package ascent.train.log;

import java.util.Arrays;

/// How numbers are distributed. Bucket k holds those in (limit k − 1, limit k].
///
/// @param limits upper limits of the buckets, ascending, `[buckets]`
/// @param counts of numbers in each bucket, `[buckets]`
@SuppressWarnings("ArrayRecordComponent") // handed over, never compared
record Histogram(
    double min,
    double max,
    double count,
    double sum,
    double sumOfSquares,
    double[] limits,
    double[] counts) {
  private static final int BUCKETS = 30; // as many as TensorBoard shows

  /// Every `stride`-th of some numbers, in buckets of equal width.
  ///
  /// @param values at least one of them at `from, from + stride, …`, before `to`; finite
  static Histogram of(float[] values, int from, int to, int stride) {
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    for (int i = from; i < to; i += stride) {
      min = Math.min(min, values[i]);
      max = Math.max(max, values[i]);
    }
    double[] limits = new double[min == max ? 1 : BUCKETS];
    for (int k = 0; k < limits.length; k++) {
      limits[k] = min + (max - min) * (k + 1) / limits.length;
    }
    limits[limits.length - 1] = max; // not rounded
    return counted(values, from, to, stride, limits);
  }

  /// Every `stride`-th of some whole numbers, in a bucket for each number from 0 to `n − 1`.
  static Histogram ofIndices(float[] values, int from, int to, int stride, int n) {
    double[] limits = new double[n];
    Arrays.setAll(limits, k -> k + 0.5);
    return counted(values, from, to, stride, limits);
  }

  private static Histogram counted(float[] values, int from, int to, int stride, double[] limits) {
    double[] counts = new double[limits.length];
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    double sum = 0;
    double squares = 0;
    double count = 0;
    for (int i = from; i < to; i += stride) {
      double value = values[i];
      min = Math.min(min, value);
      max = Math.max(max, value);
      sum += value;
      squares += value * value;
      count++;
      int found = Arrays.binarySearch(limits, value);
      counts[Math.min(found < 0 ? -found - 1 : found, limits.length - 1)]++;
    }
    return new Histogram(min, max, count, sum, squares, limits, counts);
  }
}
