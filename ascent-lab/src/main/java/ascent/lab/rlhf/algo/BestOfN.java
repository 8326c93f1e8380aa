package ascent.lab.rlhf.algo;

import java.util.Arrays;
import java.util.Comparator;

/// Takes the best of n responses by the learned reward: the optimisation without a gradient.
public final class BestOfN {
  private BestOfN() {}

  /// log n − (n − 1)/n, the KL divergence of the best of n from a single response, in nats; exact
  /// where no two rewards tie (Stiennon et al. 2020, appendix G.3).
  public static double kl(int n) {
    return StrictMath.log(n) - (n - 1.0) / n;
  }

  /// The expected value of the best of n, over all ways to draw them from the given responses to
  /// one prompt: with m responses in ascending order of the learned reward, the k-th is the best of
  /// n with probability C(k − 1, n − 1)/C(m, n).
  ///
  /// @param proxy the learned reward of each
  /// @param value of each, such as the gold reward
  /// @param n at most as many as there are
  public static double expected(double[] proxy, double[] value, int n) {
    int m = proxy.length;
    Integer[] order = new Integer[m];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, Comparator.comparingDouble(i -> -proxy[i])); // the best first
    double sum = 0;
    double p = (double) n / m; // of the best: C(m−1, n−1)/C(m, n)
    for (int k = m; k >= n; k--) {
      sum += p * value[order[m - k]];
      p *= k > 1 ? (double) (k - n) / (k - 1) : 0; // C(k−2, n−1)/C(k−1, n−1)
    }
    return sum;
  }
}
