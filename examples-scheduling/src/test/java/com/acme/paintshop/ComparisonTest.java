package com.acme.paintshop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ComparisonTest {

  @Test
  void the_interval_is_that_of_the_differences_not_of_the_costs() {
    Comparison c = Comparison.of(new int[] {10, 1000, 500}, new int[] {12, 1003, 504});

    // differences 2, 3, 4: mean 3, standard deviation 1, standard error 1/√3
    assertThat(c.saved()).isEqualTo(3, within(1e-12));
    assertThat(c.halfWidth()).isEqualTo(1.96 / Math.sqrt(3), within(1e-12));
    assertThat(c.better()).isTrue();
    assertThat(c).hasToString("503.3 instead of 506.3: saves 3.0 ± 1.1");
  }

  @Test
  void a_difference_within_the_interval_is_none() {
    // differences −1, 1, 3: mean 1, standard deviation 2, half width 1.96 · 2/√3 = 2.3
    assertThat(Comparison.of(new int[] {5, 5, 5}, new int[] {4, 6, 8}).better()).isFalse();
  }
}
