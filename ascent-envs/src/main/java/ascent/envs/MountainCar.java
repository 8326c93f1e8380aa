package ascent.envs;

import ascent.config.Check;
import ascent.config.Help;
import ascent.env.Action;
import ascent.env.Renderable;
import ascent.env.Step;
import ascent.env.registry.EnvConfig;
import ascent.env.registry.EpisodeConfig;
import ascent.math.DoubleMath;
import ascent.rng.Rng;
import ascent.space.Space;
import java.awt.Graphics2D;

/// MountainCar-v0: drive an underpowered car out of a valley by rocking back and forth.
///
/// The task of Moore, *Efficient Memory-based Learning for Robot Control* (1990), with the
/// equations and numbers of Gymnasium 1.0. The track is the curve sin 3x.
///
/// | action | |
/// |---|---|
/// | 0 | accelerate to the left |
/// | 1 | don't accelerate |
/// | 2 | accelerate to the right |
///
/// | observation | unit | min | max |
/// |---|---|---|---|
/// | 0: position along the x-axis | m | −1.2 | 0.6 |
/// | 1: velocity | m/step | −0.07 | 0.07 |
///
/// **Reward**: −1 for every step, including the last.
///
/// **Start**: position uniform in [−0.6, −0.4], at rest.
///
/// **End**: terminated when the car is at 0.5 or beyond with a velocity of at least `goalVelocity`;
/// truncated after 200 steps (`maxEpisodeSteps`). It counts as solved at a mean return of −110.
///
/// The wall on the left stops the car. Differs from Gymnasium's in rounding, and in that a step
/// after the end of an episode throws.
public final class MountainCar implements Renderable {
  static final Config DEFAULT = new Config(0, 200);
  static final double MIN_POSITION = -1.2; // m
  static final double MAX_POSITION = 0.6; // m
  private static final double MAX_SPEED = 0.07; // m/step
  private static final double GOAL = 0.5; // m
  private static final double FORCE = 0.001; // m/step²
  private static final double GRAVITY = 0.0025; // m/step², times cos 3x
  static final double START_LOW = -0.6; // m
  static final double START_HIGH = -0.4; // m

  static final Space OBSERVATIONS =
      Space.box(
          new float[] {(float) MIN_POSITION, (float) -MAX_SPEED},
          new float[] {(float) MAX_POSITION, (float) MAX_SPEED});
  private static final Space ACTIONS = Space.discrete(3);

  private static final Step ON_THE_WAY = Step.of(-1);
  private static final Step ARRIVED = Step.terminal(-1);
  private static final Step CUT_OFF = Step.truncated(-1);

  /// The parameters.
  ///
  /// @param goalVelocity minimum speed at the goal, in m/step
  /// @param maxEpisodeSteps number of steps after which an episode is truncated; 0: never
  public record Config(
      @Help("Minimum speed at the goal, in m/step.") double goalVelocity,
      @Help("An episode is truncated after this many steps; 0: never.") int maxEpisodeSteps)
      implements EnvConfig {
    public Config {
      boolean within = goalVelocity >= 0 && goalVelocity <= MAX_SPEED;
      Check.that(within, "goalVelocity", goalVelocity, "in [0, 0.07], as no car is faster");
      EpisodeConfig.checkMaxEpisodeSteps(maxEpisodeSteps);
    }
  }

  private final Config config;
  private double position; // m
  private double velocity; // m/step
  private int stepsLeft;

  /// An environment with Gymnasium's parameters.
  public MountainCar() {
    this(DEFAULT);
  }

  /// An environment with other parameters.
  public MountainCar(Config config) {
    this.config = config;
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
    state(rng.uniform(START_LOW, START_HIGH), 0);
    stepsLeft = Episodes.steps(config.maxEpisodeSteps);
    observe(obs);
  }

  /// Sets the state of the env.
  void state(double position, double velocity) {
    this.position = position;
    this.velocity = velocity;
  }

  @Override
  public Step step(Action action, float[] obs) {
    Episodes.checkRunning(stepsLeft);
    checkAction(action.index());
    double slope = DoubleMath.cos(3 * position);
    velocity = speed(velocity, FORCE * (action.index() - 1), slope);
    position = place(position, velocity);
    velocity = atWall(position, velocity);
    observe(obs);
    stepsLeft--;
    if (position >= GOAL && velocity >= config.goalVelocity) {
      stepsLeft = 0;
      return ARRIVED;
    }
    return stepsLeft == 0 ? CUT_OFF : ON_THE_WAY;
  }

  private static void checkAction(int action) {
    boolean known = action >= 0 && action <= 2;
    Check.that(known, "action", action, "0 (left), 1 (none) or 2 (right)");
  }

  static double speed(double velocity, double push, double slope) {
    return Math.max(-MAX_SPEED, Math.min(MAX_SPEED, velocity + (push - GRAVITY * slope)));
  }

  static double place(double position, double velocity) {
    return Math.max(MIN_POSITION, Math.min(MAX_POSITION, position + velocity));
  }

  static double atWall(double position, double velocity) {
    return position == MIN_POSITION && velocity < 0 ? 0 : velocity;
  }

  void observe(float[] obs) {
    obs[0] = (float) position;
    obs[1] = (float) velocity;
  }

  @Override
  public Screen screen() {
    return ValleyScene.SCREEN;
  }

  @Override
  public void render(Graphics2D g) {
    ValleyScene.draw(g, position, GOAL);
  }
}
