package ascent.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ascent.config.Configs;
import org.junit.jupiter.api.Test;

class NormalizationConfigTest {
  private static final NormalizationConfig DEFAULT = NormalizationConfig.DEFAULT;

  @Test
  void it_is_off_by_default_with_the_limits_of_stable_baselines3() {
    assertThat(Configs.toMap(DEFAULT))
        .containsEntry("normalizeObservations", "false")
        .containsEntry("normalizeRewards", "false")
        .containsEntry("clipObservations", "10")
        .containsEntry("clipRewards", "10")
        .hasSize(4);
    assertThat(DEFAULT.any()).isFalse();
    assertThat(DEFAULT.withNormalizeRewards(true).any()).isTrue();
    assertThat(NormalizationConfig.BOTH).isEqualTo(new NormalizationConfig(true, true, 10, 10));
  }

  @Test
  void every_setting_says_what_it_is() {
    assertThat(Configs.describe(DEFAULT)).allSatisfy(e -> assertThat(e.help()).isNotBlank());
  }

  @Test
  void limits_must_leave_something() {
    for (String text : new String[] {"0", "-1", "nan"}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Configs.with(DEFAULT, "clipObservations", text))
          .withMessageStartingWith("clipObservations is ");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Configs.with(DEFAULT, "clipRewards", text))
          .withMessageStartingWith("clipRewards is ");
    }
    assertThat(Configs.with(DEFAULT, "clipRewards", "inf").clipRewards())
        .isEqualTo(Float.POSITIVE_INFINITY);
  }
}
