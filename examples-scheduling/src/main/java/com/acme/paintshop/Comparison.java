package com.acme.paintshop;

import ascent.rng.Rng;
import java.util.Locale;

/// Two dispatchers on the same days: the mean of the differences, and how sure it is.
///
/// @param meanCost of the one
/// @param meanBaseline of the other
/// @param halfWidth of the 95 % confidence interval around the mean difference
record Comparison(double meanCost, double meanBaseline, double halfWidth) {
  // @start region="paired"
  static Comparison of(int[] costs, int[] baseline) {
    int n = costs.length;
    double sum = 0;
    double sumBaseline = 0;
    for (int i = 0; i < n; i++) {
      sum += costs[i];
      sumBaseline += baseline[i];
    }
    double mean = (sum - sumBaseline) / n;
    double squares = 0;
    for (int i = 0; i < n; i++) {
      double deviation = costs[i] - baseline[i] - mean;
      squares += deviation * deviation;
    }
    double standardError = Math.sqrt(squares / (n - 1) / n);
    return new Comparison(sum / n, sumBaseline / n, 1.96 * standardError);
  }

  /// The costs of the days 0, 1, … of a seed.
  static int[] costs(Dispatcher dispatcher, long seed, int days) {
    Planner planner = new Planner();
    int[] costs = new int[days];
    for (int day = 0; day < days; day++) {
      costs[day] = dispatcher.cost(Orders.day(Rng.stream(seed, "eval", day)), planner);
    }
    return costs;
  }

  // @end

  /// How much less it costs; negative if it costs more.
  double saved() {
    return meanBaseline - meanCost;
  }

  /// Whether the whole confidence interval says that it costs less.
  boolean better() {
    return saved() > halfWidth;
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%.1f instead of %.1f: saves %.1f ± %.1f",
        meanCost,
        meanBaseline,
        saved(),
        halfWidth);
  }
}
