package ascent.envs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import ascent.env.Action;
import ascent.env.Step;
import ascent.rng.Rng;
import ascent.space.Space;
import org.junit.jupiter.api.Test;

class AcrobotTest {
  private final Acrobot env = new Acrobot();
  private final float[] obs = new float[6];

  private Step stepFrom(double theta1, double theta2, double speed1, double speed2, int action) {
    env.reset(Rng.stream(1, "env"), obs);
    env.state(theta1, theta2, speed1, speed2);
    return env.step(Action.of(action), obs);
  }

  @Test
  void the_spaces_are_those_of_gymnasium() {
    float one = 12.566371f; // 4π
    float two = 28.274334f; // 9π
    assertThat(env.actionSpace()).isEqualTo(Space.discrete(3));
    assertThat(env.observationSpace())
        .isEqualTo(
            Space.box(
                new float[] {-1, -1, -1, -1, -one, -two}, new float[] {1, 1, 1, 1, one, two}));
  }

  @Test
  void hanging_at_rest_without_torque_it_stays() {
    assertThat(stepFrom(0, 0, 0, 0, 1)).isEqualTo(Step.of(-1));
    assertThat(obs).containsExactly(1, 0, 1, 0, 0, 0);
  }

  @Test
  void the_torque_turns_the_links_against_each_other() {
    stepFrom(0, 0, 0, 0, 2);
    assertThat(obs[4]).isNegative();
    assertThat(obs[5]).isPositive();
    float[] right = obs.clone();
    stepFrom(0, 0, 0, 0, 0);
    assertThat(obs).containsExactly(right[0], -right[1], right[2], -right[3], -right[4], -right[5]);
  }

  @Test
  void the_first_acceleration_is_that_of_the_linear_system() {
    // At rest and hanging, M·(θ̈₁, θ̈₂) = (0, τ) with M = ((d₁ d₂), (d₂ 1¼)), d₁ = 4½, d₂ = 1¾:
    // θ̈₂ = 1 / (1.25 − 1.75²/4.5), θ̈₁ = −1.75/4.5·θ̈₂.
    double alpha2 = 1 / (1.25 - 1.75 * 1.75 / 4.5);
    assertThat(Acrobot.alpha2(1, 0, 1)).isCloseTo(alpha2, within(1e-14));
    assertThat(Acrobot.alpha1(1, 0, alpha2)).isCloseTo(-1.75 / 4.5 * alpha2, within(1e-14));
  }

  /// ½·θ̇ᵀM(θ)θ̇ + V(θ), from masses, lengths and moments rather than the equations of motion.
  private static double energy(double[] s) {
    double x1 = 0.5 * Math.cos(s[0]) * s[2]; // velocity of the first centre of mass
    double y1 = 0.5 * Math.sin(s[0]) * s[2];
    double turn = s[2] + s[3]; // of the second link, seen from the room
    double x2 = Math.cos(s[0]) * s[2] + 0.5 * Math.cos(s[0] + s[1]) * turn;
    double y2 = Math.sin(s[0]) * s[2] + 0.5 * Math.sin(s[0] + s[1]) * turn;
    double moving = 0.5 * (x1 * x1 + y1 * y1 + x2 * x2 + y2 * y2);
    double turning = 0.5 * (s[2] * s[2] + turn * turn);
    double height = -0.5 * Math.cos(s[0]) - Math.cos(s[0]) - 0.5 * Math.cos(s[0] + s[1]);
    return moving + turning + 9.8 * height;
  }

  @Test
  void without_torque_energy_is_kept_as_well_as_the_integrator_can() {
    // Small swings: an error of the equations would show at once, the integrator's at the fifth
    // order of 0.2 s.
    double[] state = {0.1, -0.1, 0, 0};
    double before = energy(state);
    env.reset(Rng.stream(1, "env"), obs);
    env.state(state[0], state[1], state[2], state[3]);
    for (int t = 0; t < 5; t++) {
      env.step(Action.of(1), obs);
      double theta1 = Math.atan2(obs[1], obs[0]);
      double theta2 = Math.atan2(obs[3], obs[2]);
      double now = energy(new double[] {theta1, theta2, obs[4], obs[5]});
      assertThat(now).isCloseTo(before, within(0.02 * (before - energy(new double[4]))));
    }
  }

  @Test
  void speeds_are_limited_and_angles_are_brought_within_a_turn() {
    stepFrom(0.5, 0.5, 4 * Math.PI, 9 * Math.PI, 2);
    assertThat(Math.abs(obs[4])).isLessThanOrEqualTo(12.566371f);
    assertThat(Math.abs(obs[5])).isLessThanOrEqualTo(28.274334f);
    for (int turns = -3; turns <= 3; turns++) {
      assertThat(Acrobot.wrap(1 + 2 * Math.PI * turns)).isCloseTo(1, within(1e-14));
      assertThat(Acrobot.wrap(-3 + 2 * Math.PI * turns)).isCloseTo(-3, within(1e-14));
    }
  }

  @Test
  void a_link_s_length_above_the_pivot_is_the_end_and_costs_nothing() {
    // Upright and at rest, without torque: nothing moves, and −cos π − cos π = 2 > 1.
    assertThat(stepFrom(Math.PI, 0, 0, 0, 1)).isEqualTo(Step.terminal(0));
    assertThatIllegalStateException().isThrownBy(() -> env.step(Action.of(1), obs));
    // The first link upright, the second one folded back: −cos π − cos 2π = 0.
    assertThat(stepFrom(Math.PI, Math.PI, 0, 0, 1)).isEqualTo(Step.of(-1));
  }

  @Test
  void an_episode_is_truncated_after_500_steps() {
    env.reset(Rng.stream(2, "env"), obs);
    for (int t = 1; t <= 500; t++) {
      assertThat(env.step(Action.of(1), obs)).isEqualTo(t < 500 ? Step.of(-1) : Step.truncated(-1));
    }
  }
}
