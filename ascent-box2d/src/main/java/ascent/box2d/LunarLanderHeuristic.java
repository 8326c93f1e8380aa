package ascent.box2d;

/// A hand-written policy for [LunarLander], the one that Gymnasium ships for demonstration: it
/// lands on the pad nearly always, for a mean return of about 240 (discrete) or 280 (continuous).
///
/// Two proportional–derivative controllers: one turns the craft towards an angle that steers it to
/// the pad, the other holds it at a height that shrinks with the distance.
public final class LunarLanderHeuristic {
  private static final double MAX_TILT = 0.4; // rad
  private static final double GAIN = 20; // of the continuous controls
  private static final double DEAD_ZONE = 0.05; // no engine fires below

  private LunarLanderHeuristic() {}

  /// The action of the discrete env for an observation `[8]`.
  public static int discrete(float[] obs) {
    double turn = turn(obs);
    double lift = lift(obs);
    if (lift > Math.abs(turn) && lift > DEAD_ZONE) {
      return 2;
    }
    return turn < -DEAD_ZONE ? 3 : turn > DEAD_ZONE ? 1 : 0;
  }

  /// The action of the continuous env for an observation `[8]`.
  ///
  /// @param action receives it `[2]`
  public static void continuous(float[] obs, float[] action) {
    action[0] = (float) Math.clamp(GAIN * lift(obs) - 1, -1.0, 1.0);
    action[1] = (float) Math.clamp(-GAIN * turn(obs), -1.0, 1.0);
  }

  /// How much it should turn, counter-clockwise; not at all once a leg stands.
  private static double turn(float[] obs) {
    double target = Math.clamp(0.5 * obs[0] + obs[2], -MAX_TILT, MAX_TILT);
    return stands(obs) ? 0 : 0.5 * (target - obs[4]) - obs[5];
  }

  /// How much it should rise.
  private static double lift(float[] obs) {
    double target = 0.55 * Math.abs(obs[0]);
    double toHeight = stands(obs) ? 0 : 0.5 * (target - obs[1]);
    return toHeight - 0.5 * obs[3];
  }

  private static boolean stands(float[] obs) {
    return obs[6] != 0 || obs[7] != 0;
  }
}
