package com.acme.grid;

import ascent.agent.Agent;

/// Decides what to do in an hour.
@FunctionalInterface
interface Operator {
  int choose(ControlRoom room);

  /// Leaves everything to the schedule.
  Operator NOTHING = _ -> ControlRoom.NOTHING;

  // @start region="greedy"
  /// Tries every action in the model and takes the one after which the next hour costs least.
  ///
  /// @param margin share of each limit that it treats as the limit: below 1, it acts early
  static Operator greedy(double margin) {
    return room -> {
      int best = ControlRoom.NOTHING;
      double least = room.forecast(best, margin);
      for (int action = 1; action < ControlRoom.ACTIONS.features() && least > 0; action++) {
        if (room.allowed(action)) {
          double cost = room.forecast(action, margin);
          if (cost < least) {
            least = cost;
            best = action;
          }
        }
      }
      return best;
    };
  }

  // @end

  // @start region="policy"
  /// Does what a trained policy says.
  static Operator of(Agent agent) {
    float[] obs = new float[ControlRoom.OBSERVATIONS.size()];
    boolean[] mask = new boolean[ControlRoom.ACTIONS.features()];
    return room -> {
      room.observe(obs);
      room.mask(mask);
      return agent.act(obs, mask).index();
    };
  }

  // @end

  /// The costs of a day's hours in €.
  default double[] costs(ControlRoom room, Day day) {
    room.begin(day);
    double[] costs = new double[Day.HOURS];
    for (int hour = 0; hour < Day.HOURS; hour++) {
      costs[hour] = room.next(choose(room));
    }
    return costs;
  }
}
