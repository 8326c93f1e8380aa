package ascent.study.stats;

import ascent.rng.Rng;
import java.util.Arrays;
import java.util.stream.IntStream;

/// Whether two samples may come from one distribution: the two-sided permutation test of the
/// difference of their means (Fisher 1935).
///
/// p is the share of all ways to deal the values into two samples of these sizes whose means are at
/// least as far apart. All ways are tried where there are few. Where there are many, [#DEALS] of
/// them are drawn from a fixed seed, and the observed one counts as one more.
public final class PermutationTest {
  /// How many deals are drawn where not all are tried.
  public static final int DEALS = 200_000;

  private final double[] values;
  private final int n;
  private final double total;
  private final double observed;
  private long deals;
  private long asFar;

  private PermutationTest(double[] a, double[] b) {
    values = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, values, a.length, b.length);
    n = a.length;
    total = Arrays.stream(values).sum();
    observed = distance(Arrays.stream(a).sum()) * (1 - 1e-12); // sums depend on their order
  }

  /// The chance of means at least as far apart if both samples are of one distribution.
  public static double p(double[] a, double[] b) {
    PermutationTest test = new PermutationTest(a, b);
    if (ways(a.length + b.length, a.length) <= DEALS) {
      test.dealAll(0, a.length, 0);
    } else {
      test.dealAtRandom();
    }
    return (double) test.asFar / test.deals;
  }

  /// n choose k.
  private static double ways(int n, int k) {
    return IntStream.rangeClosed(1, k)
        .mapToDouble(i -> (double) (n - k + i) / i)
        .reduce(1, (x, y) -> x * y);
  }

  private double distance(double sum) {
    return Math.abs(sum / n - (total - sum) / (values.length - n));
  }

  private void count(double sum) {
    deals++;
    asFar += distance(sum) >= observed ? 1 : 0;
  }

  /// @param left how many values of `values[from …)` the first sample still gets
  private void dealAll(int from, int left, double sum) {
    if (left == 0) {
      count(sum);
      return;
    }
    for (int i = from; i <= values.length - left; i++) {
      dealAll(i + 1, left - 1, sum + values[i]);
    }
  }

  private void dealAtRandom() {
    deals = 1;
    asFar = 1;
    Rng rng = Rng.stream(0, "permutation test");
    int[] order = IntStream.range(0, values.length).toArray();
    for (int d = 0; d < DEALS; d++) {
      rng.shuffle(order, order.length);
      count(Arrays.stream(order, 0, n).mapToDouble(i -> values[i]).sum());
    }
  }
}
