package ascent.algo;

import static ascent.algo.PPOSubject.BOX;
import static ascent.algo.PPOSubject.DISCRETE;
import static ascent.algo.PPOSubject.OBS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import ascent.config.Configs;
import ascent.reference.Gradients;
import ascent.reference.ReferencePolicy;
import ascent.rollout.Rollout;
import ascent.space.Space;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BehaviorCloningTest {
  private static final int ROWS = 90;

  /// One minibatch, no step: the parameters stay where the gradient was.
  private static final BehaviorCloningConfig PLAIN =
      BehaviorCloningConfig.DEFAULT
          .withBatchSize(1_000)
          .withLearningRate(0)
          .withOptimizer(PPOSubject.PLAIN.optimizer())
          .withNetwork(PPOSubject.PLAIN.network());

  private static int[] rows(int n) {
    int[] rows = new int[n];
    Arrays.setAll(rows, row -> row);
    return rows;
  }

  private static float[] gradient(BehaviorCloningConfig config, PPOSubject s, boolean returns) {
    new BehaviorCloning(config, s.learner, returns, 1).epoch(s.rollout, rows(ROWS), 0);
    return s.gradient();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void the_gradient_is_that_of_central_differences(boolean returns) {
    BehaviorCloningConfig config = PLAIN.withVfCoef(0.7f).withEntCoef(0.05f);
    for (Space actions : List.of(DISCRETE, BOX)) {
      try (PPOSubject s = new PPOSubject(PPOSubject.PLAIN, actions, ROWS, 0.3f)) {
        float[] gradient = gradient(config, s, returns);

        double[] expected =
            Gradients.central(t -> loss(s, t, returns ? 0.7 : 0), Gradients.widen(s.theta));

        Gradients.assertClose("cloning", gradient, expected, s.policy.layout());
      }
    }
  }

  /// L = −E[log π] + c_v E[(V − R)²] − 0.05 E[H], in double precision.
  private static double loss(PPOSubject s, double[] theta, double vfCoef) {
    ReferencePolicy reference = new ReferencePolicy(s.policy);
    Rollout r = s.rollout;
    double sum = 0;
    for (int i = 0; i < ROWS; i++) {
      float[] obs = Arrays.copyOfRange(r.obs, i * OBS, (i + 1) * OBS);
      int size = r.actionSize();
      float[] action = Arrays.copyOfRange(r.actions, i * size, (i + 1) * size);
      double error = reference.value(theta, obs) - r.returns[i];
      sum += vfCoef * error * error - reference.logProb(theta, obs, action);
      sum -= 0.05 * reference.entropy(theta, obs);
    }
    return sum / ROWS;
  }

  @Test
  void it_is_a2c_with_an_advantage_of_one() {
    A2CConfig a2c =
        A2CConfig.DEFAULT
            .withLearningRate(0)
            .withMaxGradNorm(Float.POSITIVE_INFINITY)
            .withVfCoef(0);
    try (PPOSubject s = new PPOSubject(PPOSubject.PLAIN, BOX, ROWS, 0)) {
      Arrays.fill(s.rollout.advantage, 1);
      new A2C(a2c, s.learner).learn(s.rollout, 0, s.logged::put);
      float[] expected = s.gradient();

      float[] gradient = gradient(PLAIN, s, false); // in another order: other last bits

      for (int i = 0; i < expected.length; i++) {
        assertThat(gradient[i]).isEqualTo(expected[i], within(1e-5f));
      }
    }
  }

  @Test
  void an_epoch_gives_the_mean_of_minus_log_pi_and_visits_every_row_once() {
    try (PPOSubject s = new PPOSubject(PPOSubject.PLAIN, DISCRETE, ROWS, 0)) {
      double nll = 0;
      for (float logProb : s.rollout.logProb) { // of the policy that acted, which is this one
        nll -= logProb / (double) ROWS;
      }
      BehaviorCloning cloning = new BehaviorCloning(PLAIN.withBatchSize(16), s.learner, false, 1);
      int[] rows = rows(ROWS);
      assertThat(cloning.epoch(s.rollout, rows, 0)).isEqualTo(nll, within(1e-6));
      assertThat(rows).isNotEqualTo(rows(ROWS));
      Arrays.sort(rows);
      assertThat(rows).isEqualTo(rows(ROWS));
      assertThat(s.optimizerSteps()).isEqualTo(6); // ⌈90 / 16⌉
    }
  }

  @Test
  void schedules_are_read_at_the_share_of_epochs_that_are_over() {
    // Of four epochs the third begins halfway: half of 0.02 of the way along plain descent.
    BehaviorCloningConfig config =
        PLAIN.withEpochs(4).withLearningRate(Schedule.parse("linear:0.02"));
    try (PPOSubject s = new PPOSubject(PPOSubject.PLAIN, DISCRETE, ROWS, 0);
        PPOSubject same = new PPOSubject(PPOSubject.PLAIN, DISCRETE, ROWS, 0)) {
      new BehaviorCloning(config, s.learner, false, 1).epoch(s.rollout, rows(ROWS), 2);
      new BehaviorCloning(config.withLearningRate(0.01f), same.learner, false, 1)
          .epoch(same.rollout, rows(ROWS), 2);
      assertThat(s.theta).isEqualTo(same.theta);
    }
  }

  @Test
  void every_setting_says_what_it_is() {
    assertThat(Configs.describe(BehaviorCloningConfig.DEFAULT))
        .allSatisfy(e -> assertThat(e.help()).isNotBlank());
    assertThat(Algorithms.learner("behavior-cloning")).contains(BehaviorCloningConfig.DEFAULT);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          epochs       | 0    | epochs is 0; it must be at least 1.
          batchSize    | 0    | batchSize is 0; it must be at least 1.
          heldOut      | 1    | heldOut is 1; it must be in [0, 1).
          learningRate | -1   | learningRate is -1; it must be ≥ 0 and finite throughout.
          entCoef      | inf  | entCoef is inf; it must be ≥ 0 and finite throughout.
          vfCoef       | -1   | vfCoef is -1; it must be ≥ 0 and finite throughout.
          maxGradNorm  | 0    | maxGradNorm is 0; it must be > 0 (inf is off).
          """)
  void settings_out_of_range_are_refused(String key, String value, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Configs.with(BehaviorCloningConfig.DEFAULT, key, value))
        .withMessage(message);
  }
}
