package ascent.envs.tabular;

import java.util.List;

/// A finite Markov decision process, as a table: everything there is to know of it.
///
/// ```java
/// TabularMdp lake = new FrozenLake();
/// lake.transitions(14, FrozenLake.DOWN);   // from the cell beside the goal
/// ```
///
/// [TabularEnv] makes an env of it, [TabularSolver] says what policies are worth. A table never
/// changes.
public interface TabularMdp {

  /// How many states there are.
  int states();

  /// How many actions there are, the same in every state.
  int actions();

  /// What may come of an action in a state; the probabilities add up to 1. An episode that has
  /// terminated does not go on, whatever the table says of the state it ended in.
  List<Transition> transitions(int state, int action);

  /// The probability of an episode to start in each state `[states]`; they add up to 1.
  double[] initialDistribution();

  /// Whether a policy that is told about masks may choose the action in that state. The env does
  /// not mind if it is chosen all the same.
  default boolean allowed(int state, int action) {
    return true;
  }

  /// Draws its states, in pictures of a size that is always the same; if nothing better is known,
  /// as cells of which one is filled.
  default StatePainter painter() {
    return StatePainter.cells(states());
  }
}
