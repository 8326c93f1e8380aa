package ascent.algo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ascent.config.Configs;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class A2CConfigTest {
  private static final A2CConfig DEFAULT = A2CConfig.DEFAULT;

  @Test
  void defaults_are_those_of_stable_baselines3() {
    assertThat(Configs.toMap(DEFAULT))
        .containsEntry("rolloutSteps", "5")
        .containsEntry("gamma", "0.99")
        .containsEntry("gaeLambda", "1")
        .containsEntry("learningRate", "0.0007")
        .containsEntry("normalizeAdvantage", "false")
        .containsEntry("entCoef", "0")
        .containsEntry("vfCoef", "0.5")
        .containsEntry("maxGradNorm", "0.5")
        .containsEntry("optimizer", "rmsprop")
        .containsEntry("optimizerEpsilon", "1e-5")
        .containsEntry("alpha", "0.99")
        .containsEntry("policyLayers", "64,64")
        .containsEntry("valueLayers", "64,64");
  }

  @Test
  void every_setting_says_what_it_is() {
    assertThat(Configs.describe(DEFAULT)).allSatisfy(e -> assertThat(e.help()).isNotBlank());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          rolloutSteps  | 0          | rolloutSteps is 0; it must be at least 1.
          gamma         | 1.01       | gamma is 1.01; it must be in [0, 1].
          gaeLambda     | -0.1       | gaeLambda is -0.1; it must be in [0, 1].
          learningRate  | -0.001     | learningRate is -0.001; it must be ≥ 0 and finite throughout.
          entCoef       | inf        | entCoef is inf; it must be ≥ 0 and finite throughout.
          vfCoef        | -0.5       | vfCoef is -0.5; it must be ≥ 0 and finite throughout.
          maxGradNorm   | 0          | maxGradNorm is 0; it must be > 0 (inf is off).
          """)
  void settings_out_of_range_are_refused(String key, String value, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Configs.with(DEFAULT, key, value))
        .withMessage(message);
  }

  @Test
  void it_makes_an_a2c() {
    assertThat(DEFAULT.algorithm()).isEqualTo("a2c");
    assertThat(Algorithms.all()).contains(DEFAULT);
    try (PPOSubject s = new PPOSubject(PPOSubject.PLAIN, PPOSubject.BOX, 1, 0)) {
      Algorithm a2c = DEFAULT.create(s.learner, 1);
      assertThat(a2c).isInstanceOf(A2C.class);
      assertThat(a2c.learner()).isSameAs(s.learner);
    }
  }

  @Test
  void a_number_is_a_schedule_too() {
    assertThat(
            List.of(
                DEFAULT.withLearningRate(0.5f).learningRate(),
                DEFAULT.withEntCoef(0.5f).entCoef(),
                DEFAULT.withVfCoef(0.5f).vfCoef()))
        .containsOnly(Schedule.constant(0.5f));
  }

  @Test
  void one_step_actor_critic_is_a2c_with_other_defaults() {
    OneStepActorCriticConfig config = OneStepActorCriticConfig.DEFAULT;
    assertThat(config.algorithm()).isEqualTo("actor-critic");
    assertThat(config.a2c())
        .isEqualTo(
            Configs.with(
                DEFAULT,
                Map.of(
                    "rolloutSteps", "1",
                    "gaeLambda", "0",
                    "learningRate", "linear:0.001",
                    "entCoef", "0.05",
                    "optimizer", "adam",
                    "sharedLayers", "64,64",
                    "policyLayers", "none",
                    "valueLayers", "none")));
    assertThat(Configs.toMap(config)).isEqualTo(Configs.toMap(config.a2c()));
    assertThat(config.rolloutSteps()).isEqualTo(1);
    assertThat(config.network()).isEqualTo(config.a2c().network());
    assertThat(config.gamma()).isEqualTo(config.a2c().gamma());
    assertThat(config.learningRate()).isEqualTo(config.a2c().learningRate());
    assertThat(config.normalization()).isEqualTo(config.a2c().normalization());
    assertThat(config.optimizer()).isEqualTo(config.a2c().optimizer());
  }
}
