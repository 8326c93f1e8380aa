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

  double median() {
    return Figures.median(Arrays.copyOf(values, size));
  }
}
