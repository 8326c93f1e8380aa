package ascent.study.stats;

import ascent.config.Check;

/// When to stop adding pairs to a comparison of A and B. After every pair, in their order:
///
/// 1. If the interval of [WinProbability] excludes ½, A or B has won.
/// 2. Otherwise, if it lies within ½ ± margin, they are equivalent.
/// 3. Otherwise, after the last pair that is allowed, the comparison is undecided.
///
/// If neither is better, a winner is named with a chance of at most α; if the probability lies
/// outside ½ ± margin, equivalence is found with a chance of at most α. Both hold for any number of
/// pairs.
///
/// @param alpha level of the test, in (0, 1)
/// @param margin the difference from ½ that does not matter, in (0, 0.5)
/// @param mostPairs at least 1
public record StoppingRule(double alpha, double margin, int mostPairs) {
  private static final double HALF = 0.5;

  public StoppingRule {
    Check.that(alpha > 0 && alpha < 1, "alpha", alpha, "in (0, 1)");
    Check.that(margin > 0 && margin < HALF, "margin", margin, "in (0, 0.5)");
    Check.that(mostPairs >= 1, "max-seeds", mostPairs, "at least 1");
  }

  /// What a comparison came to.
  public enum Verdict {
    /// A is better.
    A,
    /// B is better.
    B,
    /// The probability that A beats B is within ½ ± margin.
    EQUIVALENT,
    /// The last pair decided nothing.
    UNDECIDED,
    /// More pairs are needed.
    OPEN
  }

  /// A verdict and the pairs that led to it.
  public record Decision(Verdict verdict, WinProbability wins) {}

  /// The decision after one more pair; that of before if it was not open.
  ///
  /// @param a score of A; NaN if its run failed
  /// @param b score of B; NaN if its run failed
  public Decision after(Decision before, double a, double b) {
    if (before.verdict != Verdict.OPEN) {
      return before;
    }
    WinProbability wins = before.wins.and(a, b);
    return new Decision(verdict(wins), wins);
  }

  /// Looks at pairs in their order up to the first that decides.
  ///
  /// @param a scores of A, in the order of the pairs
  /// @param b scores of B, as many
  public Decision decide(double[] a, double[] b) {
    Check.that(a.length == b.length, "scores of B", b.length, "those of A, " + a.length);
    Decision decision = new Decision(Verdict.OPEN, WinProbability.NONE);
    for (int i = 0; i < a.length; i++) {
      decision = after(decision, a[i], b[i]);
    }
    return decision;
  }

  /// The verdict after some pairs, if there was none before the last of them.
  Verdict verdict(WinProbability wins) {
    if (wins.refutes(HALF, alpha)) {
      return wins.wins() > wins.losses() ? Verdict.A : Verdict.B;
    }
    if (Math.abs(wins.mean() - HALF) < margin
        && wins.refutes(HALF - margin, alpha)
        && wins.refutes(HALF + margin, alpha)) {
      return Verdict.EQUIVALENT;
    }
    return wins.pairs() >= mostPairs ? Verdict.UNDECIDED : Verdict.OPEN;
  }

  /// The fewest pairs that can decide: all won by one side, or all tied.
  public int fewestPairs() {
    for (int n = 1; n < mostPairs; n++) {
      if (verdict(new WinProbability(n, 0, 0)) != Verdict.OPEN
          || verdict(new WinProbability(0, n, 0)) != Verdict.OPEN) {
        return n;
      }
    }
    return mostPairs;
  }
}
