package ascent.cli.bench;

import java.util.Arrays;

/// Measurements of one thing.
final class Samples {
  private double[] values = new double[64];
  private int size;

  void add(double value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, 2 * size);
    }
    values[size++] = value;
  }

  /// The middle one; NaN where nothing was measured.
  double median() {
    double[] sorted = Arrays.copyOf(values, size);
    Arrays.sort(sorted);
    if (size == 0) {
      return Double.NaN;
    }
    return (sorted[(size - 1) / 2] + sorted[size / 2]) / 2;
  }
}
