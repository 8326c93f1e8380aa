package ascent.study.stats;

import ascent.config.Check;

/// An estimate with its confidence interval.
///
/// @param value of the statistic
/// @param low lower end of the interval; NaN if nothing is known of the spread
/// @param high upper end of the interval; NaN if nothing is known of the spread
public record Estimate(double value, double low, double high) {
  public Estimate {
    Check.that(!(low > high), "low", low, "at most high, " + high);
  }

  /// A value of unknown uncertainty: that of a single run.
  public static Estimate unknown(double value) {
    return new Estimate(value, Double.NaN, Double.NaN);
  }

  /// Whether there is an interval: two runs are the least.
  public boolean hasInterval() {
    return !Double.isNaN(low);
  }
}
