package ascent.env;

/// What an env answers to an action, besides the next observation.
///
/// Terminated and truncated are different things. A terminated episode has reached a state without
/// a future: its value is zero. A truncated one was only cut off, say by a time limit: the state it
/// was cut off in keeps its value.
///
/// @param reward the reward of the action
/// @param terminated whether the next state has no future
/// @param truncated whether the episode was cut off for a reason outside the task; without meaning
///   where terminated
public record Step(double reward, boolean terminated, boolean truncated) {
  private static final int MOST = 10;
  private static final Step[] WHOLE = new Step[4 * (2 * MOST + 1)]; // all of −MOST … MOST

  static {
    for (int i = 0; i < WHOLE.length; i++) {
      WHOLE[i] = new Step(i / 4 - MOST, (i & 2) != 0, (i & 1) != 0);
    }
  }

  /// The episode goes on.
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

  /// With a whole reward: a step that was made beforehand if it is one of −10 … 10, so that nothing
  /// is allocated.
  public static Step whole(int reward, boolean terminated, boolean truncated) {
    if (reward < -MOST || reward > MOST) {
      return new Step(reward, terminated, truncated);
    }
    return WHOLE[4 * (reward + MOST) + (terminated ? 2 : 0) + (truncated ? 1 : 0)];
  }

  /// Whether it is the episode's last step, for either reason.
  public boolean last() {
    return terminated || truncated;
  }
}
