package com.acme.formation;

import ascent.space.Space;

/// Keeps the follower at its place, 1 km behind the leader: in each twelfth of a revolution, a
/// pulse or none.
final class Station {
  // @start region="decision"
  static final double PLACE = -1_000; // m, forward of the leader
  static final double RADIUS = 50; // m around the place
  static final double WORST = 5; // cost of a slot at six times the radius or more
  static final double PULSE = 0.002; // m/s
  static final double PULSE_PRICE = 0.2; // a slot at twice the radius costs 1
  static final int SLOTS_PER_ORBIT = 12;
  static final int SLOTS = 10 * SLOTS_PER_ORBIT;

  static final int NOTHING = 0;
  static final int BACKWARD = 1;
  static final int FORWARD = 2;
  static final Space ACTIONS = Space.discrete(3);
  static final Space OBSERVATIONS = Space.box(-10, 10, 9);
  // @end

  private final Formation formation = new Formation();
  private int slot;
  private double[] relative;

  void begin(Pass pass) {
    slot = 0;
    formation.begin(pass.relative(), pass.density(), pass.drag());
    relative = formation.relative();
  }

  boolean over() {
    return slot == SLOTS;
  }

  /// The thruster runs on solar power.
  void mask(boolean[] mask) {
    mask[NOTHING] = true;
    mask[BACKWARD] = formation.inSunlight();
    mask[FORWARD] = formation.inSunlight();
  }

  /// Lets a slot pass; a pulse in the dark is none.
  ///
  /// @return what it cost
  double next(int action) {
    double cost = 0;
    if (action != NOTHING && formation.inSunlight()) {
      formation.push(0, action == FORWARD ? PULSE : -PULSE);
      cost = PULSE_PRICE;
    }
    formation.coast(Formation.PERIOD / SLOTS_PER_ORBIT);
    relative = formation.relative();
    slot++;
    double away = StrictMath.hypot(relative[0], relative[1] - PLACE);
    return cost + Math.clamp(away / RADIUS - 1, 0, WORST);
  }

  /// How far the middle of the relative ellipse is outward, in m: it drifts backward by 9.4 times
  /// as much a revolution (Clohessy and Wiltshire 1960).
  double height() {
    return 4 * relative[0] + 2 * relative[3] / Formation.MEAN_MOTION;
  }

  /// How far the middle of the relative ellipse is forward of the place, in m.
  double along() {
    return relative[1] - PLACE - 2 * relative[2] / Formation.MEAN_MOTION;
  }

  /// A forward pulse makes the relative ellipse smaller if this is negative, a backward pulse if it
  /// is positive; in m.
  double ellipse() {
    return 3 * relative[0] + 2 * relative[3] / Formation.MEAN_MOTION;
  }

  boolean inSunlight() {
    return formation.inSunlight();
  }

  /// Describes it in numbers of about -1 to 1.
  void observe(float[] obs) {
    obs[0] = clamp(relative[0] / RADIUS);
    obs[1] = clamp((relative[1] - PLACE) / (2 * RADIUS));
    obs[2] = clamp(height() / 10);
    obs[3] = clamp(along() / (2 * RADIUS));
    obs[4] = clamp(ellipse() / RADIUS);
    obs[5] = clamp(relative[2] / Formation.MEAN_MOTION / RADIUS);
    double turn = 2 * Math.PI * slot / SLOTS_PER_ORBIT;
    obs[6] = (float) StrictMath.sin(turn);
    obs[7] = (float) StrictMath.cos(turn);
    obs[8] = slot / (float) SLOTS;
  }

  private static float clamp(double value) {
    return (float) Math.clamp(value, -10, 10);
  }
}
