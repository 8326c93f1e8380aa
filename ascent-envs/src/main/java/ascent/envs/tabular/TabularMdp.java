package ascent.envs.tabular;

import java.util.List;

/// A finite Markov decision process as a table.
///
/// ```java
/// TabularMdp lake = new FrozenLake();
/// lake.transitions(14, FrozenLake.DOWN);   // from the cell next to the goal
/// ```
///
/// [TabularEnv] turns it into an env; [TabularSolver] computes the values of policies. A table is
/// immutable.
public interface TabularMdp {

  /// The number of states.
  int states();

  /// The number of actions, the same in every state.
  int actions();

  /// The possible outcomes of an action in a state; the probabilities add up to 1. The table's
  /// outcomes of terminal states are ignored.
  List<Transition> transitions(int state, int action);

  /// The probability of an episode to start in each state `[states]`; they add up to 1.
  double[] initialDistribution();

  /// Whether a policy that respects masks may choose the action in that state. The env also accepts
  /// forbidden actions.
  default boolean allowed(int state, int action) {
    return true;
  }

  /// Draws its states in pictures of constant size; by default as cells of which one is filled.
  default StatePainter painter() {
    return StatePainter.cells(states());
  }
}
