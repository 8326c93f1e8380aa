package ascent.rollout;

import java.util.Arrays;

/// Running mean and variance of vectors, in double; moments can be merged:
///
///     δ = x − mean        mean ← mean + δ·n_b / (n + n_b)
///     S ← S + S_b + δ²·n·n_b / (n + n_b)                      variance = S / n
///
/// (Chan, Golub & LeVeque 1983, *Algorithms for Computing the Sample Variance*, eq. 2.1; with a
/// single vector, n_b = 1 and S_b = 0, it is Welford's). Merging is not associative to the last
/// bit: for reproducible results, merge in a fixed order.
public final class RunningMoments {
  private double count;
  private final double[] mean; // [size]
  private final double[] squares; // S = Σ (x − mean)², [size]

  /// Empty moments of vectors of the given size.
  public RunningMoments(int size) {
    mean = new double[size];
    squares = new double[size];
  }

  /// Mean 0 and variance 1 with the weight of `count` vectors.
  public static RunningMoments standard(int size, double count) {
    RunningMoments moments = new RunningMoments(size);
    moments.count = count;
    Arrays.fill(moments.squares, count);
    return moments;
  }

  /// Saved moments.
  ///
  /// @param mean `[size]`
  /// @param squares sums of squared distances from the mean, `[size]`
  public static RunningMoments of(double count, double[] mean, double[] squares) {
    RunningMoments moments = new RunningMoments(mean.length);
    moments.count = count;
    System.arraycopy(mean, 0, moments.mean, 0, mean.length);
    System.arraycopy(squares, 0, moments.squares, 0, mean.length);
    return moments;
  }

  /// Clears the moments.
  public void clear() {
    count = 0;
    Arrays.fill(mean, 0);
    Arrays.fill(squares, 0);
  }

  /// Adds the vector at `x[at … at + size)`.
  public void add(float[] x, int at) {
    count++;
    for (int j = 0; j < mean.length; j++) {
      add(j, x[at + j]);
    }
  }

  /// Adds a number, for vectors of size 1.
  public void add(double x) {
    count++;
    add(0, x);
  }

  private void add(int j, double x) {
    double delta = x - mean[j];
    mean[j] += delta / count;
    squares[j] += delta * (x - mean[j]);
  }

  /// Merges another collection.
  public void merge(RunningMoments other) {
    if (other.count == 0) {
      return;
    }
    double total = count + other.count;
    for (int j = 0; j < mean.length; j++) {
      double delta = other.mean[j] - mean[j];
      mean[j] += delta * (other.count / total);
      squares[j] += other.squares[j] + delta * delta * (count * other.count / total);
    }
    count = total;
  }

  /// The number of components of a vector.
  public int size() {
    return mean.length;
  }

  /// The total weight, in vectors.
  public double count() {
    return count;
  }

  /// The mean of a component.
  public double mean(int j) {
    return mean[j];
  }

  /// The variance of a component, with n in the denominator; NaN if empty.
  public double variance(int j) {
    return squares[j] / count;
  }

  /// A copy of the means, `[size]`.
  public double[] mean() {
    return mean.clone();
  }

  /// A copy of the sums of squared distances from the mean, `[size]`.
  public double[] squares() {
    return squares.clone();
  }
}
