package ascent.box2d;

import java.util.Arrays;

/// A hand-written policy for [BipedalWalker], the one that Gymnasium ships for demonstration: it
/// walks, but has no notion of balance and falls on rougher ground.
///
/// It keeps track of the standing leg, so call [reset][#reset] before each episode. In the first
/// step of an episode it does nothing, as in Gymnasium; otherwise it usually falls at once.
public final class BipedalWalkerHeuristic {
  private static final double SPEED = 0.29; // it falls forwards beyond
  private static final double SUPPORT_KNEE = 0.1; // angle of the knee it stands on, plus 1 rad

  private enum Phase {
    STAY_ON_ONE_LEG,
    PUT_OTHER_DOWN,
    PUSH_OFF
  }

  private boolean waits = true; // for the first step to pass
  private Phase phase = Phase.STAY_ON_ONE_LEG;
  private int moving; // the leg in the air, 0 or 1
  private double supportKnee = SUPPORT_KNEE;
  private final double[] hips = new double[2]; // target angles of this step; 0 is none
  private final double[] knees = new double[2];

  /// Stands on leg 1 again.
  public void reset() {
    waits = true;
    phase = Phase.STAY_ON_ONE_LEG;
    moving = 0;
    supportKnee = SUPPORT_KNEE;
  }

  /// Chooses an action.
  ///
  /// @param obs the observation `[24]`
  /// @param action receives the action `[4]`
  public void act(float[] obs, float[] action) {
    if (waits) {
      waits = false;
      Arrays.fill(action, 0);
      return;
    }
    aim(obs);
    for (int leg = 0; leg < 2; leg++) {
      int at = 4 + 5 * leg;
      double hip = hips[leg] == 0 ? 0 : 0.9 * (hips[leg] - obs[at]) - 0.25 * obs[at + 1];
      double knee = knees[leg] == 0 ? 0 : 4 * (knees[leg] - obs[at + 2]) - 0.25 * obs[at + 3];
      hip += 0.9 * obs[0] + 1.5 * obs[1]; // keeps the hull level
      knee -= 15.0 * obs[3]; // damps bouncing
      action[2 * leg] = (float) Math.clamp(0.5 * hip, -1.0, 1.0);
      action[2 * leg + 1] = (float) Math.clamp(0.5 * knee, -1.0, 1.0);
    }
  }

  /// Where hips and knees should go. A phase that ends is followed by the next within the step.
  private void aim(float[] obs) {
    int standing = 1 - moving;
    int air = 4 + 5 * moving; // where the observation of the moving leg begins
    int ground = 4 + 5 * standing;
    hips[0] = 0;
    hips[1] = 0;
    knees[0] = 0;
    knees[1] = 0;
    if (phase == Phase.STAY_ON_ONE_LEG) {
      hips[moving] = 1.1;
      knees[moving] = -0.6;
      supportKnee = Math.min(supportKnee + (obs[2] > SPEED ? 0.06 : 0.03), SUPPORT_KNEE);
      knees[standing] = supportKnee;
      if (obs[ground] < 0.10) { // the leg it stands on is behind
        phase = Phase.PUT_OTHER_DOWN;
      }
    }
    if (phase == Phase.PUT_OTHER_DOWN) {
      hips[moving] = 0.1;
      knees[moving] = SUPPORT_KNEE;
      knees[standing] = supportKnee;
      if (obs[air + 4] != 0) {
        phase = Phase.PUSH_OFF;
        supportKnee = Math.min(obs[air + 2], SUPPORT_KNEE);
      }
    }
    if (phase == Phase.PUSH_OFF) {
      knees[moving] = supportKnee;
      knees[standing] = 1;
      if (obs[ground + 2] > 0.88 || obs[2] > 1.2 * SPEED) {
        phase = Phase.STAY_ON_ONE_LEG;
        moving = standing;
      }
    }
  }
}
