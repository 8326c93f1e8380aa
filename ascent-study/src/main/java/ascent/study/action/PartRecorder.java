package ascent.study.action;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Summarises one number of the actions.
sealed interface PartRecorder {
  /// Takes a number.
  void add(float value);

  /// Ends a point, which has at least one number.
  void close();

  /// The points so far.
  ActionHistory.Part part();

  /// Counts how often each option is chosen.
  final class OfChoice implements PartRecorder {
    private final List<List<Double>> shares = new ArrayList<>();
    private final String name;
    private final long[] counts;

    OfChoice(String name, int options) {
      this.name = name;
      counts = new long[options];
    }

    @Override
    public void add(float value) {
      counts[(int) value]++;
    }

    @Override
    public void close() {
      double sum = Arrays.stream(counts).sum();
      shares.add(Arrays.stream(counts).mapToObj(count -> count / sum).toList());
      Arrays.fill(counts, 0);
    }

    @Override
    public ActionHistory.Part part() {
      return new ActionHistory.Choice(name, shares);
    }
  }

  /// Keeps the real numbers of a point, for their quantiles.
  final class OfNumber implements PartRecorder {
    private final List<List<Double>> quantiles = new ArrayList<>();
    private final String name;
    private final double low;
    private final double high;
    private float[] values = new float[1024];
    private int size;

    OfNumber(String name, double low, double high) {
      this.name = name;
      this.low = low;
      this.high = high;
    }

    @Override
    public void add(float value) {
      if (size == values.length) {
        values = Arrays.copyOf(values, 2 * size);
      }
      values[size++] = value;
    }

    @Override
    public void close() {
      Arrays.sort(values, 0, size);
      quantiles.add(ActionHistory.Quantiles.LEVELS.stream().map(this::quantile).toList());
      size = 0;
    }

    /// Between the two sorted values on either side of place (n − 1) · level.
    private double quantile(double level) {
      double place = (size - 1) * level;
      int before = (int) place;
      int after = Math.min(before + 1, size - 1);
      return values[before] + (place - before) * ((double) values[after] - values[before]);
    }

    @Override
    public ActionHistory.Part part() {
      return new ActionHistory.Quantiles(name, quantiles, low, high);
    }
  }
}
