package com.acme.formation;

import ascent.agent.Agent;

/// Decides on the pulse of a slot.
@FunctionalInterface
interface Controller {
  int choose(Station station);

  /// Leaves the follower to its orbit.
  Controller NOTHING = _ -> Station.NOTHING;

  // @start region="law"
  /// A control law from the textbook: predicts where the middle of the relative ellipse will be,
  /// from its place and its drift, and pushes against it beyond a dead band.
  ///
  /// @param ahead how far it predicts, in revolutions
  /// @param band half the dead band, in m
  /// @param wait whether it waits for the half of the revolution in which a pulse makes the ellipse
  ///   smaller, unless it is beyond twice the band
  static Controller law(double ahead, double band, boolean wait) {
    return station -> {
      double drift = -3 * Math.PI * station.height(); // m a revolution
      double there = station.along() + ahead * drift;
      double shrinks = there > 0 ? -station.ellipse() : station.ellipse();
      boolean due = Math.abs(there) > band && (!wait || shrinks > 0 || Math.abs(there) > 2 * band);
      if (!due || !station.inSunlight()) {
        return Station.NOTHING;
      }
      return there > 0 ? Station.FORWARD : Station.BACKWARD; // a push forward falls back
    };
  }

  // @end

  // @start region="policy"
  /// Does what a trained policy says.
  static Controller of(Agent agent) {
    float[] obs = new float[Station.OBSERVATIONS.size()];
    boolean[] mask = new boolean[Station.ACTIONS.features()];
    return station -> {
      station.observe(obs);
      station.mask(mask);
      return agent.act(obs, mask).index();
    };
  }

  // @end

  /// The cost of an episode.
  default double cost(Station station, Pass pass) {
    station.begin(pass);
    double cost = 0;
    while (!station.over()) {
      cost += station.next(choose(station));
    }
    return cost;
  }
}
