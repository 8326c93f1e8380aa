package ascent.envs.tabular;

/// What may come of an action.
///
/// @param probability of coming to pass, in (0, 1]
/// @param next the state that follows
/// @param reward of the action
/// @param terminated whether the episode ends there
public record Transition(double probability, int next, double reward, boolean terminated) {

  /// What comes of an action for certain.
  public static Transition certain(int next, double reward, boolean terminated) {
    return new Transition(1, next, reward, terminated);
  }
}
