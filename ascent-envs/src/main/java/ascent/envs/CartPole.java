package ascent.envs;

import ascent.config.Check;
import ascent.env.Action;
import ascent.env.Renderable;
import ascent.env.Step;
import ascent.env.registry.EpisodeConfig;
import ascent.math.DoubleMath;
import ascent.rng.Rng;
import ascent.space.Space;
import java.awt.Graphics2D;

/// CartPole-v1: balance a pole on a cart by pushing the cart left or right.
///
/// The pole hangs on the cart by a joint without friction, the cart rolls on a track without
/// friction. The task of Barto, Sutton and Anderson, *Neuronlike Adaptive Elements That Can Solve
/// Difficult Learning Control Problems* (1983), with the equations and numbers of Gymnasium 1.0.
///
/// | action | |
/// |---|---|
/// | 0 | push the cart to the left with 10 N |
/// | 1 | push the cart to the right with 10 N |
///
/// | observation | unit | min | max | the episode ends beyond |
/// |---|---|---|---|---|
/// | 0: position of the cart | m | −4.8 | 4.8 | ±2.4 |
/// | 1: velocity of the cart | m/s | −∞ | ∞ | |
/// | 2: angle of the pole, 0 is upright | rad | −0.419 | 0.419 | ±0.209 (12°) |
/// | 3: angular velocity of the pole | rad/s | −∞ | ∞ | |
///
/// **Reward**: 1 for every step, including the last.
///
/// **Start**: all four numbers uniform in ±0.05.
///
/// **End**: terminated when the cart or the pole leaves its range; truncated after 500 steps
/// (`maxEpisodeSteps`). It counts as solved at a mean return of 475.
///
/// Differs from Gymnasium's in rounding, since divisions by the total mass are products with its
/// inverse, and in that a step after the end of an episode throws.
public final class CartPole implements Renderable {
  static final EpisodeConfig DEFAULT = new EpisodeConfig(500);
  private static final double GRAVITY = 9.8; // m/s²
  private static final double CART_MASS = 1.0; // kg
  private static final double POLE_MASS = 0.1; // kg
  private static final double TOTAL_MASS = CART_MASS + POLE_MASS; // kg
  private static final double HALF_LENGTH = 0.5; // m, from the joint to the pole's centre of mass
  private static final double POLE_MOMENT = POLE_MASS * HALF_LENGTH; // kg·m
  private static final double PER_MASS = 1 / TOTAL_MASS; // 1/kg
  private static final double FORCE = 10.0; // N
  private static final double TAU = 0.02; // s, between two steps
  private static final double MAX_POSITION = 2.4; // m
  private static final double MAX_ANGLE = 12 * 2 * Math.PI / 360; // rad
  private static final double START = 0.05; // the start state is uniform in ±START

  private static final Space OBSERVATIONS = observations();
  private static final Space ACTIONS = Space.discrete(2);

  private static final Step UPRIGHT = Step.of(1);
  private static final Step FALLEN = Step.terminal(1);
  private static final Step CUT_OFF = Step.truncated(1);

  private final int maxSteps;
  private double x; // m
  private double xDot; // m/s
  private double theta; // rad
  private double thetaDot; // rad/s
  private int stepsLeft;

  /// An environment with Gymnasium's parameters.
  public CartPole() {
    this(DEFAULT);
  }

  /// An environment with other parameters.
  public CartPole(EpisodeConfig config) {
    maxSteps = Episodes.steps(config.maxEpisodeSteps());
  }

  private static Space observations() {
    float position = (float) (2 * MAX_POSITION); // twice the limit: the last observation is within
    float angle = (float) (2 * MAX_ANGLE);
    float any = Float.POSITIVE_INFINITY;
    return Space.box(
        new float[] {-position, -any, -angle, -any}, new float[] {position, any, angle, any});
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
    state(
        rng.uniform(-START, START),
        rng.uniform(-START, START),
        rng.uniform(-START, START),
        rng.uniform(-START, START));
    stepsLeft = maxSteps;
    observe(obs);
  }

  /// Sets the state of the env.
  void state(double x, double xDot, double theta, double thetaDot) {
    this.x = x;
    this.xDot = xDot;
    this.theta = theta;
    this.thetaDot = thetaDot;
  }

  @Override
  public Step step(Action action, float[] obs) {
    Episodes.checkRunning(stepsLeft);
    checkAction(action.index());
    move(action.index() == 1 ? FORCE : -FORCE);
    observe(obs);
    stepsLeft--;
    if (Math.abs(x) > MAX_POSITION || Math.abs(theta) > MAX_ANGLE) {
      stepsLeft = 0;
      return FALLEN;
    }
    return stepsLeft == 0 ? CUT_OFF : UPRIGHT;
  }

  private static void checkAction(int action) {
    Check.that((action & ~1) == 0, "action", action, "0 (left) or 1 (right)");
  }

  /// One Euler step.
  private void move(double force) {
    double sin = DoubleMath.sin(theta);
    double cos = DoubleMath.cos(theta);
    double push = (force + POLE_MOMENT * (thetaDot * thetaDot) * sin) * PER_MASS;
    double inertia = HALF_LENGTH * (4.0 / 3.0 - POLE_MASS * PER_MASS * (cos * cos));
    double thetaAcc = (GRAVITY * sin - cos * push) / inertia; // rad/s²
    double xAcc = push - POLE_MOMENT * PER_MASS * (thetaAcc * cos); // m/s²
    x += TAU * xDot;
    xDot += TAU * xAcc;
    theta += TAU * thetaDot;
    thetaDot += TAU * thetaAcc;
  }

  void observe(float[] obs) {
    obs[0] = (float) x;
    obs[1] = (float) xDot;
    obs[2] = (float) theta;
    obs[3] = (float) thetaDot;
  }

  @Override
  public Screen screen() {
    return CartScene.SCREEN;
  }

  @Override
  public void render(Graphics2D g) {
    CartScene.draw(g, x, theta, MAX_POSITION);
  }
}
