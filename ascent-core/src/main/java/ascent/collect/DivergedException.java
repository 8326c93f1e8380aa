package ascent.collect;

import ascent.kernel.Kernels;

/// Training broke down: a parameter, or an output of the policy, is no longer a finite number.
public final class DivergedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private DivergedException(String message) {
    super(message);
  }

  private static DivergedException because(String what) {
    return new DivergedException(what + " Maybe learningRate is too high, or rewards are huge.");
  }

  /// The same exception from another process.
  static DivergedException of(String message) {
    return new DivergedException(message);
  }

  /// Throws when θ has a component that is no finite number.
  ///
  /// @param steps of the run so far
  public static void requireFinite(float[] theta, long steps) {
    boolean finite = Double.isFinite(Kernels.get().sumOfSquares(theta, 0, theta.length));
    if (!finite && !isFinite(theta)) { // not merely too large to be squared
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

  /// Throws when the policy gave no number.
  ///
  /// @param logProb of a sampled action
  static void requireNumber(float logProb) {
    if (Float.isNaN(logProb)) {
      throw because("The policy's outputs are no longer finite.");
    }
  }
}
