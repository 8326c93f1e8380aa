package ascent.envs;

import ascent.env.Action;
import ascent.env.Renderable;
import ascent.env.Step;
import ascent.env.registry.EpisodeConfig;
import ascent.envs.draw.Sketch;
import ascent.rng.Rng;
import ascent.space.Space;
import java.awt.Graphics2D;

/// PointReach: steer a point on a plane to a goal, with continuous actions.
///
/// | action | min | max |
/// |---|---|---|
/// | 0, 1: velocity along x and y, in tenths a step | −1 | 1 |
///
/// | observation | min | max |
/// |---|---|---|
/// | 0, 1: where the point is | −1 | 1 |
/// | 2, 3: where the goal is | −1 | 1 |
///
/// **Reward**: minus the distance to the goal after the step, and 1 more for reaching it.
///
/// **Start**: point and goal uniform on the square. **End**: terminated within 0.1 of the goal;
/// truncated after 100 steps.
public final class PointReach implements Renderable {
  static final EpisodeConfig DEFAULT = new EpisodeConfig(100);
  private static final double SPEED = 0.1; // a step
  private static final double REACH = 0.1;
  private static final Space OBSERVATIONS = Space.box(-1, 1, 4);
  private static final Space ACTIONS = Space.box(-1, 1, 2);

  private double x;
  private double y;
  private double goalX;
  private double goalY;
  private final int maxSteps;
  private int stepsLeft;

  /// An environment with the default time limit.
  public PointReach() {
    this(DEFAULT);
  }

  /// An environment with another time limit.
  public PointReach(EpisodeConfig config) {
    maxSteps = config.maxEpisodeSteps();
  }

  @Override
  public Space observationSpace() {
    return OBSERVATIONS;
  }

  @Override
  public Space actionSpace() {
    return ACTIONS;
  }

  @Override
  public void reset(Rng rng, float[] obs) {
    x = rng.uniform(-1, 1);
    y = rng.uniform(-1, 1);
    goalX = rng.uniform(-1, 1);
    goalY = rng.uniform(-1, 1);
    stepsLeft = Episodes.steps(maxSteps);
    observe(obs);
  }

  @Override
  public Step step(Action action, float[] obs) {
    Episodes.checkRunning(stepsLeft);
    float[] velocity = action.values(2);
    x = Math.clamp(x + SPEED * velocity[0], -1, 1);
    y = Math.clamp(y + SPEED * velocity[1], -1, 1);
    observe(obs);
    double dx = x - goalX;
    double dy = y - goalY;
    double distance = Math.sqrt(dx * dx + dy * dy);
    boolean reached = distance < REACH;
    stepsLeft = reached ? 0 : stepsLeft - 1;
    return new Step((reached ? 1 : 0) - distance, reached, stepsLeft == 0 && !reached);
  }

  private void observe(float[] obs) {
    obs[0] = (float) x;
    obs[1] = (float) y;
    obs[2] = (float) goalX;
    obs[3] = (float) goalY;
  }

  @Override
  public Screen screen() {
    return new Screen(400, 400, 10);
  }

  @Override
  public void render(Graphics2D g) {
    new Sketch(g, 180, 200, 200)
        .box(Sketch.PALE, 0, 0, 2.1, 2.1)
        .dot(Sketch.WHITE, goalX, goalY, REACH)
        .ring(Sketch.GREEN, 0.02, goalX, goalY, REACH)
        .dot(Sketch.GREEN, goalX, goalY, 0.02)
        .dot(Sketch.RED, x, y, 0.04);
  }
}
