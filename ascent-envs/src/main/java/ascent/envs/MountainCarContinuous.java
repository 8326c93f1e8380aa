package ascent.envs;

import ascent.env.Action;
import ascent.env.Renderable;
import ascent.env.Step;
import ascent.math.DoubleMath;
import ascent.rng.Rng;
import ascent.space.Space;
import java.awt.Graphics2D;

/// MountainCarContinuous-v0: drive an underpowered car out of a valley, with a continuous force
/// that costs reward.
///
/// [MountainCar] with a force of any strength, a stronger motor and another reward; equations and
/// numbers are those of Gymnasium 1.0.
///
/// | action | unit | min | max |
/// |---|---|---|---|
/// | 0: force, positive is to the right | 0.0015 m/step² | −1 | 1 |
///
/// | observation | unit | min | max |
/// |---|---|---|---|
/// | 0: position along the x-axis | m | −1.2 | 0.6 |
/// | 1: velocity | m/step | −0.07 | 0.07 |
///
/// **Reward**: −0.1·a² for every step, and 100 more for the one that reaches the goal.
///
/// **Start**: position uniform in [−0.6, −0.4], at rest.
///
/// **End**: terminated when the car is at 0.45 or beyond with a velocity of at least
/// `goalVelocity`; truncated after 999 steps (`maxEpisodeSteps`). It counts as solved at a mean
/// return of 90.
///
/// The wall on the left stops the car. The force of an action outside the bounds is clipped, but
/// the cost of an unclipped action, as from [Action#of(float...)], is computed from its full value,
/// as in Gymnasium. Differs from Gymnasium's in rounding, and in that a step after the end of an
/// episode throws.
public final class MountainCarContinuous implements Renderable {
  static final MountainCar.Config DEFAULT = new MountainCar.Config(0, 999);
  private static final double GOAL = 0.45; // m
  private static final double POWER = 0.0015; // m/step², times the action
  private static final double FUEL = 0.1; // times the action squared
  private static final double PRIZE = 100;

  private static final Space OBSERVATIONS = MountainCar.OBSERVATIONS;
  private static final Space ACTIONS = Space.box(-1, 1, 1);

  private final MountainCar.Config config;
  private double position; // m
  private double velocity; // m/step
  private int stepsLeft;

  /// An environment with Gymnasium's parameters.
  public MountainCarContinuous() {
    this(DEFAULT);
  }

  /// An environment with other parameters.
  public MountainCarContinuous(MountainCar.Config config) {
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
    state(rng.uniform(MountainCar.START_LOW, MountainCar.START_HIGH), 0);
    stepsLeft = Episodes.steps(config.maxEpisodeSteps());
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
    double throttle = action.values(1)[0];
    double force = POWER * Math.max(-1, Math.min(1, throttle));
    double slope = DoubleMath.cos(3 * position);
    velocity = MountainCar.speed(velocity, force, slope);
    position = MountainCar.place(position, velocity);
    velocity = MountainCar.atWall(position, velocity);
    observe(obs);
    boolean there = position >= GOAL && velocity >= config.goalVelocity();
    stepsLeft = there ? 0 : stepsLeft - 1;
    return new Step(reward(throttle, there), there, stepsLeft == 0 && !there);
  }

  private static double reward(double throttle, boolean there) {
    return (there ? PRIZE : 0) - FUEL * (throttle * throttle);
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
