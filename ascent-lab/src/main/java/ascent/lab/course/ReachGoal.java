package ascent.lab.course;

import ascent.env.Action;
import ascent.env.Env;
import ascent.env.Step;
import ascent.rng.Rng;
import ascent.space.Space;

/// An env of one's own: walk to a goal on a board of 8 × 8 cells.
///
/// The observation is where one is and where the goal is, each in \[0, 1\]. A step costs 0.02, the
/// goal pays 1, and after 50 steps it is over.
final class ReachGoal implements Env {
  private static final int SIZE = 8;
  private static final int LONGEST = 50; // steps

  private int x;
  private int y;
  private int goalX;
  private int goalY;
  private int steps;

  @Override
  public Space observationSpace() {
    return Space.box(0, 1, 4);
  }

  @Override
  public Space actionSpace() {
    return Space.discrete(4); // left, right, down, up
  }

  @Override
  public void reset(Rng rng, float[] obs) {
    x = rng.nextInt(SIZE);
    y = rng.nextInt(SIZE);
    do {
      goalX = rng.nextInt(SIZE);
      goalY = rng.nextInt(SIZE);
    } while (goalX == x && goalY == y);
    steps = 0;
    observe(obs);
  }

  @Override
  public Step step(Action action, float[] obs) {
    switch (action.index()) {
      case 0 -> x = Math.max(0, x - 1);
      case 1 -> x = Math.min(SIZE - 1, x + 1);
      case 2 -> y = Math.max(0, y - 1);
      default -> y = Math.min(SIZE - 1, y + 1);
    }
    steps++;
    observe(obs);
    if (distance() == 0) {
      return Step.terminal(1);
    }
    return new Step(-0.02, false, steps == LONGEST);
  }

  private void observe(float[] obs) {
    obs[0] = x / (SIZE - 1f);
    obs[1] = y / (SIZE - 1f);
    obs[2] = goalX / (SIZE - 1f);
    obs[3] = goalY / (SIZE - 1f);
  }

  /// The number of steps to the goal on the shortest way.
  int distance() {
    return Math.abs(goalX - x) + Math.abs(goalY - y);
  }
}
