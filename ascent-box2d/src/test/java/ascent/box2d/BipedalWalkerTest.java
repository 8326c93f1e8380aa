package ascent.box2d;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import ascent.box2d.BipedalWalker.Settings;
import ascent.config.Configs;
import ascent.env.Action;
import ascent.env.Step;
import ascent.rng.Rng;
import ascent.space.Space;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class BipedalWalkerTest {

  /// A flat course, and that force on the hull.
  private record Flat(double force) implements Draws {
    @Override
    public double uniform(double low, double high) {
      return high == 5 ? force : 0;
    }

    @Override
    public int integer(int low, int high) {
      return low;
    }
  }

  private final float[] obs = new float[24];
  private final float[] action = new float[4];

  @Test
  void spaces_are_those_of_gymnasium_but_for_the_bounds() {
    BipedalWalker env = new BipedalWalker();
    assertThat(env.actionSpace()).isEqualTo(Space.box(-1, 1, 4));
    assertThat(env.observationSpace().size()).isEqualTo(24);
  }

  @Test
  void it_starts_standing_on_both_legs() {
    try (BipedalWalker env = new BipedalWalker()) {
      env.reset(new Flat(0), obs);
      assertThat(obs[8]).isEqualTo(1);
      assertThat(obs[13]).isEqualTo(1);
      assertThat(obs[0]).isCloseTo(0, within(0.01f));
      // −10 m/s² for 0.02 s, in the unit of 12.5 m/s.
      assertThat(obs[3]).isCloseTo(-0.016f, within(1e-4f));
    }
  }

  @Test
  void the_rays_measure_the_distance_to_flat_ground() {
    // Ray i leaves at 0.15·i rad from straight down, so it is longer by 1/cos; 1 is its end.
    try (BipedalWalker env = new BipedalWalker()) {
      env.reset(new Flat(0), obs);
      for (int i = 0; i < 10; i++) {
        double length = Math.min(1, obs[14] / StrictMath.cos(0.15 * i));
        assertThat((double) obs[14 + i]).as("ray %d", i).isCloseTo(length, within(1e-5));
      }
    }
  }

  @Test
  void the_reward_is_the_way_less_tilt_and_effort() {
    try (BipedalWalker env = new BipedalWalker()) {
      env.reset(new Flat(0), obs);
      float[] torques = {0.5f, -1, 0.25f, 0};
      for (int t = 0; t < 20; t++) {
        double tilt = Math.abs(obs[0]);
        double x = env.walker().x;
        Step step = env.step(Action.of(torques), obs);
        double way = env.walker().x - x;
        double effort = 0.00035 * 80 * (0.5 + 1 + 0.25);
        double expected = 130.0 / 30 * way - 5 * (Math.abs(obs[0]) - tilt) - effort;
        assertThat(step.reward()).isCloseTo(expected, within(1e-6));
      }
    }
  }

  @Test
  void a_fall_costs_a_hundred() {
    try (BipedalWalker env = new BipedalWalker()) {
      env.reset(new Flat(0), obs);
      Step step = env.step(Action.of(1, 1, 1, 1), obs);
      while (!step.last()) {
        step = env.step(Action.of(1, 1, 1, 1), obs);
      }
      assertThat(step).isEqualTo(Step.terminal(-100));
      assertThatIllegalStateException().isThrownBy(() -> env.step(Action.of(0, 0, 0, 0), obs));
    }
  }

  @Test
  void leaving_the_ground_to_the_left_costs_a_hundred() {
    // Pushed so hard that it flies at Box2D's greatest speed, 2 m a step, from x = 4.67 m.
    try (BipedalWalker env = new BipedalWalker()) {
      env.reset(new Flat(-1e6), obs);
      assertThat(env.step(Action.of(0, 0, 0, 0), obs).last()).isFalse();
      Step step = env.step(Action.of(0, 0, 0, 0), obs);
      assertThat(step).isEqualTo(Step.terminal(-100));
    }
  }

  @Test
  void it_is_truncated_after_its_number_of_steps() {
    assertThat(stepsStanding(false)).isEqualTo(1600);
    assertThat(stepsStanding(true)).isEqualTo(2000);
  }

  /// The steps until truncation, with straight knees and spread legs.
  private int stepsStanding(boolean hardcore) {
    try (BipedalWalker env = new BipedalWalker(hardcore ? Settings.HARDCORE : Settings.DEFAULT)) {
      env.reset(new Flat(0), obs);
      int steps = 0;
      while (true) {
        Step step = env.step(Action.of(1, 1, -1, 1), obs);
        steps++;
        if (step.last()) {
          assertThat(step.terminated()).isFalse();
          return steps;
        }
      }
    }
  }

  @Test
  void torques_beyond_the_bounds_count_as_the_bounds() {
    float[] wild = obs.clone();
    try (BipedalWalker env = new BipedalWalker();
        BipedalWalker other = new BipedalWalker()) {
      env.reset(Rng.stream(1, "walker"), obs);
      other.reset(Rng.stream(1, "walker"), wild);
      for (int t = 0; t < 10; t++) {
        double reward = env.step(Action.of(1, -1, 0, 1), obs).reward();
        assertThat(other.step(Action.of(2, -9, 0, 1e9f), wild).reward()).isEqualTo(reward);
        assertThat(wild).isEqualTo(obs);
      }
      assertThatIllegalArgumentException()
          .isThrownBy(() -> env.step(Action.of(1, 1), obs))
          .withMessage("the action's length is 2; it must be 4 (hip, knee, hip, knee).");
    }
  }

  @Test
  void settings_are_read_by_name() {
    assertThat(Configs.with(Settings.DEFAULT, Map.of("hardcore", "true")))
        .isEqualTo(Settings.DEFAULT.withHardcore(true));
  }

  @Test
  @Tag("learning")
  void the_heuristic_walks_and_now_and_then_to_the_end() {
    // Measured with this stream: 6 of 60 reach it, the mean return is 104.
    try (BipedalWalker env = new BipedalWalker()) {
      int finished = 0;
      double total = 0;
      BipedalWalkerHeuristic policy = new BipedalWalkerHeuristic();
      for (int episode = 0; episode < 60; episode++) {
        policy.reset();
        env.reset(Rng.stream(1, "w", episode), obs);
        Step step = Step.of(0);
        while (!step.last()) {
          policy.act(obs, action);
          step = env.step(Action.of(action), obs);
          total += step.reward();
        }
        finished += step.terminated() && step.reward() > -100 ? 1 : 0;
      }
      assertThat(finished).isBetween(1, 30);
      assertThat(total / 60).isBetween(50.0, 200.0);
    }
  }
}
