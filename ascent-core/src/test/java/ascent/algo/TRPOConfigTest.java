package ascent.algo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ascent.config.Configs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TRPOConfigTest {
  private static final TRPOConfig DEFAULT = TRPOConfig.DEFAULT;

  @Test
  void defaults_are_those_of_sb3_contrib() {
    assertThat(Configs.toMap(DEFAULT))
        .containsEntry("rolloutSteps", "2048")
        .containsEntry("batchSize", "128")
        .containsEntry("gamma", "0.99")
        .containsEntry("gaeLambda", "0.95")
        .containsEntry("learningRate", "0.001")
        .containsEntry("criticUpdates", "10")
        .containsEntry("normalizeAdvantage", "true")
        .containsEntry("targetKl", "0.01")
        .containsEntry("klDirection", "new-old")
        .containsEntry("cgMaxSteps", "15")
        .containsEntry("cgDamping", "0.1")
        .containsEntry("lineSearchMaxIter", "10")
        .containsEntry("lineSearchShrinkingFactor", "0.8")
        .containsEntry("subSamplingFactor", "1")
        .containsEntry("optimizer", "adam")
        .containsEntry("optimizerEpsilon", "1e-5")
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
          rolloutSteps  | 0    | rolloutSteps is 0; it must be at least 1.
          batchSize     | -3   | batchSize is -3; it must be at least 1.
          gamma         | 1.01 | gamma is 1.01; it must be in [0, 1].
          gaeLambda     | -0.1 | gaeLambda is -0.1; it must be in [0, 1].
          learningRate  | -1   | learningRate is -1; it must be ≥ 0 and finite throughout.
          learningRate  | inf  | learningRate is inf; it must be ≥ 0 and finite throughout.
          criticUpdates | -1   | criticUpdates is -1; it must be at least 0.
          targetKl      | -1   | targetKl is -1; it must be ≥ 0 and finite throughout.
          targetKl      | inf  | targetKl is inf; it must be ≥ 0 and finite throughout.
          cgMaxSteps    | 0    | cgMaxSteps is 0; it must be at least 1.
          cgDamping     | -0.1 | cgDamping is -0.1; it must be ≥ 0 and finite.
          cgDamping     | inf  | cgDamping is inf; it must be ≥ 0 and finite.
          lineSearchMaxIter | -1 | lineSearchMaxIter is -1; it must be at least 0 (0 takes the full step).
          lineSearchShrinkingFactor | 0 | lineSearchShrinkingFactor is 0; it must be in (0, 1).
          lineSearchShrinkingFactor | 1 | lineSearchShrinkingFactor is 1; it must be in (0, 1).
          subSamplingFactor | 0 | subSamplingFactor is 0; it must be at least 1.
          """)
  void settings_out_of_range_are_refused(String key, String value, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Configs.with(DEFAULT, key, value))
        .withMessage(message);
  }

  @ParameterizedTest
  @CsvSource({
    "gamma, 0",
    "gamma, 1",
    "gaeLambda, 0",
    "gaeLambda, 1",
    "learningRate, 0",
    "targetKl, 0",
    "targetKl, linear:0.01",
    "criticUpdates, 0",
    "cgDamping, 0",
    "lineSearchMaxIter, 0",
    "normalizeAdvantage, false",
    "klDirection, old-new"
  })
  void the_ends_of_the_ranges_are_allowed(String key, String value) {
    assertThat(Configs.toMap(Configs.with(DEFAULT, key, value))).containsEntry(key, value);
  }

  @Test
  void it_makes_a_trpo() {
    assertThat(DEFAULT.algorithm()).isEqualTo("trpo");
    assertThat(Algorithms.all()).contains(DEFAULT);
    assertThat(DEFAULT.groups()).isEqualTo(Learner.Groups.VALUE);
    try (TRPOSubject s = new TRPOSubject(TRPOSubject.SMALL, TRPOSubject.BOX, 1)) {
      Algorithm trpo = TRPOSubject.SMALL.create(s.learner, 1);
      assertThat(trpo).isInstanceOf(TRPO.class);
      assertThat(trpo.learner()).isSameAs(s.learner);
    }
  }

  @Test
  void a_number_is_a_schedule_too() {
    assertThat(DEFAULT.withLearningRate(0.5f).learningRate()).isEqualTo(Schedule.constant(0.5f));
    assertThat(DEFAULT.withTargetKl(0.5f).targetKl()).isEqualTo(Schedule.constant(0.5f));
  }
}
