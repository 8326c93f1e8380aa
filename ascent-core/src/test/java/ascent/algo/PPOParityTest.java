package ascent.algo;

import ascent.parallel.Workers;
import ascent.parity.Fixtures;
import ascent.parity.Sb3Update;
import ascent.rollout.Minibatches;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PPOParityTest {

  static List<String> files() {
    return Fixtures.names(Fixtures.torch(), "ppo_update_");
  }

  @ParameterizedTest
  @MethodSource("files")
  void a_whole_update_is_that_of_stable_baselines3(String name) {
    Sb3Update recorded = new Sb3Update(name);
    float[] theta = recorded.parametersBefore();
    Map<String, Double> logged = new HashMap<>();
    try (Workers workers = Workers.of(1)) {
      PPOConfig config = config(recorded);
      Learner learner = new Learner(recorded.policy(), theta, config.optimizer(), workers);

      Minibatches inOrder = Minibatches.inOrder(config.batchSize());
      new PPO(config, learner, inOrder).learn(recorded.rollout(), 0, 0, logged::put);
    }

    recorded.assertParametersAfter(name, theta);
    recorded.assertLogged(name, logged);
    Fixtures.ran(name, 1);
  }

  /// Ours with their settings; their defaults are ours.
  private static PPOConfig config(Sb3Update recorded) {
    PPOConfig config = PPOConfig.DEFAULT;
    for (Map.Entry<String, Object> setting : recorded.hyperparameters().entrySet()) {
      if (setting.getValue() != null) {
        config = with(config, setting.getKey(), setting.getValue());
      }
    }
    return config;
  }

  private static PPOConfig with(PPOConfig config, String setting, Object value) {
    float number = value instanceof Number n ? n.floatValue() : Float.NaN;
    return switch (setting) {
      case "learning_rate" -> config.withLearningRate(number);
      case "n_steps" -> config.withRolloutSteps((int) value);
      case "batch_size" -> config.withBatchSize((int) value);
      case "n_epochs" -> config.withEpochs((int) value);
      case "clip_range" -> config.withClipRange(number);
      case "clip_range_vf" -> config.withClipRangeVf(number);
      case "ent_coef" -> config.withEntCoef(number);
      case "vf_coef" -> config.withVfCoef(number);
      case "max_grad_norm" -> config.withMaxGradNorm(number);
      case "target_kl" -> config.withTargetKl(number);
      case "normalize_advantage" ->
          config.withNormalizeAdvantage(
              (boolean) value ? AdvantageNormalization.MINIBATCH : AdvantageNormalization.NONE);
      default -> throw new AssertionError("There is a setting that no test knows: " + setting);
    };
  }
}
