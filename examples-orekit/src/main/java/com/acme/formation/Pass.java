package com.acme.formation;

import ascent.rng.Rng;

/// How an episode begins.
///
/// @param relative the follower's place and speed: outward, forward (m), outward, forward (m/s)
/// @param density of the air in kg/m³, which the sun changes from day to day
/// @param drag of the follower as a multiple of the leader's
record Pass(double[] relative, double density, double drag) {

  /// Draws one: up to 100 m off along the orbit, up to 10 m higher or lower, on an ellipse of up to
  /// 40 by 80 m.
  static Pass draw(Rng rng) {
    double n = Formation.MEAN_MOTION;
    double along = rng.uniform(-100, 100);
    double height = rng.uniform(-10, 10);
    double ellipse = rng.uniform(0, 40);
    double phase = rng.uniform(0, 2 * Math.PI);
    double sin = ellipse * StrictMath.sin(phase);
    double cos = ellipse * StrictMath.cos(phase);
    double[] relative = {
      height - cos, Station.PLACE + along + 2 * sin, n * sin, n * (2 * cos - 1.5 * height)
    };
    double density = 0.5e-12 * StrictMath.pow(6, rng.nextDouble());
    return new Pass(relative, density, rng.uniform(0.6, 1.6));
  }
}
