package ascent.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.apache.commons.numbers.gamma.Digamma;
import org.apache.commons.numbers.gamma.LogGamma;
import org.apache.commons.numbers.gamma.Trigamma;
import org.junit.jupiter.api.Test;

class GammaMathTest {
  private static final double EULER = 0.5772156649015329;

  @Test
  void log_gamma_has_its_known_values() {
    // Γ(1) = Γ(2) = 1, Γ(5) = 4! = 24, Γ(½) = √π, Γ(3/2) = √π/2, Γ(11) = 10! = 3628800.
    assertThat(GammaMath.logGamma(1)).isEqualTo(0, within(4e-15));
    assertThat(GammaMath.logGamma(2)).isEqualTo(0, within(4e-15));
    assertThat(GammaMath.logGamma(5)).isEqualTo(StrictMath.log(24), within(4e-15));
    assertThat(GammaMath.logGamma(0.5)).isEqualTo(StrictMath.log(Math.PI) / 2, within(4e-15));
    assertThat(GammaMath.logGamma(1.5))
        .isEqualTo(StrictMath.log(Math.PI) / 2 - StrictMath.log(2), within(4e-15));
    assertThat(GammaMath.logGamma(11)).isEqualTo(StrictMath.log(3_628_800), within(4e-15));
  }

  @Test
  void digamma_has_its_known_values() {
    // ψ(1) = −γ, ψ(2) = 1 − γ, ψ(½) = −γ − 2 ln 2, ψ(4) = 1 + ½ + ⅓ − γ.
    assertThat(GammaMath.digamma(1)).isEqualTo(-EULER, within(4e-15));
    assertThat(GammaMath.digamma(2)).isEqualTo(1 - EULER, within(4e-15));
    assertThat(GammaMath.digamma(0.5)).isEqualTo(-EULER - 2 * StrictMath.log(2), within(8e-15));
    assertThat(GammaMath.digamma(4)).isEqualTo(11.0 / 6 - EULER, within(4e-15));
  }

  @Test
  void trigamma_has_its_known_values() {
    // ψ′(1) = π²/6, ψ′(2) = π²/6 − 1, ψ′(½) = π²/2.
    double square = Math.PI * Math.PI;
    assertThat(GammaMath.trigamma(1)).isEqualTo(square / 6, within(7e-15));
    assertThat(GammaMath.trigamma(2)).isEqualTo(square / 6 - 1, within(4e-15));
    assertThat(GammaMath.trigamma(0.5)).isEqualTo(square / 2, within(2e-14));
  }

  @Test
  void they_are_what_thirty_digits_give() {
    // x, ln Γ(x), ψ(x), ψ′(x), computed with mpmath 1.3 at 30 digits and rounded.
    double[][] known = {
      {0.001, 6.907178885383853, -1000.5755719318103, 1000001.6425331958},
      {0.7, 0.26086724653166654, -1.2200235536979347, 2.834049156694611},
      {1.0000001, -5.772155829918507e-08, -0.5772155004081381, 1.6449338264368782},
      {1.4616321449683622, -0.12148629053584961, -9.241265521729427e-17, 0.9676722454476212},
      {3.026303038247214, 0.7175553646888181, 0.933119347201302, 0.3909211403903975},
      {9.99, 12.779315214350193, 2.250700372831201, 0.10527695014824179},
      {10.01, 12.824350262448247, 2.2528037003181356, 0.10505595320551508},
      {57.25, 173.36191283062723, 4.038668593357127, 0.017620689469856142},
      {1234.5, 7550.550901077895, 7.118016231827998, 0.0008103727271269667},
      {1000000.0, 12815504.569147611, 13.815510057964191, 1.0000005000001667e-06}
    };
    for (double[] k : known) {
      double series = Math.max(1, k[0] * Math.abs(StrictMath.log(k[0]))); // its largest term
      assertThat(GammaMath.logGamma(k[0])).isEqualTo(k[1], within(1e-14 * series));
      assertThat(GammaMath.digamma(k[0]))
          .isEqualTo(k[2], within(4e-15 * Math.max(1, Math.abs(k[2]))));
      assertThat(GammaMath.trigamma(k[0])).isEqualTo(k[3], within(4e-15 * k[3]));
    }
  }

  /// Whose trigamma is good to 3e-12.
  @Test
  void they_agree_with_commons_numbers() {
    SplittableRandom random = new SplittableRandom(5);
    for (int i = 0; i < 20_000; i++) {
      double x = StrictMath.pow(10, random.nextDouble(-3, 6));
      double magnitude = 1 + x * Math.abs(StrictMath.log(x)); // the largest term of the series
      assertThat(GammaMath.logGamma(x))
          .as("lnΓ(%s)", x)
          .isEqualTo(LogGamma.value(x), within(4e-15 * Math.max(10, magnitude)));
      double psi = Digamma.value(x);
      assertThat(GammaMath.digamma(x))
          .as("ψ(%s)", x)
          .isEqualTo(psi, within(1e-14 * Math.max(1, Math.abs(psi))));
      double psi1 = Trigamma.value(x);
      assertThat(GammaMath.trigamma(x)).as("ψ′(%s)", x).isEqualTo(psi1, within(1e-11 * psi1));
    }
  }

  @Test
  void they_obey_their_recurrences_across_the_switch_to_the_series() {
    for (double x = 8.5; x < 11; x += 0.01) {
      assertThat(GammaMath.logGamma(x + 1) - GammaMath.logGamma(x))
          .isEqualTo(StrictMath.log(x), within(3e-14));
      assertThat(GammaMath.digamma(x + 1) - GammaMath.digamma(x)).isEqualTo(1 / x, within(3e-15));
      assertThat(GammaMath.trigamma(x) - GammaMath.trigamma(x + 1))
          .isEqualTo(1 / (x * x), within(1e-15));
    }
  }

  @Test
  void there_is_nothing_at_zero_and_below() {
    for (double x : new double[] {0, -0.5, -3, Double.NEGATIVE_INFINITY, Double.NaN}) {
      assertThat(GammaMath.logGamma(x)).isNaN();
      assertThat(GammaMath.digamma(x)).isNaN();
      assertThat(GammaMath.trigamma(x)).isNaN();
    }
  }
}
