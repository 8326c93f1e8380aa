package ascent.lab.course;

import ascent.study.plot.Curve;
import ascent.study.plot.CurvePlot;
import ascent.study.plot.Picture;
import ascent.study.plot.Values;
import ascent.study.stats.Estimate;
import ascent.study.stats.StudentInterval;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// What the tables and pictures of lessons have in common.
final class Texts {
  /// The size of a lesson's picture.
  static final Picture.Size SIZE = new Picture.Size(800, 480);

  private Texts() {}

  /// The mean of values, one per seed, with its interval: `475.2 [460.1, 490.3]`.
  static String mean(double level, double... values) {
    return estimate(StudentInterval.ofMean(level, values));
  }

  /// The median of values, one per seed.
  static double median(double... values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  /// The median of values, one per seed, between the lowest and the highest. Between those of five
  /// seeds lies the true median with probability 1 − 2/2⁵ = 94 %, whatever the distribution.
  static Estimate range(double... values) {
    double low = Arrays.stream(values).min().orElseThrow();
    double high = Arrays.stream(values).max().orElseThrow();
    return new Estimate(median(values), low, high);
  }

  /// The median of values, one per seed, with the lowest and the highest: `475.2 [460.1, 490.3]`.
  static String medianAndRange(double... values) {
    return estimate(range(values));
  }

  /// Several values, one after the other: `1.5; 2; 3.1`.
  static String list(double... values) {
    return Arrays.stream(values).mapToObj(Values::text).collect(Collectors.joining("; "));
  }

  /// A point of a curve without a band.
  static Estimate point(double value) {
    return new Estimate(value, Double.NaN, Double.NaN);
  }

  /// A picture of curves.
  static Picture plot(String title, String subtitle, String x, String y, List<Curve> curves) {
    return new CurvePlot(title, subtitle, x, y, curves, Double.NaN).picture(SIZE);
  }

  /// An estimate with its interval, if there is one.
  static String estimate(Estimate e) {
    return e.hasInterval()
        ? "%s [%s, %s]"
            .formatted(Values.text(e.value()), Values.text(e.low()), Values.text(e.high()))
        : Values.text(e.value());
  }
}
