package ascent.envs;

import ascent.env.Action;
import ascent.env.Env;
import ascent.env.EpisodeConfig;
import ascent.env.Step;
import ascent.rng.Rng;
import ascent.space.Space;

/// ShortCorridor: four cells that look alike, where the best policy is to toss a coin (Sutton and
/// Barto, *Reinforcement Learning*, 2nd edition, example 13.1).
///
/// The walker starts in cell 0 and wants to cell 3. In cell 1 the actions are the other way round.
///
/// | action | cell 0 | cell 1 | cell 2 |
/// |---|---|---|---|
/// | 0, left | stays | to 2 | to 1 |
/// | 1, right | to 1 | to 0 | to 3 |
///
/// **Observation**: always 1.
///
/// **Reward**: −1 a step. The best probability of going right is 2 − √2 = 0.586, with a mean return
/// of −11.66; always left or always right never arrive.
///
/// **End**: terminated in cell 3; truncated after 1,000 steps.
public final class ShortCorridor implements Env {
  static final EpisodeConfig DEFAULT = new EpisodeConfig(1_000);
  private static final int GOAL = 3;
  private static final Space OBSERVATIONS = Space.box(0, 1, 1);
  private static final Space ACTIONS = Space.discrete(2);

  private int cell;
  private final int maxSteps;
  private int stepsLeft;

  /// One of usual length.
  public ShortCorridor() {
    this(DEFAULT);
  }

  /// One of another length.
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
    boolean right = action.index() == 1;
    boolean up = cell == 1 ? !right : right; // cell 1 turns you round
    cell = Math.max(0, cell + (up ? 1 : -1));
    obs[0] = 1;
    stepsLeft--;
    if (cell == GOAL) {
      stepsLeft = 0;
      return Step.terminal(-1);
    }
    return stepsLeft == 0 ? Step.truncated(-1) : Step.of(-1);
  }
}
