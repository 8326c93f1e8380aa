package ascent.envs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import ascent.env.Action;
import ascent.env.Step;
import ascent.rng.Rng;
import ascent.space.Space;
import org.junit.jupiter.api.Test;

class MountainCarTest {
  private final MountainCar env = new MountainCar();
  private final float[] obs = new float[2];

  private Step stepFrom(MountainCar car, double position, double velocity, int action) {
    car.reset(Rng.stream(1, "env"), obs);
    car.state(position, velocity);
    return car.step(Action.of(action), obs);
  }

  @Test
  void the_spaces_are_those_of_gymnasium() {
    assertThat(env.actionSpace()).isEqualTo(Space.discrete(3));
    assertThat(env.observationSpace())
        .isEqualTo(Space.box(new float[] {-1.2f, -0.07f}, new float[] {0.6f, 0.07f}));
  }

  @Test
  void motor_and_slope_accelerate_the_car() {
    // At x = −π/6 the valley's floor is flat: cos(3x) = cos(π/2) = 0.
    stepFrom(env, -Math.PI / 6, 0, 2);
    assertThat(obs[1]).isCloseTo(0.001f, within(1e-9f));
    stepFrom(env, -Math.PI / 6, 0, 0);
    assertThat(obs[1]).isCloseTo(-0.001f, within(1e-9f));
    // At x = 0 the slope is steepest: 0.0025·cos 0.
    stepFrom(env, 0, 0, 1);
    assertThat(obs[1]).isCloseTo(-0.0025f, within(1e-9f));
    assertThat(obs[0]).isCloseTo(-0.0025f, within(1e-9f)); // the new velocity moves it
  }

  @Test
  void the_wall_on_the_left_stops_the_car() {
    Step step = stepFrom(env, -1.19, -0.05, 1);
    assertThat(step).isEqualTo(Step.of(-1));
    assertThat(obs).containsExactly(-1.2f, 0);
  }

  @Test
  void speed_is_limited() {
    stepFrom(env, -1, 0.07, 2); // cos(−3) < 0, so both push to the right
    assertThat(obs[1]).isEqualTo(0.07f);
    stepFrom(env, 0, -0.07, 0);
    assertThat(obs[1]).isEqualTo(-0.07f);
  }

  @Test
  void the_goal_ends_the_episode_and_costs_a_step_as_well() {
    assertThat(stepFrom(env, 0.47, 0.03, 2)).isEqualTo(Step.terminal(-1)); // 0.47 + 0.031 − 0.0004
    assertThat(stepFrom(env, 0.46, 0.03, 2)).isEqualTo(Step.of(-1));
    assertThatIllegalStateException()
        .isThrownBy(() -> {
          stepFrom(env, 0.47, 0.03, 2);
          env.step(Action.of(1), obs);
        });
  }

  @Test
  void a_goal_velocity_asks_for_more_than_being_there() {
    MountainCar fast = new MountainCar(new MountainCar.Config(0.04, 200));
    assertThat(stepFrom(fast, 0.47, 0.035, 2)).isEqualTo(Step.of(-1));
    assertThat(stepFrom(fast, 0.47, 0.045, 2)).isEqualTo(Step.terminal(-1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new MountainCar.Config(0.08, 200))
        .withMessage("goalVelocity is 0.08; it must be in [0, 0.07], as no car is faster.");
  }

  @Test
  void rocking_in_time_with_the_velocity_reaches_the_goal() {
    env.reset(Rng.stream(2, "env"), obs);
    int steps = 0;
    Step step;
    do {
      step = env.step(Action.of(obs[1] < 0 ? 0 : 2), obs);
      steps++;
    } while (!step.last());
    assertThat(step.terminated()).isTrue();
    assertThat(steps).isBetween(80, 130); // the known length of this policy's episodes
  }

  @Test
  void standing_still_is_truncated_after_200_steps() {
    env.reset(Rng.stream(2, "env"), obs);
    for (int t = 1; t <= 200; t++) {
      assertThat(env.step(Action.of(1), obs)).isEqualTo(t < 200 ? Step.of(-1) : Step.truncated(-1));
    }
  }

  @Test
  void the_continuous_car_pays_for_fuel_and_gets_a_prize() {
    MountainCarContinuous car = new MountainCarContinuous();
    car.reset(Rng.stream(1, "env"), obs);
    car.state(-Math.PI / 6, 0);
    assertThat(car.step(Action.of(0.5f), obs).reward()).isEqualTo(-0.025); // 0.1·½²
    assertThat(obs[1]).isCloseTo(0.00075f, within(1e-9f)); // 0.0015·½
    car.state(0.44, 0.03);
    assertThat(car.step(Action.of(-0.5f), obs)).isEqualTo(Step.terminal(99.975));
  }

  @Test
  void the_continuous_car_s_force_is_limited() {
    MountainCarContinuous car = new MountainCarContinuous();
    car.reset(Rng.stream(1, "env"), obs);
    car.state(-Math.PI / 6, 0);
    Action clipped = Action.of(car.actionSpace(), new float[] {3}, 0);
    Step full = car.step(clipped, obs); // as in training
    assertThat(full.reward()).isEqualTo(-0.1);
    assertThat(obs[1]).isCloseTo(0.0015f, within(1e-9f));
    car.state(-Math.PI / 6, 0);
    Step raw = car.step(Action.of(3f), obs); // never clipped: billed in full, with the same force
    assertThat(raw.reward()).isCloseTo(-0.9, within(1e-12));
    assertThat(obs[1]).isCloseTo(0.0015f, within(1e-9f));
  }

  @Test
  void the_continuous_car_is_truncated_after_999_steps() {
    MountainCarContinuous car = new MountainCarContinuous();
    car.reset(Rng.stream(3, "env"), obs);
    for (int t = 1; t <= 999; t++) {
      assertThat(car.step(Action.of(0f), obs).truncated()).isEqualTo(t == 999);
    }
  }

  @Test
  void starts_are_uniform_at_rest() {
    Rng rng = Rng.stream(4, "env");
    int n = 10_000;
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < n; i++) {
      rng.reposition(0, i);
      env.reset(rng, obs);
      assertThat(obs[0]).isBetween(-0.6f, -0.4f);
      assertThat(obs[1]).isZero();
      sum += obs[0] + 0.5;
      squares += (obs[0] + 0.5) * (obs[0] + 0.5);
    }
    double deviation = 0.1 / Math.sqrt(3);
    assertThat(sum / n).isCloseTo(0, within(4 * deviation / Math.sqrt(n)));
    double spread = Math.sqrt(4.0 / 45) * 0.1 * 0.1; // Var U² = 4/45·a⁴ for U uniform in ±a
    assertThat(squares / n).isCloseTo(deviation * deviation, within(4 * spread / Math.sqrt(n)));
  }
}
