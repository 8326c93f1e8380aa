package ascent.box2d;

import ascent.config.Check;
import ascent.config.Help;
import ascent.config.Numbers;
import ascent.env.Action;
import ascent.env.Renderable;
import ascent.env.Step;
import ascent.env.registry.EnvConfig;
import ascent.env.registry.EpisodeConfig;
import ascent.rng.Rng;
import ascent.space.Space;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.awt.Graphics2D;
import org.jspecify.annotations.Nullable;

/// LunarLander-v3: land a craft softly between two flags, with a main engine and two side engines.
///
/// The environment of Gymnasium 1.0, by Oleg Klimov, with its numbers and its order of random
/// draws.
///
/// | action | |
/// |---|---|
/// | 0 | do nothing |
/// | 1 | fire the left side engine: thrust to the left, turns counter-clockwise |
/// | 2 | fire the main engine: thrust upwards |
/// | 3 | fire the right side engine: thrust to the right, turns clockwise |
///
/// With [continuous][Settings#continuous] actions (LunarLanderContinuous-v3):
///
/// | action | min | max | |
/// |---|---|---|---|
/// | 0: main engine | −1 | 1 | off up to 0, then from 50 % to 100 % of its power |
/// | 1: side engines | −1 | 1 | off within ±0.5; beyond, left (−) or right (+), at that part of its power |
///
/// | observation | unit | min | max |
/// |---|---|---|---|
/// | 0: horizontal position, 0 is the pad's middle | 10 m | −2.5 | 2.5 |
/// | 1: vertical position, 0 is standing on the pad | 6.67 m | −∞ | ∞ |
/// | 2: horizontal velocity | 5 m/s | −∞ | ∞ |
/// | 3: vertical velocity | 7.5 m/s | −∞ | ∞ |
/// | 4: angle, 0 is upright, counter-clockwise | rad | −∞ | ∞ |
/// | 5: angular velocity | 2.5 rad/s | −∞ | ∞ |
/// | 6: whether the right leg touches the ground | | 0 | 1 |
/// | 7: whether the left leg touches the ground | | 0 | 1 |
///
/// **Reward**: the gain of −100·(distance from the pad) − 100·(speed) − 100·|angle| + 10 per leg on
/// the ground, all in units of the observation; minus 0.3 × power of the main and 0.03 × power of
/// the side engine. −100 in its place for a crash or for leaving the view, +100 for coming to rest.
///
/// **Start**: at the top in the middle, pushed by a random force, over random mountains with a flat
/// pad in the middle.
///
/// **End**: terminated when the hull touches the ground, when the craft leaves the view sideways,
/// or when it has come to rest; truncated after 1,000 steps. It counts as solved at a mean return
/// of 200.
///
/// Differs from Gymnasium's in that a step after the end of an episode throws, and in the bounds of
/// the observations: those stated there (±2.5, ±10, ±2π) do not hold for a craft that keeps rising
/// or spinning. The exhaust is not simulated; Gymnasium does so only when rendering, and it never
/// touches the craft.
public final class LunarLander implements Renderable {
  static final double WIDTH = 600 / Physics.SCALE; // m, of the view
  static final double HEIGHT = 400 / Physics.SCALE; // m

  private static final double INITIAL_FORCE = 1000; // N, at most, along each axis
  private static final double MAIN_COST = 0.30; // a step at full power
  private static final double SIDE_COST = 0.03;
  private static final int WIND_START = 9999; // the wind's clock starts within ±

  private static final Space OBSERVATIONS = observations();
  private static final Space DISCRETE = Space.discrete(4);
  private static final Space CONTINUOUS = Space.box(-1, 1, 2);

  /// The parameters.
  ///
  /// @param continuous whether actions are throttles instead of one of four
  /// @param gravity m/s², along y
  /// @param wind whether there is wind until a leg touches the ground
  /// @param windPower the maximum force of the wind
  /// @param turbulencePower the maximum torque of the wind
  /// @param maxEpisodeSteps number of steps after which an episode is truncated; 0: never
  @RecordBuilder
  public record Settings(
      @Help("Whether actions are throttles instead of one of four.") boolean continuous,
      @Help("Acceleration by gravity, in m/s² upwards; between -12 and 0, both excluded.")
          double gravity,
      @Help("Whether there is wind, until a leg touches the ground.") boolean wind,
      @Help("Maximum force of the wind, in N; usually up to 20.") double windPower,
      @Help("Maximum torque of the wind, in N·m; usually up to 2.") double turbulencePower,
      @Help("An episode is truncated after this many steps; 0: never.") int maxEpisodeSteps)
      implements EnvConfig, LunarLanderSettingsBuilder.With {

    /// Gymnasium's.
    public static final Settings DEFAULT = new Settings(false, -10, false, 15, 1.5, 1000);

    public Settings {
      Check.that(
          gravity > -12 && gravity < 0,
          "gravity",
          gravity,
          "between -12 and 0, both excluded",
          "Maybe the sign is wrong: it points upwards.");
      checkPower("windPower", windPower);
      checkPower("turbulencePower", turbulencePower);
      EpisodeConfig.checkMaxEpisodeSteps(maxEpisodeSteps);
    }

    private static void checkPower(String name, double power) {
      Check.that(power >= 0 && power < Double.POSITIVE_INFINITY, name, power, "at least 0, finite");
    }
  }

  private final Settings settings;
  private @Nullable Craft craft; // null until the first reset, and when closed
  private Draws draws = Draws.of(Rng.stream(0, "unused"));
  private double mainPower; // of the current step, 0 or 0.5 … 1
  private double sidePower; // of the current step, 0 or ±(0.5 … 1), negative is left
  private double shaping; // of the latest state
  private int windClock; // steps
  private int turbulenceClock; // steps
  private int stepsLeft;

  /// LunarLander-v3 with default parameters.
  public LunarLander() {
    this(Settings.DEFAULT);
  }

  /// An environment with the given parameters.
  ///
  /// @throws IllegalArgumentException if the wind's power is set but wind is off
  public LunarLander(Settings settings) {
    this.settings = settings;
    checkWind("windPower", settings.windPower, Settings.DEFAULT.windPower);
    checkWind("turbulencePower", settings.turbulencePower, Settings.DEFAULT.turbulencePower);
  }

  private void checkWind(String name, double power, double usual) {
    String allowed = Numbers.text(usual) + " where wind is false";
    Check.that(settings.wind || power == usual, name, power, allowed, "Maybe add wind=true.");
  }

  private static Space observations() {
    float any = Float.POSITIVE_INFINITY;
    return Space.box(
        new float[] {-2.5f, -any, -any, -any, -any, -any, 0, 0},
        new float[] {2.5f, any, any, any, any, any, 1, 1});
  }

  @Override
  public Space observationSpace() {
    return OBSERVATIONS;
  }

  @Override
  public Space actionSpace() {
    return settings.continuous ? CONTINUOUS : DISCRETE;
  }

  @Override
  public void reset(Rng rng, float[] obs) {
    reset(Draws.of(rng), obs);
  }

  void reset(Draws draws, float[] obs) {
    close();
    this.draws = draws;
    Craft fresh = new Craft(settings.gravity, Moon.draw(draws));
    craft = fresh;
    fresh.push(
        draws.uniform(-INITIAL_FORCE, INITIAL_FORCE), draws.uniform(-INITIAL_FORCE, INITIAL_FORCE));
    if (settings.wind) {
      windClock = draws.integer(-WIND_START, WIND_START);
      turbulenceClock = draws.integer(-WIND_START, WIND_START);
    }
    mainPower = 0;
    sidePower = 0;
    move(fresh, obs);
    shaping = shaping(fresh);
    stepsLeft = Running.steps(settings.maxEpisodeSteps);
  }

  @Override
  public Step step(Action action, float[] obs) {
    Craft now = Running.check(craft, stepsLeft);
    if (settings.continuous) {
      throttle(action.values());
    } else {
      choose(action.index());
    }
    move(now, obs);
    stepsLeft--;
    Step step = judge(now);
    if (step.last()) {
      stepsLeft = 0;
    }
    return step;
  }

  private void choose(int action) {
    Check.that(
        action >= 0 && action < 4,
        "action",
        action,
        "0 (nothing), 1 (left engine), 2 (main engine) or 3 (right engine)");
    mainPower = action == 2 ? 1 : 0;
    sidePower = action == 1 ? -1 : action == 3 ? 1 : 0;
  }

  private void throttle(float[] action) {
    Check.that(action.length == 2, "the action's length", action.length, "2 (main, side)");
    double main = Math.clamp(action[0], -1.0, 1.0);
    double side = Math.clamp(action[1], -1.0, 1.0);
    mainPower = main > 0 ? 0.5 * (main + 1) : 0;
    sidePower = Math.abs(side) > 0.5 ? side : 0;
  }

  /// Wind, engines, 1/50 s.
  private void move(Craft now, float[] obs) {
    if (settings.wind && !now.rightTouches && !now.leftTouches) {
      now.push(gust(windClock++) * settings.windPower, 0);
      now.twist(gust(turbulenceClock++) * settings.turbulencePower);
    }
    double dispersion0 = draws.uniform(-1, 1) / Physics.SCALE; // m
    double dispersion1 = draws.uniform(-1, 1) / Physics.SCALE; // m
    now.fire(mainPower, sidePower, dispersion0, dispersion1);
    now.advance();
    now.observe(obs);
  }

  /// The wind at a time, in ±1: two sines whose periods have no common multiple.
  private static double gust(int clock) {
    return StrictMath.tanh(StrictMath.sin(0.02 * clock) + StrictMath.sin(Math.PI * 0.01 * clock));
  }

  private Step judge(Craft now) {
    double before = shaping;
    shaping = shaping(now);
    if (now.resting()) {
      return Step.terminal(100);
    }
    if (now.crashed || Math.abs(now.px) >= 1) {
      return Step.terminal(-100);
    }
    double fuel = mainPower * MAIN_COST + Math.abs(sidePower) * SIDE_COST;
    double reward = shaping - before - fuel;
    return stepsLeft == 0 ? Step.truncated(reward) : Step.of(reward);
  }

  /// The potential of a state, whose increase is the reward.
  private static double shaping(Craft c) {
    return -100 * Math.sqrt(c.px * c.px + c.py * c.py)
        - 100 * Math.sqrt(c.vx * c.vx + c.vy * c.vy)
        - 100 * Math.abs((double) c.angle)
        + (c.rightTouches ? 10 : 0)
        + (c.leftTouches ? 10 : 0);
  }

  @Override
  public Screen screen() {
    return LanderScene.SCREEN;
  }

  @Override
  public void render(Graphics2D g) {
    LanderScene.draw(g, Running.present(craft), mainPower, sidePower);
  }

  /// Frees the world.
  @Override
  public void close() {
    if (craft != null) {
      craft.close();
      craft = null;
    }
    stepsLeft = 0;
  }
}
