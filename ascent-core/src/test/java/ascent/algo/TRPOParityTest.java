package ascent.algo;

import static org.assertj.core.api.Assertions.assertThat;

import ascent.parallel.Workers;
import ascent.parity.Fixtures;
import ascent.parity.Sb3Update;
import ascent.rollout.Minibatches;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The original begins its conjugate gradients from noise of 1e-4, we from 0: hence the tolerance.
class TRPOParityTest {

  static List<String> files() {
    return Fixtures.names(Fixtures.torch(), "trpo_update_");
  }

  @ParameterizedTest
  @MethodSource("files")
  void a_whole_update_is_that_of_sb3_contrib(String name) {
    Sb3Update recorded = new Sb3Update(name);
    float[] theta = recorded.parametersBefore();
    Map<String, Double> logged = new HashMap<>();
    try (Workers workers = Workers.of(1)) {
      TRPOConfig config = config(recorded);
      Learner learner =
          new Learner(recorded.policy(), theta, config.optimizer(), config.groups(), workers);

      Minibatches inOrder = Minibatches.inOrder(config.batchSize());
      new TRPO(config, learner, inOrder).learn(recorded.rollout(), 0, 0, logged::put);
    }

    recorded.assertParametersAfter(name, theta, Fixtures.NOISY_UPDATE);
    for (String metric : recorded.logged().keySet()) {
      assertThat(logged).containsKey(metric);
      Fixtures.assertClose(
          name + " " + metric,
          new float[] {logged.get(metric).floatValue()},
          recorded.logged().get(metric),
          Fixtures.NOISY_UPDATE);
    }
    Fixtures.ran(name, 1);
  }

  /// Ours with their settings; their defaults are ours.
  private static TRPOConfig config(Sb3Update recorded) {
    TRPOConfig config = TRPOConfig.DEFAULT;
    for (Map.Entry<String, Object> setting : recorded.hyperparameters().entrySet()) {
      if (setting.getValue() != null) {
        config = with(config, setting.getKey(), setting.getValue());
      }
    }
    return config;
  }

  private static TRPOConfig with(TRPOConfig config, String setting, Object value) {
    float number = value instanceof Number n ? n.floatValue() : Float.NaN;
    return switch (setting) {
      case "learning_rate" -> config.withLearningRate(number);
      case "n_steps" -> config.withRolloutSteps((int) value);
      case "batch_size" -> config.withBatchSize((int) value);
      case "n_critic_updates" -> config.withCriticUpdates((int) value);
      case "target_kl" -> config.withTargetKl(number);
      case "cg_max_steps" -> config.withCgMaxSteps((int) value);
      case "cg_damping" -> config.withCgDamping(number);
      case "line_search_max_iter" -> config.withLineSearchMaxIter((int) value);
      case "line_search_shrinking_factor" -> config.withLineSearchShrinkingFactor(number);
      case "sub_sampling_factor" -> config.withSubSamplingFactor((int) value);
      case "normalize_advantage" -> config.withNormalizeAdvantage((boolean) value);
      default -> throw new AssertionError("There is a setting that no test knows: " + setting);
    };
  }
}
