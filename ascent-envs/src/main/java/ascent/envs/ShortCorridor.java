package ascent.envs;

import ascent.env.Action;
import ascent.env.Renderable;
import ascent.env.Step;
import ascent.env.registry.EpisodeConfig;
import ascent.envs.draw.Figures;
import ascent.envs.draw.Sketch;
import ascent.rng.Rng;
import ascent.space.Space;
import java.awt.Color;
import java.awt.Graphics2D;

/// ShortCorridor: four cells that look the same, where the best policy is random (Sutton and Barto,
/// *Reinforcement Learning*, 2nd edition, example 13.1).
///
/// The walker starts in cell 0; the goal is cell 3. In cell 1 the actions are reversed.
///
/// | action | cell 0 | cell 1 | cell 2 |
/// |---|---|---|---|
/// | 0, left | stays | to 2 | to 1 |
/// | 1, right | to 1 | to 0 | to 3 |
///
/// **Observation**: always 1.
///
/// **Reward**: −1 a step. The best probability of going right is 2 − √2 = 0.586, with a mean return
/// of −11.66; always left or always right never reaches the goal.
///
/// **End**: terminated in cell 3; truncated after 1,000 steps.
public final class ShortCorridor implements Renderable {
  static final EpisodeConfig DEFAULT = new EpisodeConfig(1_000);
  private static final int GOAL = 3;
  private static final int TURNED = 1; // where left is right
  private static final Space OBSERVATIONS = Space.box(0, 1, 1);
  private static final Space ACTIONS = Space.discrete(2);
  private static final Step ON_THE_WAY = Step.of(-1);
  private static final Step ARRIVED = Step.terminal(-1);
  private static final Step CUT_OFF = Step.truncated(-1);

  private int cell;
  private final int maxSteps;
  private int stepsLeft;

  /// An environment with the default time limit.
  public ShortCorridor() {
    this(DEFAULT);
  }

  /// An environment with another time limit.
  public ShortCorridor(EpisodeConfig config) {
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
    cell = 0;
    stepsLeft = Episodes.steps(maxSteps);
    obs[0] = 1;
  }

  @Override
  public Step step(Action action, float[] obs) {
    Episodes.checkRunning(stepsLeft);
    boolean right = action.index(2) == 1;
    boolean up = cell == TURNED ? !right : right;
    cell = Math.max(0, cell + (up ? 1 : -1));
    obs[0] = 1;
    stepsLeft--;
    if (cell == GOAL) {
      stepsLeft = 0;
      return ARRIVED;
    }
    return stepsLeft == 0 ? CUT_OFF : ON_THE_WAY;
  }

  @Override
  public Screen screen() {
    return new Screen(400, 120, 5);
  }

  @Override
  public void render(Graphics2D g) {
    Sketch sketch = new Sketch(g, 100, 0, 118); // pixels a cell
    for (int i = 0; i <= GOAL; i++) {
      Color color = i == TURNED ? Sketch.GOLD : Sketch.PALE;
      sketch.slab(color, i + 0.5, 0.58, 0.94, 1.1, 0.08);
      if (i < GOAL) { // where "right" leads
        Sketch above = sketch.at(i + 0.5, 1.04, i == TURNED ? Math.PI : 0);
        Figures.arrow(above, Sketch.GREY, 0.4, 0.02);
      }
    }
    Figures.flag(sketch.at(GOAL + 0.3, 0.15, 0), Sketch.INK, Sketch.GREEN, 0.75);
    Figures.person(sketch, Sketch.RED, cell + 0.5, 0.52);
  }
}
