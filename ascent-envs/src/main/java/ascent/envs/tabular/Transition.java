package ascent.envs.tabular;

/// A possible outcome of an action.
///
/// @param probability of this outcome, in (0, 1]
/// @param next the state that follows
/// @param reward of the action
/// @param terminated whether the episode ends there
public record Transition(double probability, int next, double reward, boolean terminated) {

  /// The only outcome of an action.
  public static Transition certain(int next, double reward, boolean terminated) {
    return new Transition(1, next, reward, terminated);
  }
}
