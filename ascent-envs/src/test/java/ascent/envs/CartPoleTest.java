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

class CartPoleTest {
  private static final Action LEFT = Action.of(0);
  private static final Action RIGHT = Action.of(1);

  private final CartPole env = new CartPole();
  private final float[] obs = new float[4];

  private void begin(double x, double xDot, double theta, double thetaDot) {
    env.reset(Rng.stream(1, "env"), obs);
    env.state(x, xDot, theta, thetaDot);
  }

  @Test
  void the_spaces_are_those_of_gymnasium() {
    float any = Float.POSITIVE_INFINITY;
    assertThat(env.actionSpace()).isEqualTo(Space.discrete(2));
    assertThat(env.observationSpace())
        .isEqualTo(
            Space.box(
                new float[] {-4.8f, -any, -0.41887903f, -any},
                new float[] {4.8f, any, 0.41887903f, any}));
  }

  @Test
  void a_push_to_the_right_moves_the_cart_right_and_the_pole_left() {
    begin(0, 0, 0, 0);
    env.step(RIGHT, obs);
    // Upright and at rest: the push is 10/1.1 m/s², θ̈ = −(10/1.1) / (½·(4/3 − 0.1/1.1)) = −600/41,
    // ẍ = 10/1.1 + 0.05·(600/41)/1.1 = 400/41; and Euler takes 0.02 s of each.
    assertThat(obs[0]).isZero();
    assertThat(obs[1]).isCloseTo(8f / 41, within(1e-7f));
    assertThat(obs[2]).isZero();
    assertThat(obs[3]).isCloseTo(-12f / 41, within(1e-7f));
  }

  @Test
  void left_is_the_mirror_image_of_right() {
    Rng rng = Rng.stream(2, "states");
    float[] mirrored = new float[4];
    for (int i = 0; i < 1000; i++) {
      double x = rng.uniform(-2, 2);
      double xDot = rng.normal();
      double theta = rng.uniform(-0.2, 0.2);
      double thetaDot = rng.normal();
      begin(x, xDot, theta, thetaDot);
      Step step = env.step(RIGHT, obs);
      float[] right = obs.clone();
      begin(-x, -xDot, -theta, -thetaDot);
      assertThat(env.step(LEFT, mirrored)).isEqualTo(step);
      for (int j = 0; j < 4; j++) {
        assertThat(-mirrored[j]).isEqualTo(right[j]);
      }
    }
  }

  @Test
  void a_pole_that_leans_right_falls_further_when_the_cart_is_pushed_left() {
    begin(0, 0, 0.1, 0.2);
    env.step(LEFT, obs);
    assertThat(obs[2]).isCloseTo(0.104f, within(1e-7f)); // 0.1 + 0.02·0.2
    assertThat(obs[3]).isGreaterThan(0.2f);
  }

  @Test
  void the_episode_ends_just_beyond_the_limits() {
    double angle = 12 * Math.PI / 180;
    assertThat(stepFrom(2.4, 0)).isEqualTo(Step.of(1));
    assertThat(stepFrom(Math.nextUp(2.4), 0)).isEqualTo(Step.terminal(1));
    assertThat(stepFrom(Math.nextDown(-2.4), 0)).isEqualTo(Step.terminal(1));
    assertThat(stepFrom(0, angle)).isEqualTo(Step.of(1));
    assertThat(stepFrom(0, Math.nextUp(angle))).isEqualTo(Step.terminal(1));
    assertThat(stepFrom(0, -Math.nextUp(angle))).isEqualTo(Step.terminal(1));
  }

  /// At rest, position and angle stay for one step.
  private Step stepFrom(double x, double theta) {
    begin(x, 0, theta, 0);
    return env.step(RIGHT, obs);
  }

  @Test
  void a_balanced_pole_is_truncated_after_500_steps() {
    env.reset(Rng.stream(3, "env"), obs);
    for (int t = 1; t <= 500; t++) {
      boolean right = obs[2] + 0.3 * obs[3] + 0.02 * obs[0] + 0.05 * obs[1] > 0;
      Step step = env.step(right ? RIGHT : LEFT, obs);
      assertThat(step).isEqualTo(t < 500 ? Step.of(1) : Step.truncated(1));
    }
  }

  @Test
  void falling_in_step_500_is_terminated_not_truncated() {
    env.reset(Rng.stream(3, "env"), obs);
    for (int t = 1; t < 500; t++) {
      env.state(0, 0, 0, 0);
      assertThat(env.step(LEFT, obs).last()).isFalse();
    }
    env.state(3, 0, 0, 0);
    assertThat(env.step(LEFT, obs)).isEqualTo(Step.terminal(1));
  }

  @Test
  void start_states_are_uniform_within_5_hundredths() {
    Rng rng = Rng.stream(4, "env");
    int n = 20_000;
    double[] sum = new double[4];
    double[] squares = new double[4];
    for (int i = 0; i < n; i++) {
      rng.reposition(0, i);
      env.reset(rng, obs);
      for (int j = 0; j < 4; j++) {
        assertThat(Math.abs(obs[j])).isLessThanOrEqualTo(0.05f);
        sum[j] += obs[j];
        squares[j] += obs[j] * obs[j];
      }
    }
    double deviation = 0.05 / Math.sqrt(3);
    for (int j = 0; j < 4; j++) {
      assertThat(sum[j] / n).isCloseTo(0, within(4 * deviation / Math.sqrt(n)));
      // Var U² = 4/45·a⁴ for U uniform in ±a
      double spread = Math.sqrt(4.0 / 45) * 0.05 * 0.05;
      assertThat(squares[j] / n)
          .isCloseTo(deviation * deviation, within(4 * spread / Math.sqrt(n)));
    }
  }

  @Test
  void an_action_that_does_not_exist_is_refused() {
    begin(0, 0, 0, 0);
    for (int action : new int[] {2, 7}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> env.step(Action.of(action), obs))
          .withMessage("action is " + action + "; it must be 0 (left) or 1 (right).");
    }
  }

  @Test
  void a_step_needs_a_running_episode() {
    CartPole fresh = new CartPole();
    assertThatIllegalStateException()
        .isThrownBy(() -> fresh.step(LEFT, obs))
        .withMessage(
            "step was called without an episode running; it must follow a reset. Maybe the last"
                + " step was terminated or truncated.");
    begin(3, 0, 0, 0);
    assertThat(env.step(LEFT, obs).terminated()).isTrue();
    assertThatIllegalStateException().isThrownBy(() -> env.step(LEFT, obs));
  }
}
