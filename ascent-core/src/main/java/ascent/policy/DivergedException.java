package ascent.policy;

import ascent.kernel.Kernels;

/// Thrown when training has diverged: a parameter, a gradient or an output of the policy is no
/// longer finite.
public final class DivergedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private DivergedException(String message) {
    super(message);
  }

  private static DivergedException because(String what) {
    return new DivergedException(what + " Maybe learningRate is too high, or rewards are huge.");
  }

  /// Recreates the exception of another process.
  public static DivergedException of(String message) {
    return new DivergedException(message);
  }

  /// Throws when a component of θ is not finite.
  ///
  /// @param steps of the run so far
  public static void requireFinite(float[] theta, long steps) {
    boolean finite = Double.isFinite(Kernels.get().sumOfSquares(theta, 0, theta.length));
    if (!finite && !isFinite(theta)) { // rather than only too large to be squared
      throw because("The parameters are no longer finite after " + steps + " steps.");
    }
  }

  private static boolean isFinite(float[] theta) {
    for (float x : theta) {
      if (!Float.isFinite(x)) {
        return false;
      }
    }
    return true;
  }

  /// Throws when the norm of a gradient is not finite. Clipping would scale such a gradient to 0,
  /// and Adam divide it by ∞, so that no step could change the parameters again.
  public static void requireFiniteNorm(float[] gradient) {
    if (!Double.isFinite(Kernels.get().sumOfSquares(gradient, 0, gradient.length))) {
      throw because("The norm of the gradient is no longer finite.");
    }
  }

  /// Throws when the curvature along TRPO's step is not finite.
  public static void requireFiniteCurvature(double curvature) {
    if (!Double.isFinite(curvature)) {
      throw because("The curvature of the KL divergence is no longer finite.");
    }
  }

  /// Throws when the policy's output is NaN.
  ///
  /// @param logProb of a sampled action
  public static void requireNumber(float logProb) {
    if (Float.isNaN(logProb)) {
      throw because("The policy's outputs are no longer finite.");
    }
  }
}
