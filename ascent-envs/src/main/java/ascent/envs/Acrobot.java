package ascent.envs;

import ascent.config.Check;
import ascent.env.Action;
import ascent.env.Renderable;
import ascent.env.Step;
import ascent.env.registry.EpisodeConfig;
import ascent.envs.draw.Sketch;
import ascent.math.DoubleMath;
import ascent.rng.Rng;
import ascent.space.Space;
import java.awt.Graphics2D;

/// Acrobot-v1: swing the free end of two hanging links above a line, by a motor at the joint
/// between them.
///
/// Both links are 1 m long, weigh 1 kg, have their centre of mass in the middle and a moment of
/// inertia of 1 kg·m²; gravity is 9.8 m/s². The task of Sutton, *Generalization in Reinforcement
/// Learning: Successful Examples Using Sparse Coarse Coding* (NIPS 1996), with the equations of
/// motion of Sutton and Barto's book (1998, §11.3) and the numbers of Gymnasium 1.0, integrated by
/// one Runge-Kutta step of fourth order.
///
/// | action | |
/// |---|---|
/// | 0 | torque of −1 N·m on the joint between the links |
/// | 1 | no torque |
/// | 2 | torque of 1 N·m |
///
/// | observation | unit | min | max |
/// |---|---|---|---|
/// | 0: cos θ₁, with θ₁ the first link's angle from hanging | 1 | −1 | 1 |
/// | 1: sin θ₁ | 1 | −1 | 1 |
/// | 2: cos θ₂, with θ₂ the second link's angle from the first one's line | 1 | −1 | 1 |
/// | 3: sin θ₂ | 1 | −1 | 1 |
/// | 4: angular velocity of θ₁ | rad/s | −4π | 4π |
/// | 5: angular velocity of θ₂ | rad/s | −9π | 9π |
///
/// **Reward**: −1 for every step but the one that reaches the line, which gets 0.
///
/// **Start**: both angles and both velocities uniform in ±0.1.
///
/// **End**: terminated when −cos θ₁ − cos(θ₁ + θ₂) > 1: the free end is a link's length above the
/// pivot; truncated after 500 steps (`maxEpisodeSteps`). It counts as solved at a mean return of
/// −100.
///
/// Differs from Gymnasium's in rounding, and in that a step after the end of an episode throws.
public final class Acrobot implements Renderable {
  static final EpisodeConfig DEFAULT = new EpisodeConfig(500);
  private static final double GRAVITY = 9.8; // m/s²
  private static final double TAU = 0.2; // s, between two steps
  private static final double MAX_SPEED_1 = 4 * Math.PI; // rad/s
  private static final double MAX_SPEED_2 = 9 * Math.PI; // rad/s
  private static final double TURN = 2 * Math.PI; // rad
  private static final double LINE = 1; // m above the pivot
  private static final double START = 0.1; // the start state is uniform in ±START

  private static final int STAGES = 4; // of the Runge-Kutta step
  private static final double[] WEIGHT = {1, 2, 2, 1}; // of each stage's slope, over 6
  private static final double[] AHEAD = {
    TAU / 2, TAU / 2, TAU, 0
  }; // s, from the start to the next stage

  private static final Space OBSERVATIONS = observations();
  private static final Space ACTIONS = Space.discrete(3);

  private static final Step BELOW = Step.of(-1);
  private static final Step REACHED = Step.terminal(0);
  private static final Step CUT_OFF = Step.truncated(-1);

  private final int maxSteps;
  private double theta1; // rad
  private double theta2; // rad
  private double speed1; // rad/s
  private double speed2; // rad/s
  private int stepsLeft;

  /// An environment with Gymnasium's parameters.
  public Acrobot() {
    this(DEFAULT);
  }

  /// An environment with other parameters.
  public Acrobot(EpisodeConfig config) {
    maxSteps = Episodes.steps(config.maxEpisodeSteps());
  }

  private static Space observations() {
    float one = (float) MAX_SPEED_1;
    float two = (float) MAX_SPEED_2;
    return Space.box(new float[] {-1, -1, -1, -1, -one, -two}, new float[] {1, 1, 1, 1, one, two});
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
  void state(double theta1, double theta2, double speed1, double speed2) {
    this.theta1 = theta1;
    this.theta2 = theta2;
    this.speed1 = speed1;
    this.speed2 = speed2;
  }

  @Override
  public Step step(Action action, float[] obs) {
    Episodes.checkRunning(stepsLeft);
    checkAction(action.index());
    move(action.index() - 1);
    observe(obs);
    stepsLeft--;
    if (-DoubleMath.cos(theta1) - DoubleMath.cos(theta1 + theta2) > LINE) {
      stepsLeft = 0;
      return REACHED;
    }
    return stepsLeft == 0 ? CUT_OFF : BELOW;
  }

  private static void checkAction(int action) {
    boolean known = action >= 0 && action <= 2;
    Check.that(known, "action", action, "0, 1 or 2 (a torque of -1, 0 or 1)");
  }

  /// One Runge-Kutta step.
  private void move(double torque) {
    double angle1 = theta1; // of the stage
    double angle2 = theta2;
    double omega1 = speed1;
    double omega2 = speed2;
    double turned1 = 0; // weighted sums of the stages' slopes
    double turned2 = 0;
    double gained1 = 0;
    double gained2 = 0;
    for (int k = 0; k < STAGES; k++) {
      double sin2 = DoubleMath.sin(angle2);
      double cos2 = DoubleMath.cos(angle2);
      double fall2 = fall2(DoubleMath.sin(angle1 + angle2));
      double pull1 = pull1(DoubleMath.sin(angle1), sin2, omega1, omega2) + fall2;
      double alpha2 = alpha2(cos2, pull1, torque - fall2 - 0.5 * (omega1 * omega1) * sin2);
      double alpha1 = alpha1(cos2, pull1, alpha2);
      turned1 += WEIGHT[k] * omega1;
      turned2 += WEIGHT[k] * omega2;
      gained1 += WEIGHT[k] * alpha1;
      gained2 += WEIGHT[k] * alpha2;
      angle1 = theta1 + AHEAD[k] * omega1;
      angle2 = theta2 + AHEAD[k] * omega2;
      omega1 = speed1 + AHEAD[k] * alpha1;
      omega2 = speed2 + AHEAD[k] * alpha2;
    }
    theta1 = wrap(theta1 + TAU / 6 * turned1);
    theta2 = wrap(theta2 + TAU / 6 * turned2);
    speed1 = clip(speed1 + TAU / 6 * gained1, MAX_SPEED_1);
    speed2 = clip(speed2 + TAU / 6 * gained2, MAX_SPEED_2);
  }

  // The equations of motion with lengths, masses and moments of 1, and centres of mass at ½. In the
  // book's letters: d₁ = 3½ + cos θ₂, d₂ = 1¼ + ½·cos θ₂, φ₁ = pull1, φ₂ = fall2.

  /// φ₂: what gravity does to the second link, in N·m.
  private static double fall2(double sin12) {
    return 0.5 * GRAVITY * sin12;
  }

  /// φ₁ − φ₂: what gravity and the links' turning do to the first link, in N·m.
  private static double pull1(double sin1, double sin2, double omega1, double omega2) {
    return 1.5 * GRAVITY * sin1 - (0.5 * (omega2 * omega2) + omega2 * omega1) * sin2;
  }

  /// θ̈₂ = (τ + d₂/d₁·φ₁ − ½·θ̇₁²·sin θ₂ − φ₂) / (1¼ − d₂²/d₁), in rad/s².
  ///
  /// @param torque2 τ − ½·θ̇₁²·sin θ₂ − φ₂
  static double alpha2(double cos2, double pull1, double torque2) {
    double d2 = 1.25 + 0.5 * cos2;
    double ratio = d2 / (3.5 + cos2);
    return (torque2 + ratio * pull1) / (1.25 - ratio * d2);
  }

  /// θ̈₁ = −(d₂·θ̈₂ + φ₁) / d₁, in rad/s².
  static double alpha1(double cos2, double pull1, double alpha2) {
    return -((1.25 + 0.5 * cos2) * alpha2 + pull1) / (3.5 + cos2);
  }

  /// The same angle within ±π.
  static double wrap(double angle) {
    return angle - TURN * Math.ceil((angle - Math.PI) / TURN);
  }

  private static double clip(double speed, double limit) {
    return Math.max(-limit, Math.min(limit, speed));
  }

  void observe(float[] obs) {
    obs[0] = (float) DoubleMath.cos(theta1);
    obs[1] = (float) DoubleMath.sin(theta1);
    obs[2] = (float) DoubleMath.cos(theta2);
    obs[3] = (float) DoubleMath.sin(theta2);
    obs[4] = (float) speed1;
    obs[5] = (float) speed2;
  }

  @Override
  public Screen screen() {
    return new Screen(500, 500, 15);
  }

  @Override
  public void render(Graphics2D g) {
    double x = StrictMath.sin(theta1);
    double y = -StrictMath.cos(theta1);
    new Sketch(g, 114, 250, 250)
        .line(Sketch.INK, 0.01, -2.2, LINE, 2.2, LINE)
        .rod(Sketch.BLUE, 0.2, 0, 0, 1, Math.PI - theta1)
        .rod(Sketch.BLUE, 0.2, x, y, 1, Math.PI - theta1 - theta2)
        .dot(Sketch.GOLD, 0, 0, 0.1)
        .dot(Sketch.GOLD, x, y, 0.1);
  }
}
