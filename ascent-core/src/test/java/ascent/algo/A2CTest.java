package ascent.algo;

import static ascent.algo.PPOSubject.BOX;
import static ascent.algo.PPOSubject.DISCRETE;
import static ascent.algo.PPOSubject.OBS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ascent.reference.Gradients;
import ascent.reference.ReferencePolicy;
import ascent.rollout.Rollout;
import ascent.space.Space;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class A2CTest {
  private static final int ROWS = 90;

  /// Nothing switched on, and no step taken: the parameters stay where the gradient was.
  private static final A2CConfig PLAIN =
      A2CConfig.DEFAULT
          .withLearningRate(0)
          .withVfCoef(0)
          .withMaxGradNorm(Float.POSITIVE_INFINITY)
          .withOptimizer(PPOSubject.PLAIN.optimizer())
          .withNetwork(PPOSubject.PLAIN.network());

  /// The parts of a [PPOSubject], learned from by A2C.
  private static PPOSubject subject(A2CConfig config, Space actions, int rows) {
    PPOConfig same =
        PPOSubject.PLAIN.withNetwork(config.network()).withOptimizer(config.optimizer());
    return new PPOSubject(same, actions, rows, 0.3f);
  }

  private static float[] gradient(A2CConfig config, PPOSubject s) {
    new A2C(config, s.learner).learn(s.rollout, 0, s.logged::put);
    return s.gradient();
  }

  static List<A2CConfig> configs() {
    return List.of(
        PLAIN,
        PLAIN.withVfCoef(0.5f),
        PLAIN.withEntCoef(0.05f),
        PLAIN
            .withVfCoef(0.7f)
            .withEntCoef(0.02f)
            .withNetwork(PLAIN.network().withSharedLayers(List.of(7))));
  }

  /// L = −E[A log π] + c_v E[(V − R)²] − c E[H], in double precision.
  @ParameterizedTest
  @MethodSource("configs")
  void the_gradient_is_that_of_central_differences(A2CConfig config) {
    for (Space actions : List.of(DISCRETE, BOX)) {
      try (PPOSubject s = subject(config, actions, ROWS)) {
        float[] gradient = gradient(config, s);

        double[] expected = Gradients.central(t -> loss(config, s, t), Gradients.widen(s.theta));

        Gradients.assertClose(config.toString(), gradient, expected, s.policy.layout());
        double loss =
            s.logged.get("train/policy_loss")
                + config.vfCoef().at(0) * s.logged.get("train/value_loss")
                + config.entCoef().at(0) * s.logged.get("train/entropy_loss");
        assertThat(loss).isEqualTo(loss(config, s, Gradients.widen(s.theta)), within(1e-5));
      }
    }
  }

  private static double loss(A2CConfig config, PPOSubject s, double[] theta) {
    ReferencePolicy reference = new ReferencePolicy(s.policy);
    Rollout r = s.rollout;
    double sum = 0;
    for (int i = 0; i < ROWS; i++) {
      float[] obs = Arrays.copyOfRange(r.obs, i * OBS, (i + 1) * OBS);
      int size = r.actionSize();
      float[] action = Arrays.copyOfRange(r.actions, i * size, (i + 1) * size);
      double error = reference.value(theta, obs) - r.returns[i];
      sum -= r.advantage[i] * reference.logProb(theta, obs, action);
      sum += config.vfCoef().at(0) * error * error;
      sum -= config.entCoef().at(0) * reference.entropy(theta, obs);
    }
    return sum / ROWS;
  }

  /// While π is the policy that acted, all ratios are exactly 1 and no clip binds.
  @Test
  void its_gradient_is_ppos_first_of_the_full_batch_to_the_bit() {
    A2CConfig a2c = PLAIN.withVfCoef(0.5f).withEntCoef(0.01f);
    PPOConfig ppo = PPOSubject.PLAIN.withVfCoef(0.5f).withEntCoef(0.01f).withClipRange(0.2f);
    for (Space actions : List.of(DISCRETE, BOX)) {
      try (PPOSubject s = new PPOSubject(ppo, actions, ROWS, 0)) {
        float[] expected = s.learn().gradient();

        assertThat(gradient(a2c, s)).isEqualTo(expected);
        assertThat(gradient(a2c.withVfCoef(0.6f), s)).isNotEqualTo(expected);
      }
    }
  }

  @Test
  void at_lambda_1_advantages_are_n_step_returns_less_values_and_at_0_td_errors() {
    float gamma = 0.9f;
    try (PPOSubject s = subject(PLAIN, DISCRETE, 3)) {
      Rollout r = s.rollout;
      A2CConfig config = PLAIN.withGamma(gamma);
      new A2C(config.withGaeLambda(1), s.learner).update(r, 0, 0, s.logged::put);
      double bootstrap = r.lastValue[0];
      double ret = r.reward[0] + gamma * (r.reward[1] + gamma * (r.reward[2] + gamma * bootstrap));
      assertThat((double) r.returns[0]).isEqualTo(ret, within(1e-5));
      assertThat((double) r.advantage[0]).isEqualTo(ret - r.value[0], within(1e-5));

      new A2C(config.withGaeLambda(0), s.learner).update(r, 0, 0, s.logged::put);
      double delta = r.reward[0] + gamma * r.value[1] - r.value[0];
      assertThat((double) r.advantage[0]).isEqualTo(delta, within(1e-5));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void a_rollout_of_one_sample_is_learned_from(boolean normalize) {
    A2CConfig config =
        A2CConfig.DEFAULT.withNetwork(PLAIN.network()).withNormalizeAdvantage(normalize);
    try (PPOSubject s = subject(config, BOX, 1)) {
      float[] before = s.theta.clone();

      new A2C(config, s.learner).update(s.rollout, 0, 0, s.logged::put);

      assertThat(s.theta).isNotEqualTo(before);
      for (float x : s.theta) {
        assertThat(x).isFinite();
      }
      assertThat(s.optimizerSteps()).isEqualTo(1);
    }
  }

  @Test
  void normalised_advantages_have_mean_0_and_deviation_1() {
    // Then a shift and a stretch of all advantages change nothing.
    A2CConfig config = PLAIN.withNormalizeAdvantage(true);
    try (PPOSubject one = subject(config, DISCRETE, ROWS);
        PPOSubject other = subject(config, DISCRETE, ROWS)) {
      for (int i = 0; i < ROWS; i++) {
        other.rollout.advantage[i] = 8 * other.rollout.advantage[i] + 3;
      }
      float[] expected = gradient(config, one);
      float[] g = gradient(config, other);
      for (int i = 0; i < g.length; i++) {
        assertThat(g[i]).isEqualTo(expected[i], within(1e-5f));
      }
    }
  }

  @Test
  void schedules_are_read_at_the_progress_of_the_training() {
    // Entropy alone: its gradient is in proportion to the coefficient, 0.02 halfway.
    A2CConfig config = PLAIN.withEntCoef(Schedule.parse("exp:0.04..0.01"));
    A2CConfig constant = PLAIN.withEntCoef(0.02f);
    try (PPOSubject one = subject(config, DISCRETE, ROWS);
        PPOSubject other = subject(config, DISCRETE, ROWS)) {
      A2CConfig rate =
          config
              .withLearningRate(Schedule.parse("linear:0.004"))
              .withVfCoef(Schedule.parse("linear:0..1"));
      new A2C(rate, one.learner).learn(one.rollout, 0.5, one.logged::put);
      A2CConfig fixed = constant.withLearningRate(0.002f).withVfCoef(0.5f);
      new A2C(fixed, other.learner).learn(other.rollout, 0, other.logged::put);

      assertThat(one.theta).isEqualTo(other.theta);
      assertThat(one.logged).isEqualTo(other.logged);
    }
  }

  @Test
  void exactly_the_metrics_that_are_announced_are_reported() {
    try (PPOSubject s = subject(PLAIN, DISCRETE, 20)) {
      Algorithm a2c = new A2C(PLAIN, s.learner);
      a2c.update(s.rollout, 0, 0, s.logged::put);
      assertThat(s.logged.keySet()).containsExactlyElementsOf(a2c.metrics());
      assertThat(s.logged.get("train/n_updates")).isEqualTo(1);
    }
  }

  @Test
  void an_update_is_a_function_of_parameters_and_rollout() {
    A2CConfig config = A2CConfig.DEFAULT.withNetwork(PLAIN.network());
    try (PPOSubject a = subject(config, BOX, 40);
        PPOSubject b = subject(config, BOX, 40)) {
      Algorithm first = new A2C(config, a.learner);
      first.update(a.rollout, 0, 0, a.logged::put);
      List<float[]> vectors = a.learner.vectors().stream().map(float[]::clone).toList();
      b.learner.restore(a.theta.clone(), a.learner.counters(), vectors);

      first.update(a.rollout, 1, 0, a.logged::put);
      new A2C(config, b.learner).update(b.rollout, 1, 0, b.logged::put);

      assertThat(b.theta).isEqualTo(a.theta);
      assertThat(b.logged).isEqualTo(a.logged);
    }
  }

  /// One transition of each of four environments: two go on, one terminates, one is truncated.
  private static final String[] ONE_STEP = {".", "T", "C", "."};

  private static A2CConfig oneStep() {
    A2CConfig config = OneStepActorCriticConfig.DEFAULT.a2c();
    return config
        .withGamma(0.9f)
        .withMaxGradNorm(Float.POSITIVE_INFINITY)
        .withLearningRate(0)
        .withNetwork(config.network().withSharedLayers(List.of(5)));
  }

  /// At T = 1 and λ = 0 it is one-step actor-critic (Sutton & Barto 2018, section 13.5), here in
  /// double precision: E[−δ log π − c H + c_v (V − (r + γ V′))²], δ = r + γ V′ − V, where V′ and δ
  /// are those of the parameters before, and V′ = 0 after a terminal state.
  @ParameterizedTest
  @CsvSource({"0, 0.5", "0.05, 0.5", "0, 0", "0.02, 0.7"})
  void rollouts_of_one_step_at_lambda_0_are_one_step_actor_critic(float entCoef, float vfCoef) {
    A2CConfig shared = oneStep().withEntCoef(entCoef).withVfCoef(vfCoef);
    for (A2CConfig config : List.of(shared, shared.withNetwork(PLAIN.network()))) {
      for (Space actions : List.of(EpisodicSubject.DISCRETE, EpisodicSubject.BOX)) {
        try (EpisodicSubject s = new EpisodicSubject(config, actions, ONE_STEP)) {
          s.update();

          double[] theta = Gradients.widen(s.theta);
          double[] expected = Gradients.central(t -> oneStepLoss(s, config, theta, t), theta);

          Gradients.assertClose(config.toString(), s.gradient(), expected, s.policy.layout());
        }
      }
    }
  }

  private static double oneStepLoss(
      EpisodicSubject s, A2CConfig config, double[] before, double[] theta) {
    ReferencePolicy reference = new ReferencePolicy(s.policy);
    double sum = 0;
    for (int row = 0; row < ONE_STEP.length; row++) {
      float[] obs = s.obs(row);
      double target = s.rollout.reward[row] + config.gamma() * s.valueAfter(row, before);
      double delta = target - reference.value(before, obs);
      double error = reference.value(theta, obs) - target;
      sum -= delta * reference.logProb(theta, obs, s.action(row));
      sum -= config.entCoef().at(0) * reference.entropy(theta, obs);
      sum += config.vfCoef().at(0) * error * error;
    }
    return sum / ONE_STEP.length;
  }

  /// γ = 0 leaves δ = r − V, however the step ended.
  @Test
  void without_a_future_it_does_not_matter_how_a_step_ended() {
    A2CConfig config = oneStep().withGamma(0);
    try (EpisodicSubject goesOn = new EpisodicSubject(config, DISCRETE, ".");
        EpisodicSubject ends = new EpisodicSubject(config, DISCRETE, "T")) {
      assertThat(goesOn.update().gradient()).isEqualTo(ends.update().gradient());
    }
  }
}
