package ascent.study.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class StudentIntervalTest {
  @Test
  void quantiles_are_those_of_the_tables() {
    assertThat(StudentInterval.quantile(0.95, 4)).isCloseTo(2.776445105, within(1e-8));
    assertThat(StudentInterval.quantile(0.95, 9)).isCloseTo(2.262157163, within(1e-8));
    assertThat(StudentInterval.quantile(0.99, 1)).isCloseTo(63.656741162, within(1e-8));
  }

  @Test
  void the_half_length_is_t_standard_errors() {
    // s = 1 and n = 3: t₂ / √3, with t₂ = .95/√.04875 (see the closed quantile of two degrees).
    Estimate estimate = StudentInterval.ofMean(0.95, 4, 5, 6);

    assertThat(estimate.value()).isCloseTo(5, within(1e-12));
    assertThat(estimate.high() - 5)
        .isCloseTo(0.95 / Math.sqrt(0.04875) / Math.sqrt(3), within(1e-8));
    assertThat(5 - estimate.low()).isCloseTo(estimate.high() - 5, within(1e-12));
  }

  @Test
  void one_value_has_no_interval() {
    assertThat(StudentInterval.ofMean(0.95, 3).hasInterval()).isFalse();
    assertThat(StudentInterval.ofMean(0.95, 3).value()).isEqualTo(3);
  }
}
