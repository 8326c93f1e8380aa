package ascent.algo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ascent.config.Configs;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PPOConfigTest {
  private static final PPOConfig DEFAULT = PPOConfig.DEFAULT;

  @Test
  void defaults_are_those_of_stable_baselines3() {
    assertThat(Configs.toMap(DEFAULT))
        .containsEntry("rolloutSteps", "2048")
        .containsEntry("batchSize", "64")
        .containsEntry("epochs", "10")
        .containsEntry("gamma", "0.99")
        .containsEntry("gaeLambda", "0.95")
        .containsEntry("learningRate", "0.0003")
        .containsEntry("clipRange", "0.2")
        .containsEntry("clipRangeVf", "inf")
        .containsEntry("normalizeAdvantage", "minibatch")
        .containsEntry("entCoef", "0")
        .containsEntry("vfCoef", "0.5")
        .containsEntry("maxGradNorm", "0.5")
        .containsEntry("targetKl", "inf")
        .containsEntry("desiredKl", "inf")
        .containsEntry("recomputeAdvantages", "false")
        .containsEntry("optimizer", "adam")
        .containsEntry("optimizerEpsilon", "1e-5")
        .containsEntry("sharedLayers", "none")
        .containsEntry("policyLayers", "64,64")
        .containsEntry("valueLayers", "64,64")
        .containsEntry("activation", "tanh")
        .containsEntry("init", "orthogonal")
        .containsEntry("logStdInit", "0");
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
          batchSize     | -3         | batchSize is -3; it must be at least 1.
          epochs        | 0          | epochs is 0; it must be at least 1.
          gamma         | 1.01       | gamma is 1.01; it must be in [0, 1].
          gaeLambda     | -0.1       | gaeLambda is -0.1; it must be in [0, 1].
          learningRate  | -0.001     | learningRate is -0.001; it must be ≥ 0 and finite throughout.
          learningRate  | inf        | learningRate is inf; it must be ≥ 0 and finite throughout.
          learningRate  | linear:1..-1 | learningRate is linear:1..-1; it must be ≥ 0 and finite throughout.
          clipRange     | -0.2       | clipRange is -0.2; it must be ≥ 0 throughout (inf is off).
          clipRangeVf   | -1         | clipRangeVf is -1; it must be ≥ 0 throughout (inf is off).
          entCoef       | inf        | entCoef is inf; it must be ≥ 0 and finite throughout.
          vfCoef        | -0.5       | vfCoef is -0.5; it must be ≥ 0 and finite throughout.
          maxGradNorm   | 0          | maxGradNorm is 0; it must be > 0 (inf is off).
          targetKl      | 0          | targetKl is 0; it must be > 0 (inf is off).
          desiredKl     | -1         | desiredKl is -1; it must be > 0 (inf is off).
          """)
  void settings_out_of_range_are_refused(String key, String value, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Configs.with(DEFAULT, key, value))
        .withMessage(message);
  }

  @Test
  void a_schedule_of_a_rate_that_adapts_itself_is_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> DEFAULT.withLearningRate(Schedule.parse("linear:0.001")).withDesiredKl(0.01f))
        .withMessage(
            "learningRate is linear:0.001; it must be a constant with desiredKl, which adapts it"
                + " from there.");
  }

  @ParameterizedTest
  @CsvSource({
    "gamma, 0",
    "gamma, 1",
    "gaeLambda, 0",
    "gaeLambda, 1",
    "clipRange, 0",
    "clipRange, inf",
    "clipRangeVf, 0",
    "targetKl, inf",
    "maxGradNorm, inf",
    "learningRate, 0",
    "vfCoef, 0"
  })
  void the_ends_of_the_ranges_are_allowed(String key, String value) {
    assertThat(Configs.toMap(Configs.with(DEFAULT, key, value))).containsEntry(key, value);
  }

  @Test
  void it_makes_a_ppo() {
    assertThat(DEFAULT.algorithm()).isEqualTo("ppo");
    assertThat(Algorithms.all()).contains(DEFAULT);
    try (PPOSubject s = new PPOSubject(PPOSubject.PLAIN, PPOSubject.BOX, 1, 0)) {
      Algorithm ppo = DEFAULT.withNetwork(s.config.network()).create(s.learner, 1);
      assertThat(ppo).isInstanceOf(PPO.class);
      assertThat(ppo.learner()).isSameAs(s.learner);
    }
  }

  @Test
  void a_number_is_a_schedule_too() {
    Schedule half = Schedule.constant(0.5f);
    assertThat(
            List.of(
                DEFAULT.withLearningRate(0.5f).learningRate(),
                DEFAULT.withClipRange(0.5f).clipRange(),
                DEFAULT.withClipRangeVf(0.5f).clipRangeVf(),
                DEFAULT.withEntCoef(0.5f).entCoef(),
                DEFAULT.withVfCoef(0.5f).vfCoef()))
        .containsOnly(half);
  }
}
