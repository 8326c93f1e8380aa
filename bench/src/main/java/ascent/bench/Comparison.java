package ascent.bench;

import ascent.cli.bench.Figures;
import ascent.study.stats.PermutationTest;
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
/// @param p of the means' difference, by a [PermutationTest]
/// @param spread the standard deviation of ours, as a multiple of the reference's
/// @param spreadP of the spreads' difference: a [PermutationTest] of the distances from the median
///   (Brown and Forsythe 1974)
record Comparison(
    double mean,
    double reference,
    double low,
    double high,
    double p,
    double spread,
    double spreadP) {

  static Comparison of(double[] ours, double[] reference) {
    double a = mean(ours);
    double b = mean(reference);
    double va = variance(ours) / ours.length;
    double vb = variance(reference) / reference.length;
    double df =
        (va + vb) * (va + vb) / (va * va / (ours.length - 1) + vb * vb / (reference.length - 1));
    double half = Math.sqrt(va + vb) * TDistribution.of(df).inverseCumulativeProbability(0.975);
    return new Comparison(
        a,
        b,
        a - b - half,
        a - b + half,
        PermutationTest.p(ours, reference),
        Math.sqrt(variance(ours) / variance(reference)),
        PermutationTest.p(deviations(ours), deviations(reference)));
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

  /// The distances of the values from their median.
  private static double[] deviations(double[] a) {
    double median = Figures.median(a);
    return Arrays.stream(a).map(x -> Math.abs(x - median)).toArray();
  }
}
