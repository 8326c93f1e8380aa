package ascent.lab.estimator;

import ascent.lab.estimator.EstimateSampler.Sample;
import ascent.study.stats.Estimate;
import ascent.study.stats.StudentInterval;
import java.util.List;

/// Statistics of the errors of gradient estimates.
final class GradientErrors {
  private static final double LEVEL = 0.95;
  private static final double COVERAGE_LEVEL = 0.99;
  private static final Estimate NONE = new Estimate(Double.NaN, Double.NaN, Double.NaN);

  private final int n;
  private final int size;
  private final double[][] errors; // [n][size]
  private final double[] mean; // [size]
  private final double[] cosines; // [n]

  GradientErrors(List<Sample> samples) {
    n = samples.size();
    size = samples.getFirst().truth().length;
    errors = new double[n][size];
    cosines = new double[n];
    mean = new double[size];
    for (int r = 0; r < n; r++) {
      Sample sample = samples.get(r);
      cosines[r] = cosine(sample.estimate(), sample.truth());
      for (int i = 0; i < size; i++) {
        errors[r][i] = sample.estimate()[i] - sample.truth()[i];
        mean[i] += errors[r][i] / n;
      }
    }
  }

  /// The report of an estimator.
  ///
  /// @param scaled whether the length of an estimate means something
  EstimatorReport report(String name, double gradientNorm, boolean scaled) {
    return new EstimatorReport(
        name,
        n,
        gradientNorm,
        scaled ? bias() : NONE,
        scaled ? variance() : NONE,
        scaled ? meanSquaredError() : NONE,
        StudentInterval.ofMean(LEVEL, cosines),
        scaled ? covered() : Double.NaN);
  }

  /// 0 if either is 0, which has no direction.
  static double cosine(double[] a, double[] b) {
    double norms = Math.sqrt(dot(a, a) * dot(b, b));
    return norms > 0 ? dot(a, b) / norms : 0;
  }

  static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  /// ‖E\[e\]‖, from the unbiased estimate of its square, (‖Σe‖² − Σ‖e‖²)/(n(n − 1)), and an
  /// interval of that by the jackknife's pseudo-values.
  private Estimate bias() {
    double[] total = new double[size];
    double squares = 0;
    for (double[] e : errors) {
      squares += dot(e, e);
      for (int i = 0; i < size; i++) {
        total[i] += e[i];
      }
    }
    double whole = dot(total, total);
    double all = (whole - squares) / (n * (n - 1.0));
    double[] pseudo = new double[n];
    for (int r = 0; r < n; r++) {
      double own = dot(errors[r], errors[r]);
      double others = whole - 2 * dot(total, errors[r]) + own - (squares - own);
      pseudo[r] = n * all - (n - 1) * others / ((n - 1.0) * (n - 2.0));
    }
    Estimate square = StudentInterval.ofMean(LEVEL, pseudo);
    return new Estimate(root(all), root(square.low()), root(square.high()));
  }

  private static double root(double square) {
    return Math.sqrt(Math.max(0, square));
  }

  private Estimate variance() {
    double[] squares = new double[n];
    for (int r = 0; r < n; r++) {
      for (int i = 0; i < size; i++) {
        double d = errors[r][i] - mean[i];
        squares[r] += d * d * n / (n - 1.0);
      }
    }
    return StudentInterval.ofMean(LEVEL, squares);
  }

  private Estimate meanSquaredError() {
    double[] squares = new double[n];
    for (int r = 0; r < n; r++) {
      squares[r] = dot(errors[r], errors[r]);
    }
    return StudentInterval.ofMean(LEVEL, squares);
  }

  /// The share of components whose interval of the mean error holds 0. A component that never
  /// varies counts if it is right but for the rounding of floats.
  private double covered() {
    int held = 0;
    for (int i = 0; i < size; i++) {
      double[] component = new double[n];
      for (int r = 0; r < n; r++) {
        component[r] = errors[r][i];
      }
      Estimate e = StudentInterval.ofMean(COVERAGE_LEVEL, component);
      boolean holds = e.low() <= 0 && 0 <= e.high();
      held += holds || Math.abs(e.value()) < 1e-9 ? 1 : 0;
    }
    return (double) held / size;
  }
}
