package ascent.study.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The marks of an axis: multiples of 1, 2 or 5 times a power of ten, and their labels.
///
/// @param step between marks
/// @param values the marks, ascending
record Ticks(double step, List<Double> values) {
  private static final double[] FACTORS = {1, 2, 5, 10};
  private static final double SLACK = 1e-9;

  /// At most `most` marks within a range.
  static Ticks in(double low, double high, int most) {
    double step = step((high - low) / Math.max(1, most - 1));
    List<Double> values = new ArrayList<>();
    long first = (long) Math.ceil(low / step - SLACK);
    long last = (long) Math.floor(high / step + SLACK);
    for (long i = first; i <= last; i++) {
      values.add(i * step);
    }
    return new Ticks(step, List.copyOf(values));
  }

  /// The least step of the form 1, 2 or 5 times a power of ten that is no smaller than `least`.
  private static double step(double least) {
    if (!(least > 0)) {
      return 1;
    }
    double power = Double.parseDouble("1e" + (int) Math.floor(StrictMath.log10(least)));
    for (double factor : FACTORS) {
      if (factor * power >= least * (1 - SLACK)) {
        return factor * power;
      }
    }
    return 10 * power;
  }

  /// The label of a mark: `50k`, `1.5M`, `0.25`, `−200`.
  String label(double value) {
    double most = values.stream().mapToDouble(Math::abs).max().orElse(0);
    double unit = most >= 1e6 ? 1e6 : most >= 1e4 ? 1e3 : 1;
    String suffix = unit == 1e6 ? "M" : unit == 1e3 ? "k" : "";
    if (Math.abs(value) < step / 2) {
      return "0";
    }
    return number(value / unit, decimals(step / unit)) + suffix;
  }

  private static int decimals(double step) {
    int decimals = 0;
    for (double s = step; decimals < 9 && Math.abs(s - Math.rint(s)) > SLACK; s *= 10) {
      decimals++;
    }
    return decimals;
  }

  private static String number(double value, int decimals) {
    String text = String.format(Locale.ROOT, "%." + decimals + "f", value);
    return text.startsWith("-") ? "−" + text.substring(1) : text;
  }
}
