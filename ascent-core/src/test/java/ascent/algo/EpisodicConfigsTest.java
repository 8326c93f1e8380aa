package ascent.algo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ascent.algo.ReinforceConfig.Baseline;
import ascent.config.Configs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The settings of REINFORCE, linear softmax and one-step actor-critic.
class EpisodicConfigsTest {
  @Test
  void every_setting_says_what_it_is() {
    for (AlgorithmConfig config : Algorithms.all()) {
      assertThat(Configs.describe((Record) config))
          .allSatisfy(e -> assertThat(e.help()).as(e.name()).isNotBlank());
    }
  }

  private static AlgorithmConfig named(String algorithm) {
    return Algorithms.all().stream()
        .filter(c -> c.algorithm().equals(algorithm))
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          reinforce | rolloutEpisodes | 0 | rolloutEpisodes is 0; it must be at least 1.
          reinforce | rolloutSteps | 0 | rolloutSteps is 0; it must be at least 1.
          reinforce | gamma | 1.5 | gamma is 1.5; it must be in [0, 1].
          reinforce | baselineDecay | 1 | baselineDecay is 1; it must be in [0, 1).
          reinforce | learningRate | -1 | learningRate is -1; it must be ≥ 0 and finite throughout.
          reinforce | valueLearningRate | inf | valueLearningRate is inf; it must be ≥ 0 and finite throughout.
          reinforce | entCoef | -1 | entCoef is -1; it must be ≥ 0 and finite throughout.
          reinforce | vfCoef | inf | vfCoef is inf; it must be ≥ 0 and finite throughout.
          reinforce | maxGradNorm | 0 | maxGradNorm is 0; it must be > 0 (inf is off).
          linear-softmax | rolloutSteps | 0 | rolloutSteps is 0; it must be at least 1.
          linear-softmax | gamma | -1 | gamma is -1; it must be in [0, 1].
          linear-softmax | learningRate | inf | learningRate is inf; it must be ≥ 0 and finite throughout.
          linear-softmax | temperature | 0 | temperature is 0; it must be > 0 and finite.
          linear-softmax | temperature | inf | temperature is inf; it must be > 0 and finite.
          actor-critic | gamma | 2 | gamma is 2; it must be in [0, 1].
          actor-critic | learningRate | -1 | learningRate is -1; it must be ≥ 0 and finite throughout.
          actor-critic | entCoef | inf | entCoef is inf; it must be ≥ 0 and finite throughout.
          actor-critic | vfCoef | -1 | vfCoef is -1; it must be ≥ 0 and finite throughout.
          actor-critic | maxGradNorm | -1 | maxGradNorm is -1; it must be > 0 (inf is off).
          """)
  void settings_out_of_range_are_refused(
      String algorithm, String key, String value, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Configs.with((Record) named(algorithm), key, value))
        .withMessage(message);
  }

  /// V of standardised returns is in other units than rewards: it cannot go on with them.
  @Test
  void standardised_returns_do_not_go_on_with_a_value() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Configs.with(ReinforceConfig.DEFAULT, "standardizeReturns", "batch"))
        .withMessage(
            "standardizeReturns is batch; it must be none if V bootstraps returns, because V would"
                + " have another scale. Maybe bootstrap should be false.");
    ReinforceConfig config = ReinforceConfig.DEFAULT.withBootstrap(false);
    assertThat(Configs.toMap(Configs.with(config, "standardizeReturns", "batch")))
        .containsEntry("standardizeReturns", "batch");
  }

  @Test
  void only_a_learned_baseline_needs_a_value_function() {
    for (Baseline baseline : Baseline.values()) {
      ReinforceConfig config = ReinforceConfig.DEFAULT.withBaseline(baseline);
      boolean value = baseline == Baseline.VALUE;
      assertThat(config.learnsValue()).isEqualTo(value);
      assertThat(config.groups())
          .isEqualTo(value ? Learner.Groups.POLICY_AND_VALUE : Learner.Groups.ALL);
    }
    assertThat(LinearSoftmaxConfig.DEFAULT.learnsValue()).isFalse();
    assertThat(OneStepActorCriticConfig.DEFAULT.learnsValue()).isTrue();
  }

  @Test
  void rollouts_are_episodes_or_a_step() {
    assertThat(ReinforceConfig.DEFAULT.withRolloutEpisodes(3).rolloutEpisodes()).isEqualTo(3);
    assertThat(LinearSoftmaxConfig.DEFAULT.rolloutEpisodes()).isEqualTo(1);
    assertThat(OneStepActorCriticConfig.DEFAULT.rolloutSteps()).isEqualTo(1);
    assertThat(PPOConfig.DEFAULT.rolloutEpisodes()).isEqualTo(Integer.MAX_VALUE);
  }
}
