package ascent.envs;

import ascent.config.Check;
import ascent.config.Help;
import ascent.env.Action;
import ascent.env.Renderable;
import ascent.env.Step;
import ascent.env.registry.EnvConfig;
import ascent.env.registry.EpisodeConfig;
import ascent.envs.draw.Sketch;
import ascent.math.DoubleMath;
import ascent.rng.Rng;
import ascent.space.Space;
import java.awt.Graphics2D;

/// Pendulum-v1: swing a pendulum up and hold it upright, with a motor too weak to lift it at once.
///
/// A rod of 1 kg and 1 m turns about one end; gravity is 10 m/s² (`gravity`). Equations and numbers
/// are those of Gymnasium 1.0.
///
/// | action | unit | min | max |
/// |---|---|---|---|
/// | 0: torque | N·m | −2 | 2 |
///
/// | observation | unit | min | max |
/// |---|---|---|---|
/// | 0: cos θ, with θ the angle from upright | 1 | −1 | 1 |
/// | 1: sin θ | 1 | −1 | 1 |
/// | 2: angular velocity | rad/s | −8 | 8 |
///
/// **Reward**: −(θ² + 0.1·θ̇² + 0.001·u²) of the state before the step and the torque u, with θ in
/// [−π, π): between −16.27 and 0.
///
/// **Start**: θ uniform in [−π, π], θ̇ uniform in [−1, 1].
///
/// **End**: never terminated; truncated after 200 steps (`maxEpisodeSteps`).
///
/// Differs from Gymnasium's in rounding, since the torque is squared as a `double` and θ is wrapped
/// to [−π, π) by floor, and in that a step after the end of an episode throws.
public final class Pendulum implements Renderable {
  static final Config DEFAULT = new Config(10, 200);
  private static final double MASS = 1.0; // kg
  private static final double LENGTH = 1.0; // m
  private static final double TAU = 0.05; // s, between two steps
  private static final double MAX_SPEED = 8.0; // rad/s
  private static final double MAX_TORQUE = 2.0; // N·m
  private static final double PUSH = 3 / (MASS * LENGTH * LENGTH); // 1/(kg·m²), times the torque
  private static final double TURN = 2 * Math.PI; // rad

  private static final Space OBSERVATIONS =
      Space.box(new float[] {-1, -1, (float) -MAX_SPEED}, new float[] {1, 1, (float) MAX_SPEED});
  private static final Space ACTIONS = Space.box((float) -MAX_TORQUE, (float) MAX_TORQUE, 1);

  /// The parameters.
  ///
  /// @param gravity in m/s²
  /// @param maxEpisodeSteps number of steps after which an episode is truncated; 0: never
  public record Config(
      @Help("Acceleration by gravity, in m/s².") double gravity,
      @Help("An episode is truncated after this many steps; 0: never.") int maxEpisodeSteps)
      implements EnvConfig {
    public Config {
      Check.that(Math.abs(gravity) <= 1000, "gravity", gravity, "in [-1000, 1000] m/s²");
      EpisodeConfig.checkMaxEpisodeSteps(maxEpisodeSteps);
    }
  }

  private final Config config;
  private final double fall; // 1/s², times sin θ
  private double theta; // rad
  private double thetaDot; // rad/s
  private double sin; // of theta
  private double torque; // N·m, of the last step
  private int stepsLeft;

  /// An environment with Gymnasium's parameters.
  public Pendulum() {
    this(DEFAULT);
  }

  /// An environment with other parameters.
  public Pendulum(Config config) {
    this.config = config;
    fall = 3 * config.gravity / (2 * LENGTH);
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
    state(rng.uniform(-Math.PI, Math.PI), rng.uniform(-1, 1));
    torque = 0;
    stepsLeft = Episodes.steps(config.maxEpisodeSteps);
    observe(obs);
  }

  /// Sets the state of the env.
  void state(double theta, double thetaDot) {
    this.theta = theta;
    this.thetaDot = thetaDot;
    sin = DoubleMath.sin(theta);
  }

  @Override
  public Step step(Action action, float[] obs) {
    Episodes.checkRunning(stepsLeft);
    double reward = move(action.values(1)[0]);
    observe(obs);
    stepsLeft--;
    return new Step(reward, false, stepsLeft == 0);
  }

  /// One step, gives the reward.
  private double move(double action) {
    torque = Math.max(-MAX_TORQUE, Math.min(MAX_TORQUE, action));
    double angle = theta - TURN * Math.floor((theta + Math.PI) / TURN); // in [−π, π)
    double cost = angle * angle + 0.1 * (thetaDot * thetaDot) + 0.001 * (torque * torque);
    double speed = thetaDot + (fall * sin + PUSH * torque) * TAU;
    double clipped = Math.max(-MAX_SPEED, Math.min(MAX_SPEED, speed));
    state(theta + clipped * TAU, clipped);
    return -cost;
  }

  void observe(float[] obs) {
    obs[0] = (float) DoubleMath.cos(theta);
    obs[1] = (float) sin;
    obs[2] = (float) thetaDot;
  }

  @Override
  public Screen screen() {
    return new Screen(500, 500, 1 / TAU);
  }

  /// The arrow's length is the torque's magnitude; it points in the torque's direction.
  @Override
  public void render(Graphics2D g) {
    new Sketch(g, 180, 250, 250)
        .rod(Sketch.RED, 0.18, 0, 0, LENGTH, -theta)
        .dot(Sketch.INK, 0, 0, 0.05)
        .line(Sketch.BLUE, 0.03, 0, -1.3, -0.5 * torque, -1.3)
        .dot(Sketch.BLUE, -0.5 * torque, -1.3, 0.04);
  }
}
