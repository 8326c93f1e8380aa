package ascent.bench;

import java.util.Arrays;
import org.apache.commons.statistics.distribution.TDistribution;

/// Two samples of a figure compared: how far apart their means are, and whether they may be of one
/// kind.
///
/// @param mean of ours
/// @param reference mean of the reference
/// @param low the lower end of the 95 % interval of the difference of the means, ours less the
///   reference's (Welch 1947: variances need not be equal)
/// @param high the upper end
/// @param p the share of all ways to deal the values into two samples of these sizes that have
///   means at least as far apart: the two-sided permutation test, exact
record Comparison(double mean, double reference, double low, double high, double p) {

  static Comparison of(double[] ours, double[] reference) {
    double a = mean(ours);
    double b = mean(reference);
    double va = variance(ours) / ours.length;
    double vb = variance(reference) / reference.length;
    double df =
        (va + vb) * (va + vb) / (va * va / (ours.length - 1) + vb * vb / (reference.length - 1));
    double half = Math.sqrt(va + vb) * TDistribution.of(df).inverseCumulativeProbability(0.975);
    return new Comparison(a, b, a - b - half, a - b + half, permutationTest(ours, reference));
  }

  /// Whether the whole interval lies within a share of the reference's mean.
  boolean within(double share) {
    double margin = share * Math.abs(reference);
    return low >= -margin && high <= margin;
  }

  static double mean(double[] a) {
    return Arrays.stream(a).average().orElse(Double.NaN);
  }

  static double variance(double[] a) {
    double mean = mean(a);
    return Arrays.stream(a).map(x -> (x - mean) * (x - mean)).sum() / (a.length - 1);
  }

  /// Deals the values in every way there is: 184,756 ways for ten and ten.
  private static double permutationTest(double[] a, double[] b) {
    double[] all = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, all, a.length, b.length);
    double total = Arrays.stream(all).sum();
    double observed = distance(Arrays.stream(a).sum(), total, a.length, b.length);
    long[] count = new long[2]; // [0] all ways, [1] those at least as far apart
    deal(all, 0, a.length, 0, new Deal(total, a.length, b.length, observed * (1 - 1e-12)), count);
    return (double) count[1] / count[0];
  }

  private record Deal(double total, int n, int m, double observed) {}

  private static double distance(double sum, double total, int n, int m) {
    return Math.abs(sum / n - (total - sum) / m);
  }

  /// @param left how many values of `all[from …)` the first sample still gets
  private static void deal(double[] all, int from, int left, double sum, Deal deal, long[] count) {
    if (left == 0) {
      count[0]++;
      count[1] += distance(sum, deal.total, deal.n, deal.m) >= deal.observed ? 1 : 0;
      return;
    }
    for (int i = from; i <= all.length - left; i++) {
      deal(all, i + 1, left - 1, sum + all[i], deal, count);
    }
  }
}
