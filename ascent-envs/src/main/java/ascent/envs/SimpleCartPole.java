package ascent.envs;

import ascent.env.Action;
import ascent.env.Renderable;
import ascent.env.Step;
import ascent.env.registry.EpisodeConfig;
import ascent.rng.Rng;
import ascent.space.Space;
import java.awt.Graphics2D;

/// SimpleCartPole: a cart and a pole with linear dynamics, for a first lesson.
///
/// | action | |
/// |---|---|
/// | 0 | push the cart, of 1 kg, to the left with 5 N |
/// | 1 | push it to the right with 5 N |
///
/// | observation | unit | min | max | the episode ends beyond |
/// |---|---|---|---|---|
/// | 0: position x of the cart | m | −∞ | ∞ | ±2 |
/// | 1: velocity ẋ of the cart | m/s | −∞ | ∞ | |
/// | 2: angle θ of the pole, 0 is upright | rad | −∞ | ∞ | ±0.3 |
/// | 3: angular velocity θ̇ of the pole | rad/s | −∞ | ∞ | |
///
/// **Dynamics**, in this order, with Δt = 0.02 s:
///
///     x += Δt ẋ    ẋ += Δt (F − 0.1 ẋ)    θ += Δt θ̇    θ̇ += Δt (0.1 F + 0.5 θ − 0.05 θ̇)
///
/// **Reward**: 1 a step, 0 for the last one. **Start**: x and ẋ normal with deviation 0.05, the
/// rest
/// 0. **End**: terminated beyond the limits; truncated after 200 steps.
///
/// A weak test: uniformly random actions survive about 160 of the 200 steps.
public final class SimpleCartPole implements Renderable {
  static final EpisodeConfig DEFAULT = new EpisodeConfig(200);
  private static final double DELTA = 0.02; // s
  private static final double FORCE = 5; // N
  private static final double START = 0.05; // standard deviation
  private static final double MAX_POSITION = 2; // m
  private static final double MAX_ANGLE = 0.3; // rad
  private static final Space OBSERVATIONS =
      Space.box(Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY, 4);
  private static final Space ACTIONS = Space.discrete(2);
  private static final Step UPRIGHT = Step.of(1);
  private static final Step FALLEN = Step.terminal(0);
  private static final Step CUT_OFF = Step.truncated(0);

  private double x; // m
  private double xDot; // m/s
  private double theta; // rad
  private double thetaDot; // rad/s
  private final int maxSteps;
  private int stepsLeft;

  /// An environment with the default time limit.
  public SimpleCartPole() {
    this(DEFAULT);
  }

  /// An environment with another time limit.
  public SimpleCartPole(EpisodeConfig config) {
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
    x = START * rng.normal();
    xDot = START * rng.normal();
    theta = 0;
    thetaDot = 0;
    stepsLeft = Episodes.steps(maxSteps);
    observe(obs);
  }

  @Override
  public Step step(Action action, float[] obs) {
    Episodes.checkRunning(stepsLeft);
    double force = action.index(2) == 1 ? FORCE : -FORCE;
    x += DELTA * xDot;
    xDot += DELTA * (force - 0.1 * xDot);
    theta += DELTA * thetaDot;
    thetaDot += DELTA * (0.1 * force + 0.5 * theta - 0.05 * thetaDot);
    observe(obs);
    stepsLeft--;
    if (Math.abs(theta) > MAX_ANGLE || Math.abs(x) > MAX_POSITION) {
      stepsLeft = 0;
      return FALLEN;
    }
    return stepsLeft == 0 ? CUT_OFF : UPRIGHT;
  }

  private void observe(float[] obs) {
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
    CartScene.draw(g, x, theta, MAX_POSITION + 0.2);
  }
}
