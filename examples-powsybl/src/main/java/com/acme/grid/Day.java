package com.acme.grid;

import ascent.rng.Rng;

/// What happens on a day: how much is used, and the line that fails.
///
/// @param demand MW, by hour (0 to 24) and load
/// @param line that fails
/// @param hour of the failure; the line is back the next day
record Day(double[][] demand, int line, int hour) {
  static final int HOURS = 24;

  /// The typical share of the peak at each hour.
  private static final double[] PROFILE = {
    0.66, 0.62, 0.60, 0.59, 0.60, 0.64, 0.73, 0.84, 0.90, 0.92, 0.91, 0.90, 0.91, 0.89, 0.86, 0.85,
    0.87, 0.93, 0.99, 1.00, 0.97, 0.90, 0.80, 0.72, 0.66
  };

  /// The line to bus 8, where only a generator is: without it the grid falls into two.
  private static final String ONLY_LINE = "L7-8-1";

  /// Draws one.
  static Day draw(Rng rng, Grid grid) {
    double[] published = grid.publishedLoads();
    double[][] demand = new double[HOURS + 1][published.length];
    double level = rng.uniform(0.9, 1.1);
    for (int load = 0; load < published.length; load++) {
      double size = level * published[load] * rng.uniform(0.85, 1.15);
      for (int hour = 0; hour <= HOURS; hour++) {
        demand[hour][load] = size * PROFILE[hour] * (1 + 0.02 * rng.normal());
      }
    }
    int line;
    do {
      line = rng.nextInt(grid.lines().size());
    } while (grid.lines().get(line).equals(ONLY_LINE));
    return new Day(demand, line, 5 + rng.nextInt(15));
  }

  /// The line out of service at an hour; -1 if there is none.
  int lostAt(int time) {
    return time < hour ? -1 : line;
  }

  /// The typical demand of the hour after this one, as a multiple of this one's.
  static double trend(int hour) {
    return hour == HOURS ? 1 : PROFILE[hour + 1] / PROFILE[hour];
  }
}
