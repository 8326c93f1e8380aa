package ascent.box2d;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import ascent.box2d.LunarLander.Settings;
import ascent.config.Configs;
import ascent.env.Action;
import ascent.env.Step;
import ascent.rng.Rng;
import ascent.space.Space;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.junit.jupiter.api.Test;

class LunarLanderTest {
  private static final Settings CONTINUOUS = Settings.DEFAULT.withContinuous(true);

  /// What is drawn in the same calm episode each time: pad height everywhere, no push, no
  /// dispersion, and the wind's clocks where `clock` says.
  private record Calm(int clock) implements Draws {
    @Override
    public double uniform(double low, double high) {
      return low == 0 ? high / 2 : 0; // heights are drawn from 0 on, the rest symmetrically
    }

    @Override
    public int integer(int low, int high) {
      return clock;
    }
  }

  private final float[] obs = new float[8];

  @Test
  void spaces_are_those_of_gymnasium() {
    assertThat(new LunarLander().actionSpace()).isEqualTo(Space.discrete(4));
    assertThat(new LunarLander(CONTINUOUS).actionSpace()).isEqualTo(Space.box(-1, 1, 2));
    assertThat(new LunarLander().observationSpace().size()).isEqualTo(8);
  }

  @Test
  void the_ground_is_a_pad_between_smoothed_mountains() {
    // Drawn: 12 heights 0, 0.5, … 5.5. The pad's 3 … 7 become 400/30/4 = 10/3.
    // Point 0 is the mean (times 0.99) of heights 11, 0 and 1: 0.33·(5.5 + 0 + 0.5) = 1.98.
    // Point 2: 0.33·(0.5 + 1 + 10/3) = 1.595. Point 5: 0.99·10/3 = 3.3. Point 10: 0.33·(4.5+5+5.5).
    double[] heights = new double[12];
    for (int i = 0; i < heights.length; i++) {
      heights[i] = 0.5 * i;
    }
    Moon moon = Moon.draw(new Replay(heights));
    assertThat(moon.y(0)).isCloseTo(1.98, within(1e-12));
    assertThat(moon.y(2)).isCloseTo(1.595, within(1e-12));
    assertThat(moon.y(5)).isCloseTo(3.3, within(1e-12));
    assertThat(moon.y(10)).isCloseTo(4.95, within(1e-12));
    assertThat(Moon.x(10)).isEqualTo(20);
  }

  @Test
  void without_engines_it_falls_freely() {
    try (LunarLander env = new LunarLander(Settings.DEFAULT.withGravity(-5))) {
      env.reset(new Calm(0), obs);
      // In the unit of 7.5 m/s: −5 m/s² · 0.02 s a step, give or take what the legs' swing does.
      for (int t = 1; t <= 10; t++) {
        env.step(Action.of(0), obs);
        assertThat(obs[3]).isCloseTo((float) (-0.1 * (t + 1) / 7.5), within(2e-3f));
      }
      assertThat(obs[0]).isCloseTo(0, within(1e-4f));
      assertThat(obs[4]).isCloseTo(0, within(1e-3f));
    }
  }

  @Test
  void the_engines_thrust_as_their_table_says() {
    assertThat(change(1)[0]).isNegative(); // to the left, …
    assertThat(change(1)[2]).isPositive(); // … counter-clockwise
    assertThat(change(2)[1]).isGreaterThan(change(0)[1]);
    assertThat(change(3)[0]).isPositive();
    assertThat(change(3)[2]).isNegative();
  }

  /// What five steps of an action change: both velocities and the angular one.
  private float[] change(int action) {
    try (LunarLander env = new LunarLander()) {
      env.reset(new Calm(0), obs);
      float[] before = obs.clone();
      for (int t = 0; t < 5; t++) {
        env.step(Action.of(action), obs);
      }
      return new float[] {obs[2] - before[2], obs[3] - before[3], obs[5] - before[5]};
    }
  }

  @Test
  void the_reward_is_the_gain_in_shaping_less_the_fuel() {
    double[] fuel = {0, 0.03, 0.3, 0.03};
    Rng rng = Rng.stream(1, "actions");
    try (LunarLander env = new LunarLander()) {
      for (int episode = 0; episode < 5; episode++) {
        env.reset(Rng.stream(1, "lander", episode), obs);
        double before = shaping(obs);
        int action = rng.nextInt(4);
        Step step = env.step(Action.of(action), obs);
        while (!step.last()) {
          double gain = shaping(obs) - before;
          assertThat(step.reward()).isCloseTo(gain - fuel[action], within(1e-4));
          before = shaping(obs);
          action = rng.nextInt(4);
          step = env.step(Action.of(action), obs);
        }
      }
    }
  }

  private static double shaping(float[] s) {
    return -100 * (Math.sqrt(s[0] * s[0] + s[1] * s[1]) + Math.sqrt(s[2] * s[2] + s[3] * s[3]))
        - 100 * Math.abs(s[4])
        + 10 * (s[6] + s[7]);
  }

  @Test
  void a_throttle_costs_its_part_of_the_fuel() {
    assertThat(fuel(0, 0)).isZero();
    assertThat(fuel(-1, 0.5f)).isZero(); // off, the bound itself included
    assertThat(fuel(1, 0)).isCloseTo(0.3, within(1e-3));
    assertThat(fuel(0.5f, 0)).isCloseTo(0.3 * 0.75, within(1e-3)); // half way from 50 % to 100 %
    assertThat(fuel(0, 0.8f)).isCloseTo(0.03 * 0.8, within(1e-3));
    assertThat(fuel(0, -0.8f)).isCloseTo(0.03 * 0.8, within(1e-3));
  }

  /// What a step's reward lacks of its gain in shaping.
  private double fuel(float main, float side) {
    try (LunarLander env = new LunarLander(CONTINUOUS)) {
      env.reset(new Calm(0), obs);
      double before = shaping(obs);
      Step step = env.step(Action.of(main, side), obs);
      double lack = shaping(obs) - before - step.reward();
      return Math.abs(lack) < 1e-4 ? 0 : lack;
    }
  }

  @Test
  void throttles_beyond_the_bounds_count_as_the_bounds() {
    float[] wild = obs.clone();
    try (LunarLander env = new LunarLander(CONTINUOUS);
        LunarLander other = new LunarLander(CONTINUOUS)) {
      env.reset(Rng.stream(1, "lander"), obs);
      other.reset(Rng.stream(1, "lander"), wild);
      for (int t = 0; t < 20; t++) {
        env.step(Action.of(1, -1), obs);
        other.step(Action.of(7, Float.NEGATIVE_INFINITY), wild);
        assertThat(wild).isEqualTo(obs);
      }
    }
  }

  @Test
  void full_throttle_is_what_the_discrete_engines_do() {
    float[] throttled = obs.clone();
    try (LunarLander env = new LunarLander();
        LunarLander other = new LunarLander(CONTINUOUS)) {
      env.reset(Rng.stream(1, "lander"), obs);
      other.reset(Rng.stream(1, "lander"), throttled);
      float[][] throttle = {{0, 0}, {0, -1}, {1, 0}, {0, 1}};
      for (int t = 0; t < 40; t++) {
        env.step(Action.of(t % 4), obs);
        other.step(Action.of(throttle[t % 4]), throttled);
        assertThat(throttled).isEqualTo(obs);
      }
    }
  }

  @Test
  void an_action_that_is_none_is_refused() {
    try (LunarLander env = new LunarLander()) {
      env.reset(new Calm(0), obs);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> env.step(Action.of(4), obs))
          .withMessageStartingWith("action is 4; it must be 0 (nothing), 1 (left engine)");
    }
    try (LunarLander env = new LunarLander(CONTINUOUS)) {
      env.reset(new Calm(0), obs);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> env.step(Action.of(0f), obs))
          .withMessage("the action's length is 1; it must be 2 (main, side).");
    }
  }

  @Test
  void a_crash_and_leaving_the_view_cost_a_hundred() {
    try (LunarLander env = new LunarLander()) {
      env.reset(new Calm(0), obs);
      Step crash = last(env, s -> 0);
      assertThat(crash).isEqualTo(Step.terminal(-100));
      assertThat(Math.abs(obs[0])).isLessThan(0.1f);
    }
    // Pushed with 1,000 N for 0.02 s it has 4 m/s, and needs 2.5 s for the 10 m; by then it has
    // fallen by 3 m.
    double[] draws = new double[15];
    draws[12] = 1000;
    try (LunarLander env = new LunarLander(Settings.DEFAULT.withGravity(-1))) {
      env.reset(new Replay(draws).holdingTheLast(), obs);
      Step gone = last(env, s -> 0);
      assertThat(gone).isEqualTo(Step.terminal(-100));
      assertThat(obs[0]).isBetween(1f, 1.1f);
      assertThat(obs[1]).isGreaterThan(0.5f);
    }
  }

  @Test
  void coming_to_rest_earns_a_hundred() {
    try (LunarLander env = new LunarLander()) {
      env.reset(new Calm(0), obs);
      assertThat(last(env, LunarLanderHeuristic::discrete)).isEqualTo(Step.terminal(100));
      assertThat(obs[6]).isEqualTo(1);
      assertThat(obs[7]).isEqualTo(1);
      assertThat(Math.abs(obs[0])).isLessThan(0.3f);
    }
  }

  @Test
  void it_is_truncated_after_a_thousand_steps() {
    // ½ · 0.01 m/s² · (20 s)² = 2 m: it is still in the air.
    try (LunarLander env = new LunarLander(Settings.DEFAULT.withGravity(-0.01))) {
      env.reset(new Calm(0), obs);
      for (int t = 1; t < 1000; t++) {
        assertThat(env.step(Action.of(0), obs).last()).as("step %d", t).isFalse();
      }
      Step step = env.step(Action.of(0), obs);
      assertThat(step.truncated()).isTrue();
      assertThat(step.terminated()).isFalse();
    }
  }

  private Step last(LunarLander env, ToIntFunction<float[]> policy) {
    Step step = env.step(Action.of(policy.applyAsInt(obs)), obs);
    while (!step.last()) {
      step = env.step(Action.of(policy.applyAsInt(obs)), obs);
    }
    return step;
  }

  @Test
  void wind_pushes_in_proportion_to_its_power() {
    // At clock 40: tanh(sin 0.8 + sin 0.4π) = tanh(0.717 + 0.951) = 0.931, to the right; and at
    // −40 as much to the left.
    float calm = speedAfterTen(Settings.DEFAULT, 40);
    float ten = speedAfterTen(windy(10), 40) - calm;
    float twenty = speedAfterTen(windy(20), 40) - calm;
    assertThat(ten).isPositive();
    assertThat(twenty).isCloseTo(2 * ten, within(0.02f * ten));
    assertThat(speedAfterTen(windy(10), -40) - calm).isNegative();
    assertThat(speedAfterTen(windy(0), 40)).isEqualTo(calm);
  }

  private static Settings windy(double power) {
    return Settings.DEFAULT.withWind(true).withWindPower(power).withTurbulencePower(0);
  }

  private float speedAfterTen(Settings settings, int clock) {
    return afterTen(settings, clock)[2];
  }

  private float[] afterTen(Settings settings, int clock) {
    try (LunarLander env = new LunarLander(settings)) {
      env.reset(new Calm(clock), obs);
      for (int t = 0; t < 10; t++) {
        env.step(Action.of(0), obs);
      }
      return obs.clone();
    }
  }

  @Test
  void turbulence_turns_it() {
    Settings turbulent = Settings.DEFAULT.withWind(true).withWindPower(0);
    assertThat(afterTen(turbulent.withTurbulencePower(2), 40)[5]).isGreaterThan(0.01f);
    assertThat(afterTen(turbulent.withTurbulencePower(2), -40)[5]).isLessThan(-0.01f);
    assertThat(afterTen(turbulent.withTurbulencePower(0), 40)[5]).isCloseTo(0, within(1e-3f));
  }

  @Test
  void a_step_without_an_episode_is_refused() {
    LunarLander env = new LunarLander();
    assertThatIllegalStateException()
        .isThrownBy(() -> env.step(Action.of(0), obs))
        .withMessageStartingWith("step was called without an episode running");
    env.reset(new Calm(0), obs);
    last(env, s -> 0);
    assertThatIllegalStateException().isThrownBy(() -> env.step(Action.of(0), obs));
    env.reset(new Calm(0), obs);
    env.close();
    env.close();
    assertThatIllegalStateException().isThrownBy(() -> env.step(Action.of(0), obs));
  }

  @Test
  void settings_are_read_by_name() {
    Settings settings =
        Configs.with(
            Settings.DEFAULT,
            Map.of("gravity", "-8", "wind", "true", "windPower", "5", "turbulencePower", "1"));
    assertThat(settings).isEqualTo(new Settings(false, -8, true, 5, 1, 1000));
  }

  @Test
  void a_wither_changes_its_setting_only() {
    Settings settings = new Settings(false, -8, false, 5, 1, 1000);
    assertThat(settings.withContinuous(true)).isEqualTo(new Settings(true, -8, false, 5, 1, 1000));
    assertThat(settings.withGravity(-1)).isEqualTo(new Settings(false, -1, false, 5, 1, 1000));
    assertThat(settings.withWind(true)).isEqualTo(new Settings(false, -8, true, 5, 1, 1000));
    assertThat(settings.withWindPower(20)).isEqualTo(new Settings(false, -8, false, 20, 1, 1000));
    assertThat(settings.withTurbulencePower(2))
        .isEqualTo(new Settings(false, -8, false, 5, 2, 1000));
  }

  @Test
  void settings_out_of_range_are_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Settings.DEFAULT.withGravity(9.81))
        .withMessage(
            "gravity is 9.81; it must be between -12 and 0, both excluded."
                + " Maybe the sign is wrong: it points upwards.");
    for (double gravity : new double[] {-12, 0, Double.NaN}) {
      assertThatIllegalArgumentException().isThrownBy(() -> Settings.DEFAULT.withGravity(gravity));
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Settings.DEFAULT.withWindPower(-1))
        .withMessage("windPower is -1; it must be at least 0, finite.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Settings.DEFAULT.withTurbulencePower(Double.POSITIVE_INFINITY))
        .withMessage("turbulencePower is inf; it must be at least 0, finite.");
  }
}
