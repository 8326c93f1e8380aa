package ascent.envs;

import ascent.config.Check;
import ascent.config.Help;
import ascent.env.Action;
import ascent.env.Renderable;
import ascent.env.Step;
import ascent.env.registry.EnvConfig;
import ascent.env.registry.EpisodeConfig;
import ascent.envs.draw.Figures;
import ascent.envs.draw.Sketch;
import ascent.rng.Rng;
import ascent.space.Space;
import java.awt.Graphics2D;

/// GoalGrid: walk to a goal on a square grid; both positions change with every episode.
///
/// | action | |
/// |---|---|
/// | 0, 1, 2, 3 | one cell up, right, down, left; walls block |
///
/// | observation | min | max |
/// |---|---|---|
/// | 0, 1: row and column of the walker, as shares of the grid | 0 | 1 |
/// | 2, 3: row and column of the goal | 0 | 1 |
///
/// **Reward**: −0.01 a step, 1 for the step that reaches the goal.
///
/// **Start**: walker and goal on different cells, uniformly.
///
/// **End**: terminated at the goal; truncated after 100 steps.
public final class GoalGrid implements Renderable {
  private static final int SIDE = 400; // pixels, of the picture
  private static final double SMALLEST = 24; // pixels, of a drawn object
  private static final int[] DOWN = {-1, 0, 1, 0};
  private static final int[] RIGHT = {0, 1, 0, -1};
  private static final Space OBSERVATIONS = Space.box(0, 1, 4);
  private static final Space ACTIONS = Space.discrete(4);
  private static final Step ON_THE_WAY = Step.of(-0.01);
  private static final Step REACHED = Step.terminal(1);
  private static final Step CUT_OFF = Step.truncated(-0.01);

  private final int size;
  private final int maxSteps;
  private int row;
  private int column;
  private int goalRow;
  private int goalColumn;
  private int stepsLeft;

  /// The parameters.
  public record Settings(
      @Help("Rows and columns of the grid.") int size,
      @Help("An episode is truncated after this many steps; 0: never.") int maxEpisodeSteps)
      implements EnvConfig {
    public static final Settings DEFAULT = new Settings(8, 100);

    public Settings {
      Check.that(size >= 2 && size <= 1_000, "size", size, "in [2, 1000]");
      EpisodeConfig.checkMaxEpisodeSteps(maxEpisodeSteps);
    }
  }

  public GoalGrid() {
    this(Settings.DEFAULT);
  }

  public GoalGrid(Settings settings) {
    size = settings.size;
    maxSteps = settings.maxEpisodeSteps;
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
    int cells = size * size;
    int walker = rng.nextInt(cells);
    int goal = (walker + 1 + rng.nextInt(cells - 1)) % cells;
    row = walker / size;
    column = walker % size;
    goalRow = goal / size;
    goalColumn = goal % size;
    stepsLeft = Episodes.steps(maxSteps);
    observe(obs);
  }

  @Override
  public Step step(Action action, float[] obs) {
    Episodes.checkRunning(stepsLeft);
    int way = action.index(DOWN.length);
    row = Math.clamp(row + DOWN[way], 0, size - 1);
    column = Math.clamp(column + RIGHT[way], 0, size - 1);
    observe(obs);
    stepsLeft--;
    if (row == goalRow && column == goalColumn) {
      stepsLeft = 0;
      return REACHED;
    }
    return stepsLeft == 0 ? CUT_OFF : ON_THE_WAY;
  }

  private void observe(float[] obs) {
    float cell = 1f / (size - 1);
    obs[0] = row * cell;
    obs[1] = column * cell;
    obs[2] = goalRow * cell;
    obs[3] = goalColumn * cell;
  }

  @Override
  public Screen screen() {
    return new Screen(SIDE, SIDE, 5);
  }

  @Override
  public void render(Graphics2D g) {
    double cell = (double) SIDE / size; // pixels
    Sketch sketch = new Sketch((Graphics2D) g.create(), cell, 0, SIDE);
    sketch.box(Sketch.PALE, 0.5 * size, 0.5 * size, size, size);
    int squares = size <= 100 ? size * size : 0; // smaller ones would not be seen
    for (int i = 0; i < squares; i++) {
      if ((i / size + i % size) % 2 == 1) {
        sketch.box(Sketch.WHITE, i % size + 0.5, size - i / size - 0.5, 1, 1);
      }
    }
    Figures.flag(in(g, goalRow, goalColumn).at(-0.2, -0.35, 0), Sketch.INK, Sketch.GREEN, 0.7);
    Figures.person(in(g, row, column), Sketch.RED, 0, 0);
  }

  /// A pen for an object in a cell: as large as the cell, but at least of visible size.
  private Sketch in(Graphics2D g, int row, int column) {
    double cell = (double) SIDE / size;
    double figure = Math.max(cell, SMALLEST);
    double x = Math.clamp((column + 0.5) * cell, figure / 2, SIDE - figure / 2);
    double y = Math.clamp((row + 0.5) * cell, figure / 2, SIDE - figure / 2);
    return new Sketch((Graphics2D) g.create(), figure, x, y);
  }
}
