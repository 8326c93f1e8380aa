package ascent.algo;

import static ascent.algo.EpisodicSubject.BOX;
import static ascent.algo.EpisodicSubject.DISCRETE;
import static org.assertj.core.api.Assertions.assertThat;

import ascent.nn.OptimizerConfig;
import ascent.reference.Gradients;
import ascent.reference.ReferencePolicy;
import ascent.space.Space;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OneStepActorCriticTest {
  private static final OneStepActorCriticConfig PLAIN =
      OneStepActorCriticConfig.DEFAULT
          .withGamma(0.9f)
          .withEntCoef(0)
          .withMaxGradNorm(Float.POSITIVE_INFINITY)
          .withLearningRate(0)
          .withOptimizerConfig(OptimizerConfig.DEFAULT.withOptimizer(OptimizerConfig.Kind.SGD))
          .withPolicy(OneStepActorCriticConfig.DEFAULT.policy().withSharedLayers(List.of(5)));

  private static OneStepActorCriticConfig separate() {
    return PLAIN.withPolicy(
        PLAIN
            .policy()
            .withSharedLayers(List.of())
            .withPolicyLayers(List.of(4))
            .withValueLayers(List.of(3)));
  }

  /// One transition of each of four environments: one goes on, one ends, one is cut off.
  private static final String[] STEPS = {".", "T", "C", "."};

  @ParameterizedTest
  @CsvSource({"0, 0.5", "0.05, 0.5", "0, 0", "0.02, 0.7"})
  void the_gradient_is_that_of_central_differences(float entCoef, float vfCoef) {
    for (Space actions : List.of(DISCRETE, BOX)) {
      for (OneStepActorCriticConfig shape : List.of(PLAIN, separate())) {
        var config = shape.withEntCoef(entCoef).withVfCoef(vfCoef);
        try (EpisodicSubject s = new EpisodicSubject(config, actions, STEPS)) {
          s.update();

          double[] theta = Gradients.widen(s.theta);
          double[] expected = Gradients.central(t -> loss(s, config, theta, t), theta);

          Gradients.assertClose(config.toString(), s.gradient(), expected, s.policy.layout());
        }
      }
    }
  }

  /// E[−δ log π − c H + c_v (V − (r + γ V′))²], where δ and V′ are those of the parameters before.
  private static double loss(
      EpisodicSubject s, OneStepActorCriticConfig config, double[] before, double[] theta) {
    ReferencePolicy reference = new ReferencePolicy(s.policy);
    double sum = 0;
    for (int row = 0; row < STEPS.length; row++) {
      float[] obs = s.obs(row);
      double target = s.rollout.reward[row] + config.gamma() * s.valueAfter(row, before);
      double delta = target - reference.value(before, obs);
      double error = reference.value(theta, obs) - target;
      sum -= delta * reference.logProb(theta, obs, s.action(row));
      sum -= config.entCoef().at(0) * reference.entropy(theta, obs);
      sum += config.vfCoef() * error * error;
    }
    return sum / STEPS.length;
  }

  /// γ = 0 leaves δ = r − V, however the step ended.
  @Test
  void without_a_future_an_end_does_not_matter() {
    try (EpisodicSubject goesOn = new EpisodicSubject(PLAIN.withGamma(0), DISCRETE, ".");
        EpisodicSubject ends = new EpisodicSubject(PLAIN.withGamma(0), DISCRETE, "T")) {
      assertThat(goesOn.update().gradient()).isEqualTo(ends.update().gradient());
    }
  }

  @Test
  void it_reports_under_the_names_it_announced() {
    try (EpisodicSubject s = new EpisodicSubject(PLAIN, DISCRETE, STEPS)) {
      s.update();
      assertThat(s.logged.keySet()).containsExactlyInAnyOrderElementsOf(s.algorithm.metrics());
    }
  }
}
