package ascent.envs.tabular;

import ascent.env.registry.EpisodeConfig;
import java.util.List;

/// CliffWalking-v0: walk along a cliff to the goal without falling off.
///
/// Example 6.6 of Sutton and Barto, *Reinforcement Learning: An Introduction* (2018), as in
/// Gymnasium 1.0. The grid has 4 rows of 12 cells; states count them row by row. The walk begins in
/// the lower left corner (state 36), the goal is in the lower right one (47), and the cells between
/// them are the cliff.
///
/// | action | |
/// |---|---|
/// | 0 | up |
/// | 1 | right |
/// | 2 | down |
/// | 3 | left |
///
/// **Reward**: −1 for every step; −100 for one off the cliff, which leads back to the start.
///
/// **End**: terminated at the goal; never truncated, unless `maxEpisodeSteps` is set. The best
/// return is −13.
public final class CliffWalking implements TabularMdp {
  public static final int UP = 0;
  public static final int RIGHT = 1;
  public static final int DOWN = 2;
  public static final int LEFT = 3;

  /// Gymnasium's CliffWalking-v0.
  public static final EpisodeConfig DEFAULT = new EpisodeConfig(0);

  static final int ROWS = 4;
  static final int COLUMNS = 12;
  private static final int START = (ROWS - 1) * COLUMNS;
  static final int GOAL = ROWS * COLUMNS - 1;

  @Override
  public int states() {
    return ROWS * COLUMNS;
  }

  @Override
  public int actions() {
    return 4;
  }

  @Override
  public List<Transition> transitions(int state, int action) {
    int down = action == DOWN ? 1 : action == UP ? -1 : 0;
    int right = action == RIGHT ? 1 : action == LEFT ? -1 : 0;
    int row = Math.clamp(state / COLUMNS + down, 0, ROWS - 1);
    int column = Math.clamp(state % COLUMNS + right, 0, COLUMNS - 1);
    int next = row * COLUMNS + column;
    boolean cliff = isCliff(next);
    return List.of(
        cliff
            ? Transition.certain(START, -100, false)
            : Transition.certain(next, -1, next == GOAL));
  }

  static boolean isCliff(int state) {
    return state > START && state < GOAL;
  }

  @Override
  public double[] initialDistribution() {
    double[] distribution = new double[states()];
    distribution[START] = 1;
    return distribution;
  }

  @Override
  public StatePainter painter() {
    return new CliffPainter();
  }
}
