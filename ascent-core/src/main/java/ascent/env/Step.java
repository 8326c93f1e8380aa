package ascent.env;

/// The result of an action, apart from the next observation.
///
/// Terminated and truncated are different things. A terminated episode has reached a final state,
/// whose value is zero. A truncated one was only cut off, for example by a time limit; its last
/// state keeps its value.
///
/// @param reward the reward of the action
/// @param terminated whether the next state is final
/// @param truncated whether the episode was cut off for a reason outside the task; ignored if
///   terminated
public record Step(double reward, boolean terminated, boolean truncated) {
  /// What [#isReward] allows, in words.
  public static final String REWARDS = "a number in [-3.4e38, 3.4e38]";

  private static final int MOST = 10;
  private static final Step[] WHOLE = new Step[4 * (2 * MOST + 1)]; // all of −MOST … MOST

  static {
    for (int i = 0; i < WHOLE.length; i++) {
      WHOLE[i] = new Step(i / 4 - MOST, (i & 2) != 0, (i & 1) != 0);
    }
  }

  /// The episode continues.
  public static Step of(double reward) {
    return new Step(reward, false, false);
  }

  /// The episode ends in a terminal state.
  public static Step terminal(double reward) {
    return new Step(reward, true, false);
  }

  /// The episode is cut off.
  public static Step truncated(double reward) {
    return new Step(reward, false, true);
  }

  /// A step with an integer reward. Rewards in [−10, 10] use preallocated steps, so nothing is
  /// allocated.
  public static Step whole(int reward, boolean terminated, boolean truncated) {
    if (reward < -MOST || reward > MOST) {
      return new Step(reward, terminated, truncated);
    }
    return WHOLE[4 * (reward + MOST) + (terminated ? 2 : 0) + (truncated ? 1 : 0)];
  }

  /// Whether this is the episode's last step, terminated or truncated.
  public boolean last() {
    return terminated || truncated;
  }

  /// Whether a number can be a reward: finite, also in single precision, in which rollouts keep it.
  public static boolean isReward(double reward) {
    return Math.abs(reward) <= Float.MAX_VALUE; // false for NaN
  }
}
