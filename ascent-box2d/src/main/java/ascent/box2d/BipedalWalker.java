package ascent.box2d;

import ascent.config.Check;
import ascent.config.Help;
import ascent.env.Action;
import ascent.env.Renderable;
import ascent.env.Step;
import ascent.env.registry.EnvConfig;
import ascent.env.registry.EpisodeConfig;
import ascent.rng.Rng;
import ascent.space.Space;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.awt.Graphics2D;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// BipedalWalker-v3: walk over uneven ground on two legs, with motors in hips and knees.
///
/// The environment of Gymnasium 1.0, by Oleg Klimov, with its numbers. The
/// [hardcore][Settings#hardcore] variant, BipedalWalkerHardcore-v3, has stumps, stairs and pits in
/// the way.
///
/// | action | min | max |
/// |---|---|---|
/// | 0, 1: motor of hip and knee of leg 0 | −1 | 1 |
/// | 2, 3: motor of hip and knee of leg 1 | −1 | 1 |
///
/// The sign is the motor's direction, at 4 rad/s (hip) or 6 rad/s (knee); the magnitude is the
/// share of the maximum torque of 80 N·m.
///
/// | observation | unit | min | max |
/// |---|---|---|---|
/// | 0: angle of the hull | rad | −∞ | ∞ |
/// | 1: its angular velocity | 25 rad/s | −∞ | ∞ |
/// | 2: its horizontal velocity | 8.3 m/s | −∞ | ∞ |
/// | 3: its vertical velocity | 12.5 m/s | −∞ | ∞ |
/// | 4, 9: angle of the hip of leg 0, 1 | rad | −∞ | ∞ |
/// | 5, 10: its speed | 4 rad/s | −∞ | ∞ |
/// | 6, 11: angle of the knee of leg 0, 1, plus 1 | rad | −∞ | ∞ |
/// | 7, 12: its speed | 6 rad/s | −∞ | ∞ |
/// | 8, 13: whether the lower leg 0, 1 touches the ground | | 0 | 1 |
/// | 14 … 23: distance to the ground by lidar, from straight down to 77° forwards | 5.33 m | 0 | 1 |
///
/// **Reward**: 4.33 for a metre forwards, −5 for each radian by which the hull's tilt grows, −0.028
/// × |action| for each motor, −100 in place of all that for a fall. Walking to the end is worth a
/// little more than 300.
///
/// **Start**: standing at the left end, pushed by a random force.
///
/// **End**: terminated when the hull touches the ground, when it is left of the start of the ground
/// or has reached the far end; truncated after 1,600 steps (hardcore: 2,000). It counts as solved
/// at a mean return of 300.
///
/// Differs from Gymnasium's in that a step after the end of an episode throws, in the bounds of the
/// observations, which there do not hold for hard impacts, and in that no clouds are drawn, from
/// the random stream or otherwise.
public final class BipedalWalker implements Renderable {
  private static final double INITIAL_FORCE = 5; // N, at most
  private static final double ADVANCE = 130 / Physics.SCALE; // reward a metre
  private static final double TILT = 5; // reward a radian
  private static final double EFFORT = 0.00035 * Walker.TORQUE; // of a motor at full torque, a step
  private static final double FINISH = Course.x(Course.POINTS - Course.GRASS_POINTS); // m

  private static final Space OBSERVATIONS = observations();
  private static final Space ACTIONS = Space.box(-1, 1, 4);

  /// The parameters.
  ///
  /// @param hardcore whether there are stumps, stairs and pits
  /// @param maxEpisodeSteps number of steps after which an episode is truncated; 0: never
  @RecordBuilder
  public record Settings(
      @Help("Whether there are stumps, stairs and pits.") boolean hardcore,
      @Help("An episode is truncated after this many steps; 0: never.") int maxEpisodeSteps)
      implements EnvConfig, BipedalWalkerSettingsBuilder.With {

    /// Gymnasium's.
    public static final Settings DEFAULT = new Settings(false, 1600);

    /// Gymnasium's with obstacles.
    public static final Settings HARDCORE = new Settings(true, 2000);

    public Settings {
      EpisodeConfig.checkMaxEpisodeSteps(maxEpisodeSteps);
    }
  }

  private final Settings settings;
  private @Nullable Walker walker; // null until the first reset, and when closed
  private double shaping; // of the latest state
  private int stepsLeft;

  /// BipedalWalker-v3 with default parameters.
  public BipedalWalker() {
    this(Settings.DEFAULT);
  }

  /// An environment with the given parameters.
  public BipedalWalker(Settings settings) {
    this.settings = settings;
  }

  private static Space observations() {
    float[] low = new float[14 + Walker.RAYS];
    float[] high = new float[low.length];
    Arrays.fill(low, 0, 14, Float.NEGATIVE_INFINITY);
    Arrays.fill(high, 0, 14, Float.POSITIVE_INFINITY);
    Arrays.fill(high, 14, high.length, 1);
    low[8] = 0;
    low[13] = 0;
    high[8] = 1;
    high[13] = 1;
    return Space.box(low, high);
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
    reset(Draws.of(rng), obs);
  }

  void reset(Draws draws, float[] obs) {
    close();
    Walker fresh = new Walker(Course.draw(draws, settings.hardcore));
    walker = fresh;
    fresh.push(draws.uniform(-INITIAL_FORCE, INITIAL_FORCE));
    for (int joint = 0; joint < 4; joint++) {
      fresh.drive(joint, 0);
    }
    fresh.advance();
    fresh.observe(obs);
    shaping = shaping(fresh);
    stepsLeft = Running.steps(settings.maxEpisodeSteps);
  }

  @Override
  public Step step(Action action, float[] obs) {
    Walker now = Running.check(walker, stepsLeft);
    double effort = drive(now, action.values());
    now.advance();
    now.observe(obs);
    stepsLeft--;
    Step step = judge(now, effort);
    if (step.last()) {
      stepsLeft = 0;
    }
    return step;
  }

  /// The walker of the running episode.
  Walker walker() {
    return Running.check(walker, stepsLeft);
  }

  /// Sets the motors and returns their cost.
  private static double drive(Walker now, float[] action) {
    Check.that(
        action.length == 4, "the action's length", action.length, "4 (hip, knee, hip, knee)");
    double effort = 0;
    for (int joint = 0; joint < 4; joint++) {
      double value = Math.clamp(action[joint], -1.0, 1.0);
      now.drive(joint, value);
      effort += EFFORT * Math.abs(value);
    }
    return effort;
  }

  private Step judge(Walker now, double effort) {
    double before = shaping;
    shaping = shaping(now);
    if (now.fallen || now.x < 0) {
      return Step.terminal(-100);
    }
    double reward = shaping - before - effort;
    if (now.x > FINISH) {
      return Step.terminal(reward);
    }
    return stepsLeft == 0 ? Step.truncated(reward) : Step.of(reward);
  }

  /// The potential of a state, whose increase is the reward.
  private static double shaping(Walker w) {
    return ADVANCE * w.x - TILT * Math.abs((double) w.angle);
  }

  @Override
  public Screen screen() {
    return WalkerScene.SCREEN;
  }

  @Override
  public void render(Graphics2D g) {
    WalkerScene.draw(g, Running.present(walker));
  }

  /// Frees the world.
  @Override
  public void close() {
    if (walker != null) {
      walker.close();
      walker = null;
    }
    stepsLeft = 0;
  }
}
