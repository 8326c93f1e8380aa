package com.acme.grid;

import ascent.space.Space;
import java.util.Arrays;

/// The decision of every hour: which generator goes up or down by 20 MW, if any.
final class ControlRoom {
  // @start region="decision"
  // The generators at buses 2, 3, 6 and 8; the one at bus 1 covers what is left.
  private static final double[] SCHEDULE = {40, 0, 0, 0}; // MW
  private static final double[] MOST = {140, 100, 100, 100}; // MW
  private static final double STEP = 20; // MW an hour
  private static final double RESERVE = 120; // MW away from the schedule, all together
  private static final double OVERLOAD_PRICE = 1_000; // € for each MW above a limit for an hour
  private static final double MOVED_PRICE = 20; // € for each MW away from the schedule for an hour

  static final int NOTHING = 0;
  static final Space ACTIONS = Space.discrete(1 + 2 * SCHEDULE.length);
  static final Space OBSERVATIONS = Space.box(-4, 4, 2 + 2 * 20 + 11 + SCHEDULE.length);
  // @end

  private final Grid grid = new Grid();
  private final double[] peak = grid.publishedLoads();
  private Day day;
  private int hour;
  private double[] generation;
  private double[] loading;

  Grid grid() {
    return grid;
  }

  void begin(Day day) {
    this.day = day;
    hour = 0;
    generation = SCHEDULE.clone();
    loading = grid.loading(day.demand()[0], generation, day.lostAt(0));
  }

  boolean over() {
    return hour == Day.HOURS;
  }

  /// Whether the generator can and the reserve allows it.
  boolean allowed(int action) {
    double[] after = after(action);
    for (int i = 0; i < after.length; i++) {
      if (after[i] < 0 || after[i] > MOST[i]) {
        return false;
      }
    }
    return moved(after) <= RESERVE;
  }

  void mask(boolean[] mask) {
    for (int action = 0; action < mask.length; action++) {
      mask[action] = allowed(action);
    }
  }

  /// Lets an hour pass.
  ///
  /// @param action 0 for nothing, 1 + 2i and 2 + 2i for generator i down and up; what is not
  ///   allowed does nothing
  /// @return what the hour cost in €
  double next(int action) {
    if (allowed(action)) {
      generation = after(action);
    }
    hour++;
    loading = grid.loading(day.demand()[hour], generation, day.lostAt(hour));
    return cost(loading, generation, 1);
  }

  /// What the next hour would cost in € if demand took its typical course.
  ///
  /// @param margin share of each limit that counts as the limit
  double forecast(int action, double margin) {
    double trend = Day.trend(hour);
    double[] demand = Arrays.stream(day.demand()[hour]).map(mw -> mw * trend).toArray();
    double[] after = after(action);
    return cost(grid.loading(demand, after, day.lostAt(hour)), after, margin);
  }

  private double cost(double[] loading, double[] generation, double margin) {
    double overload = 0;
    for (int i = 0; i < loading.length; i++) {
      overload += grid.limit(i) * Math.max(0, Math.abs(loading[i]) - margin);
    }
    return OVERLOAD_PRICE * overload + MOVED_PRICE * moved(generation);
  }

  private double[] after(int action) {
    double[] after = generation.clone();
    if (action != NOTHING) {
      after[(action - 1) / 2] += action % 2 == 0 ? STEP : -STEP;
    }
    return after;
  }

  private static double moved(double[] generation) {
    double moved = 0;
    for (int i = 0; i < generation.length; i++) {
      moved += Math.abs(generation[i] - SCHEDULE[i]);
    }
    return moved;
  }

  /// Describes it in numbers of about -1 to 1.
  void observe(float[] obs) {
    int at = 0;
    obs[at++] = hour / (float) Day.HOURS;
    obs[at++] = (float) (10 * (Day.trend(hour) - 1));
    int lost = day.lostAt(hour);
    for (int i = 0; i < loading.length; i++) {
      obs[at++] = (float) Math.clamp(loading[i], -4, 4);
      obs[at++] = i == lost ? 1 : 0;
    }
    for (int i = 0; i < peak.length; i++) {
      obs[at++] = (float) (day.demand()[hour][i] / peak[i]);
    }
    for (int i = 0; i < generation.length; i++) {
      obs[at++] = (float) ((generation[i] - SCHEDULE[i]) / 60);
    }
  }
}
