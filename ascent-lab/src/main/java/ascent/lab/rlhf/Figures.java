package ascent.lab.rlhf;

import ascent.lab.lesson.LessonResult.Check;
import ascent.study.plot.Values;
import ascent.study.stats.Estimate;
import ascent.study.stats.StudentInterval;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// Numbers, one per seed, in tables and checks: means with 95 % intervals, or medians with ranges.
/// Without a second seed there is no interval, and a mean stands for it.
final class Figures {
  /// Updates that a point of a curve is the mean of.
  static final int LAST = 10;

  private static final int EARLY = 20; // updates
  private static final double LEVEL = 0.95;

  private Figures() {}

  static <T> double[] of(List<T> list, ToDoubleFunction<T> measure) {
    return list.stream().mapToDouble(measure).toArray();
  }

  static double average(double... values) {
    return Arrays.stream(values).average().orElseThrow();
  }

  static Estimate interval(double... values) {
    return StudentInterval.ofMean(LEVEL, values);
  }

  static double low(Estimate e) {
    return e.hasInterval() ? e.low() : e.value();
  }

  static double high(Estimate e) {
    return e.hasInterval() ? e.high() : e.value();
  }

  static String text(Estimate e) {
    return e.hasInterval()
        ? "%s [%s, %s]".formatted(number(e.value()), number(e.low()), number(e.high()))
        : number(e.value());
  }

  private static String number(double value) {
    return Values.text(Math.rint(value * 1_000) / 1_000);
  }

  static String mean(double... values) {
    return text(interval(values));
  }

  /// That one thing is larger than another with the same seed: the interval of the differences is
  /// above 0.
  static Check above(String statement, double[] larger, double[] smaller) {
    Estimate e = interval(differences(larger, smaller));
    return new Check(statement, low(e) > 0, "by " + text(e));
  }

  /// The median of values, one per seed, between the lowest and the highest. Between those of five
  /// seeds lies the true median with probability 94 %, whatever the distribution: for values that
  /// are far from normal, as those of policies without a leash are.
  static Estimate range(double... values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int n = sorted.length;
    return new Estimate((sorted[(n - 1) / 2] + sorted[n / 2]) / 2, sorted[0], sorted[n - 1]);
  }

  /// That one thing is larger than another with the same seed, for every seed: by the median of the
  /// differences, between the smallest and the largest.
  static Check always(String statement, double[] larger, double[] smaller) {
    Estimate e = range(differences(larger, smaller));
    return new Check(statement, e.low() > 0, "by " + text(e));
  }

  private static double[] differences(double[] larger, double[] smaller) {
    double[] differences = new double[larger.length];
    Arrays.setAll(differences, i -> larger[i] - smaller[i]);
    return differences;
  }

  /// The mean of the `count` values before index `to`.
  static double around(List<Double> values, int to, int count) {
    return values.subList(to - count, to).stream().mapToDouble(v -> v).average().orElseThrow();
  }

  /// The mean of a curve, a value for each update, after the first 20 updates.
  static double early(List<Double> curve) {
    return around(curve, EARLY, LAST);
  }

  /// The mean of the end of a curve.
  static double late(List<Double> curve) {
    return around(curve, curve.size(), LAST);
  }

  /// The value at x on straight lines between points; NaN beyond them.
  ///
  /// @param points of x and y, in any order
  static double between(List<double[]> points, double x) {
    List<double[]> sorted = points.stream().sorted(Comparator.comparingDouble(p -> p[0])).toList();
    for (int i = 1; i < sorted.size(); i++) {
      double[] a = sorted.get(i - 1);
      double[] b = sorted.get(i);
      if (a[0] <= x && x <= b[0]) {
        return b[0] == a[0] ? a[1] : a[1] + (b[1] - a[1]) * (x - a[0]) / (b[0] - a[0]);
      }
    }
    return Double.NaN;
  }
}
