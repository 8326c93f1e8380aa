package ascent.lab.estimator;

import ascent.study.stats.Estimate;

/// How far the estimates of an estimator are from the truth ∇J.
///
/// With g an estimate, all in units of the gradient:
///
/// | | | |
/// |---|---|---|
/// | bias | ‖E\[g\] − ∇J‖ | |
/// | variance | E‖g − E\[g\]‖² | the trace of the covariance |
/// | mean squared error | E‖g − ∇J‖² | bias² + variance |
/// | cosine | E\[cos(g, ∇J)\] | 1 is the same direction |
///
/// Where the length of an estimate means nothing, all but the cosine are NaN.
///
/// @param estimator its name
/// @param replicates the number of estimates
/// @param gradientNorm ‖∇J‖ at the problem's policy
/// @param bias with a 95 % interval by the jackknife
/// @param variance with a 95 % interval
/// @param meanSquaredError with a 95 % interval
/// @param cosine with a 95 % interval
/// @param covered the share of the components of ∇J that the 99 % interval of their mean estimate
///   holds
public record EstimatorReport(
    String estimator,
    int replicates,
    double gradientNorm,
    Estimate bias,
    Estimate variance,
    Estimate meanSquaredError,
    Estimate cosine,
    double covered) {

  /// The same in units of ‖∇J‖: bias divided by it, variance and mean squared error by its square.
  public EstimatorReport relative() {
    double square = gradientNorm * gradientNorm;
    return new EstimatorReport(
        estimator,
        replicates,
        1,
        scaled(bias, 1 / gradientNorm),
        scaled(variance, 1 / square),
        scaled(meanSquaredError, 1 / square),
        cosine,
        covered);
  }

  private static Estimate scaled(Estimate e, double factor) {
    return new Estimate(factor * e.value(), factor * e.low(), factor * e.high());
  }
}
