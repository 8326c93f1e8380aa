package ascent.study.stats;

import ascent.config.Check;
import java.util.Arrays;

/// The probability that A beats B, from paired results that come one after the other: a test and an
/// interval that stay valid however often they are looked at and whenever one stops.
///
/// A pair has the result x = 1 if A's score is higher, ½ for a tie, 0 if B's is. The unknown is
/// μ = E\[x\] = P(A > B) + ½ P(A = B). Against each candidate m in (0, 1) a gambler with capital 1
/// bets on the results and so believes in some other probability q; his capital after n pairs is
///
///     Wₙ(m, q) = Πᵢ (xᵢ q/m + (1 − xᵢ)(1 − q)/(1 − m)).
///
/// If μ = m, every factor has the expectation 1, so W is a nonnegative martingale, and so is its
/// average over many q. By Ville's inequality it reaches 1/α at any time with a chance of at most
/// α. Hence
///
/// - ½ is refuted at level α as soon as Wₙ(½) ≥ 1/α, and
/// - {m : Wₙ(m) < 1/α} holds μ for all n at once with a chance of at least 1 − α. It is an interval
///   around the mean result, since log W is convex in m (each factor is a sum of log-convex
///   functions) and at most 0 at the mean (by Jensen's inequality).
///
/// The q are the Gauss–Chebyshev nodes, with equal weights. While n < 256 and without ties, that is
/// exactly the mixture over Jeffreys' prior Beta(½, ½); beyond it is another valid mixture. With
/// m = ½ a tie has the factor 1, so ties say nothing for or against either side.
///
/// Sources: Robbins, Statistical methods related to the law of the iterated logarithm (1970);
/// Howard et al., Time-uniform, nonparametric, nonasymptotic confidence sequences (2021);
/// Waudby-Smith and Ramdas, Estimating means of bounded random variables by betting (2024).
///
/// @param wins pairs in which A's score was higher
/// @param ties pairs with equal scores
/// @param losses pairs in which B's score was higher
public record WinProbability(int wins, int ties, int losses) {
  /// No pairs yet.
  public static final WinProbability NONE = new WinProbability(0, 0, 0);

  private static final int NODES = 128;
  private static final double NEGLIGIBLE = 50; // e⁻⁵⁰ is far below a rounding error of the sum
  private static final int HALVINGS = 50;
  private static final double HALF = 0.5;
  private static final double[] LOG_Q = new double[NODES];
  private static final double[] Q = new double[NODES];

  static {
    for (int k = 0; k < NODES; k++) {
      double sine = StrictMath.sin(Math.PI * (k + HALF) / (2 * NODES));
      Q[k] = sine * sine;
      LOG_Q[k] = StrictMath.log(Q[k]); // 1 − Q[k] is Q[NODES − 1 − k]
    }
  }

  public WinProbability {
    Check.that(wins >= 0, "wins", wins, "at least 0");
    Check.that(ties >= 0, "ties", ties, "at least 0");
    Check.that(losses >= 0, "losses", losses, "at least 0");
  }

  /// These pairs and one more. A score of NaN, that of a run that failed, is lower than any other.
  public WinProbability and(double a, double b) {
    int order = Double.compare(rank(a), rank(b));
    return order > 0
        ? new WinProbability(wins + 1, ties, losses)
        : order == 0
            ? new WinProbability(wins, ties + 1, losses)
            : new WinProbability(wins, ties, losses + 1);
  }

  private static double rank(double score) {
    return Double.isNaN(score) ? Double.NEGATIVE_INFINITY : score + 0.0; // −0 equals 0
  }

  /// The number of pairs.
  public int pairs() {
    return wins + ties + losses;
  }

  /// The mean result; NaN without pairs.
  public double mean() {
    return (wins + HALF * ties) / pairs();
  }

  /// The logarithm of the evidence against μ = m, ln Wₙ(m).
  ///
  /// @param m in (0, 1)
  public double logEvidence(double m) {
    Check.that(m > 0 && m < 1, "m", m, "in (0, 1)");
    double logM = StrictMath.log(m);
    double logRest = StrictMath.log1p(-m);
    double[] logs = new double[NODES];
    for (int k = 0; k < NODES; k++) {
      double tie = ties == 0 ? 0 : StrictMath.log(HALF * (Q[k] / m + (1 - Q[k]) / (1 - m)));
      logs[k] = wins * (LOG_Q[k] - logM) + losses * (LOG_Q[NODES - 1 - k] - logRest) + ties * tie;
    }
    double most = Arrays.stream(logs).max().orElseThrow();
    double sum = 0;
    for (double log : logs) {
      sum += log < most - NEGLIGIBLE ? 0 : StrictMath.exp(log - most);
    }
    return most + StrictMath.log(sum / NODES);
  }

  /// Whether the probability m is refuted at level α.
  boolean refutes(double m, double alpha) {
    return logEvidence(m) >= -StrictMath.log(alpha);
  }

  /// The mean result and its interval at level 1 − α: \[0, 1\] without pairs.
  public Estimate estimate(double alpha) {
    Check.that(alpha > 0 && alpha < 1, "alpha", alpha, "in (0, 1)");
    if (pairs() == 0) {
      return new Estimate(HALF, 0, 1);
    }
    double mean = mean();
    return new Estimate(
        mean,
        wins + ties == 0 ? 0 : end(mean, 0, alpha),
        losses + ties == 0 ? 1 : end(mean, 1, alpha));
  }

  /// The end of the interval between its inside and a probability outside, found by halving.
  private double end(double mean, double far, double alpha) {
    double inside = mean;
    double outside = far;
    for (int i = 0; i < HALVINGS; i++) {
      double middle = HALF * (inside + outside);
      if (refutes(middle, alpha)) {
        outside = middle;
      } else {
        inside = middle;
      }
    }
    return inside;
  }
}
