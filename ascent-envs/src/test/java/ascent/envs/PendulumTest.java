package ascent.envs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import ascent.env.Action;
import ascent.env.Step;
import ascent.rng.Rng;
import ascent.space.Space;
import org.junit.jupiter.api.Test;

class PendulumTest {
  private final Pendulum env = new Pendulum();
  private final float[] obs = new float[3];

  private Step stepFrom(double theta, double thetaDot, float torque) {
    env.reset(Rng.stream(1, "env"), obs);
    env.state(theta, thetaDot);
    return env.step(Action.of(torque), obs);
  }

  @Test
  void the_spaces_are_those_of_gymnasium() {
    assertThat(env.actionSpace()).isEqualTo(Space.box(-2, 2, 1));
    assertThat(env.observationSpace())
        .isEqualTo(Space.box(new float[] {-1, -1, -8}, new float[] {1, 1, 8}));
  }

  @Test
  void upright_and_at_rest_costs_nothing_and_stays() {
    Step step = stepFrom(0, 0, 0);
    assertThat(step.reward()).isZero();
    assertThat(obs).containsExactly(1, 0, 0);
  }

  @Test
  void the_worst_reward_is_hanging_at_full_speed_with_full_torque() {
    // π² + 0.1·8² + 0.001·2² = 16.2736044
    Step step = stepFrom(-Math.PI, 8, 2);
    assertThat(step.reward()).isCloseTo(-16.2736044, within(1e-7));
  }

  @Test
  void the_cost_does_not_see_whole_turns() {
    for (int turns = -12; turns <= 12; turns++) {
      double angle = 0.7 + turns * 2 * Math.PI;
      // 0.7² + 0.1·0.5² + 0.001·1²
      assertThat(stepFrom(angle, 0.5, 1).reward()).isCloseTo(-0.516, within(1e-12));
    }
  }

  @Test
  void gravity_and_torque_accelerate_the_rod() {
    stepFrom(Math.PI / 2, 0, 0);
    assertThat(obs[2]).isCloseTo(0.75f, within(1e-6f)); // 3g/2l · sin 90° · 0.05 s
    stepFrom(0, 0, 1);
    assertThat(obs[2]).isCloseTo(0.15f, within(1e-6f)); // 3/ml² · 1 N·m · 0.05 s
    assertThat(obs[1]).isCloseTo(0.0075f, within(1e-6f)); // sin(0.15 · 0.05)
  }

  @Test
  void torque_and_speed_are_limited() {
    Step full = stepFrom(0.5, 0, 2);
    float[] atFull = obs.clone();
    assertThat(stepFrom(0.5, 0, 700)).isEqualTo(full);
    assertThat(obs).containsExactly(atFull);
    stepFrom(Math.PI / 2, 7.9, 2);
    assertThat(obs[2]).isEqualTo(8);
    stepFrom(-Math.PI / 2, -7.9, -2);
    assertThat(obs[2]).isEqualTo(-8);
  }

  @Test
  void an_episode_is_truncated_after_200_steps() {
    env.reset(Rng.stream(2, "env"), obs);
    for (int t = 1; t <= 200; t++) {
      Step step = env.step(Action.of(1.5f), obs);
      assertThat(step.terminated()).isFalse();
      assertThat(step.truncated()).isEqualTo(t == 200);
    }
    assertThatIllegalStateException().isThrownBy(() -> env.step(Action.of(1.5f), obs));
  }

  @Test
  void starts_are_spread_over_the_circle_and_over_speeds_up_to_1() {
    Rng rng = Rng.stream(3, "env");
    int n = 20_000;
    double sumCos = 0;
    double sumSin = 0;
    double sumSpeed = 0;
    double squares = 0;
    for (int i = 0; i < n; i++) {
      rng.reposition(0, i);
      env.reset(rng, obs);
      assertThat(Math.abs(obs[2])).isLessThanOrEqualTo(1);
      sumCos += obs[0];
      sumSin += obs[1];
      sumSpeed += obs[2];
      squares += obs[2] * obs[2];
    }
    double half = 4 * Math.sqrt(0.5 / n); // Var cos = Var sin = ½
    assertThat(sumCos / n).isCloseTo(0, within(half));
    assertThat(sumSin / n).isCloseTo(0, within(half));
    assertThat(sumSpeed / n).isCloseTo(0, within(4 / Math.sqrt(3.0 * n)));
    assertThat(squares / n).isCloseTo(1.0 / 3, within(4 * Math.sqrt(4.0 / 45 / n)));
  }
}
