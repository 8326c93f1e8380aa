package ascent.lab.exact;

import ascent.config.Check;

/// Tabular softmax policies: π(a|o) ∝ exp θ\[o,a\], in double.
public final class Softmax {
  private Softmax() {}

  /// The probabilities of a table of logits, row by row.
  ///
  /// @param theta θ, `[O × A]`
  /// @param actions A
  /// @return `[O × A]`
  public static double[] probabilities(double[] theta, int actions) {
    Check.that(actions >= 1, "actions", actions, "at least 1");
    Check.that(
        theta.length % actions == 0, "θ", theta.length + " numbers", "whole rows of " + actions);
    double[] pi = new double[theta.length];
    for (int row = 0; row < theta.length; row += actions) {
      double most = Double.NEGATIVE_INFINITY;
      for (int a = 0; a < actions; a++) {
        most = Math.max(most, theta[row + a]);
      }
      double sum = 0;
      for (int a = 0; a < actions; a++) {
        pi[row + a] = StrictMath.exp(theta[row + a] - most);
        sum += pi[row + a];
      }
      for (int a = 0; a < actions; a++) {
        pi[row + a] /= sum;
      }
    }
    return pi;
  }
}
