package ascent.study.stats;

import org.apache.commons.statistics.distribution.TDistribution;

/// The confidence interval of a mean by Student's t: x̄ ± t·s/√n with n − 1 degrees of freedom.
/// Unlike the [bootstrap's][Bootstrap] it is long enough for three or five normal values too; it
/// may reach beyond the values that are possible.
public final class StudentInterval {
  private static final double DIGITS = 1e9;

  private StudentInterval() {}

  /// The mean of these values with its interval, unknown if there is one value.
  ///
  /// @param level confidence level, such as 0.95
  public static Estimate ofMean(double level, double... values) {
    int n = values.length;
    double mean = 0;
    for (double value : values) {
      mean += value / n;
    }
    if (n < 2) {
      return Estimate.unknown(mean);
    }
    double squares = 0;
    for (double value : values) {
      squares += (value - mean) * (value - mean);
    }
    double half = quantile(level, n - 1) * Math.sqrt(squares / (n - 1) / n);
    return new Estimate(mean, mean - half, mean + half);
  }

  /// t, rounded to nine decimals: the last bits of the library's depend on the machine.
  static double quantile(double level, int degrees) {
    double t = TDistribution.of(degrees).inverseSurvivalProbability((1 - level) / 2);
    return Math.rint(t * DIGITS) / DIGITS;
  }
}
