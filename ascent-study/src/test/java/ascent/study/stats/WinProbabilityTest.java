package ascent.study.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ascent.rng.Rng;
import ascent.study.stats.StoppingRule.Decision;
import ascent.study.stats.StoppingRule.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WinProbabilityTest {
  private static final double ALPHA = 0.05;
  private static final int COMPARISONS = 500;
  private static final StoppingRule RULE = new StoppingRule(ALPHA, 0.1, 100);

  private static double evidence(WinProbability wins, double m) {
    return StrictMath.exp(wins.logEvidence(m));
  }

  @Test
  void evidence_is_the_mixture_over_jeffreys_prior() {
    // 2ⁿ B(n + ½, ½)/π = 2ⁿ C(2n, n)/4ⁿ for n wins: 64·924/4096 and 128·3432/16384.
    assertThat(evidence(new WinProbability(6, 0, 0), 0.5)).isCloseTo(14.4375, within(1e-9));
    assertThat(evidence(new WinProbability(7, 0, 0), 0.5)).isCloseTo(26.8125, within(1e-9));
    // one win and one loss: E[q(1 − q)]/m(1 − m) with E[q(1 − q)] = 1/8 and m = ¼
    assertThat(evidence(new WinProbability(1, 0, 1), 0.25)).isCloseTo(2.0 / 3, within(1e-9));
    assertThat(evidence(WinProbability.NONE, 0.3)).isCloseTo(1, within(1e-12));
  }

  @Test
  void seven_wins_in_a_row_are_the_fewest_that_decide() {
    assertThat(RULE.fewestPairs()).isEqualTo(7); // 26.8 ≥ 1/0.05 > 14.4
    assertThat(RULE.decide(new double[] {2, 2, 2, 2, 2, 2}, new double[6]).verdict())
        .isEqualTo(Verdict.OPEN);
    assertThat(RULE.decide(new double[7], new double[] {2, 2, 2, 2, 2, 2, 2}).verdict())
        .isEqualTo(Verdict.B);
  }

  @Test
  void ties_say_nothing_for_either_side() {
    double without = new WinProbability(5, 0, 2).logEvidence(0.5);

    assertThat(new WinProbability(5, 9, 2).logEvidence(0.5)).isCloseTo(without, within(1e-12));
  }

  @Test
  void a_run_that_failed_loses_and_two_tie() {
    assertThat(WinProbability.NONE.and(Double.NaN, -1e9).losses()).isEqualTo(1);
    assertThat(WinProbability.NONE.and(-1e9, Double.NaN).wins()).isEqualTo(1);
    assertThat(WinProbability.NONE.and(Double.NaN, Double.NaN).ties()).isEqualTo(1);
    assertThat(WinProbability.NONE.and(0.0, -0.0).ties()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"7, 0, 0", "0, 12, 0", "12, 5, 3", "1, 0, 1", "400, 20, 380"})
  void the_interval_holds_the_mean_and_ends_where_the_evidence_is_one_over_alpha(
      int wins, int ties, int losses) {
    WinProbability pairs = new WinProbability(wins, ties, losses);

    Estimate estimate = pairs.estimate(ALPHA);

    assertThat(estimate.value())
        .isEqualTo((wins + 0.5 * ties) / (wins + ties + losses))
        .isBetween(estimate.low(), estimate.high());
    for (double end : new double[] {estimate.low(), estimate.high()}) {
      if (end > 0 && end < 1) {
        assertThat(evidence(pairs, end)).isCloseTo(1 / ALPHA, within(1e-6));
      }
    }
    Estimate turned = new WinProbability(losses, ties, wins).estimate(ALPHA);
    assertThat(turned.low()).isCloseTo(1 - estimate.high(), within(1e-9));
    assertThat(turned.high()).isCloseTo(1 - estimate.low(), within(1e-9));
  }

  /// The share of comparisons that come to a verdict.
  private static double share(Verdict verdict, StoppingRule rule, double win, double tie) {
    int count = 0;
    for (int i = 0; i < COMPARISONS; i++) {
      count += decided(rule, win, tie, i).verdict() == verdict ? 1 : 0;
    }
    return (double) count / COMPARISONS;
  }

  private static Decision decided(StoppingRule rule, double win, double tie, int index) {
    Rng rng = Rng.stream(1, "comparison", index);
    Decision decision = rule.decide(new double[0], new double[0]);
    while (decision.verdict() == Verdict.OPEN) {
      double u = rng.nextDouble();
      decision = rule.after(decision, u < win ? 1 : u < win + tie ? 0 : -1, 0);
    }
    return decision;
  }

  /// Five hundred comparisons without a difference, looked at after each of a hundred pairs. The
  /// guarantee is 0.05; a test of level 0.05 that is repeated after every pair would err in a third
  /// of them.
  @ParameterizedTest
  @CsvSource({"0.5, 0", "0.3, 0.4", "0.05, 0.9"})
  void without_a_difference_a_winner_is_named_in_at_most_alpha_of_the_comparisons(
      double win, double tie) {
    double wrong = share(Verdict.A, RULE, win, tie) + share(Verdict.B, RULE, win, tie);

    assertThat(wrong).isLessThanOrEqualTo(ALPHA);
  }

  @Test
  void a_difference_is_found() {
    assertThat(share(Verdict.A, RULE, 0.8, 0)).isGreaterThan(0.99);
    assertThat(share(Verdict.B, RULE, 0.2, 0.2)).isGreaterThan(0.9);
  }

  @Test
  void equivalence_is_rarely_found_where_there_is_a_difference_and_soon_where_all_tie() {
    StoppingRule longer = new StoppingRule(ALPHA, 0.1, 300);

    assertThat(share(Verdict.EQUIVALENT, longer, 0.25, 0.7)).isLessThanOrEqualTo(ALPHA); // μ = 0.6
    Decision ties = RULE.decide(new double[100], new double[100]);
    assertThat(ties.verdict()).isEqualTo(Verdict.EQUIVALENT);
    assertThat(ties.wins().pairs()).isLessThan(40);
  }

  @Test
  void the_interval_holds_the_probability_after_all_pairs_at_once() {
    int missed = 0;
    for (int i = 0; i < COMPARISONS; i++) {
      Rng rng = Rng.stream(2, "comparison", i);
      WinProbability pairs = WinProbability.NONE;
      boolean out = false;
      for (int n = 0; n < 100; n++) {
        pairs = pairs.and(rng.nextDouble() < 0.7 ? 1 : 0, 0.5);
        out |= pairs.refutes(0.7, ALPHA);
      }
      missed += out ? 1 : 0;
    }

    assertThat((double) missed / COMPARISONS).isLessThanOrEqualTo(ALPHA);
  }

  @Test
  void comparisons_end_at_the_last_pair() {
    Decision decision =
        new StoppingRule(ALPHA, 0.1, 3).decide(new double[] {1, 0, 1}, new double[] {0, 1, 0});

    assertThat(decision.verdict()).isEqualTo(Verdict.UNDECIDED);
    assertThat(decision.wins()).isEqualTo(new WinProbability(2, 0, 1));
  }
}
