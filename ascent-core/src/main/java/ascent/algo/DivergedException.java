package ascent.algo;

import ascent.kernel.Kernels;

/// Thrown when training has diverged: a parameter, a gradient or an output of the policy is no
/// longer finite.
public final class DivergedException extends RuntimeException {
  private static final long serialVersionUID = 1;
  private static final String HINT = "Maybe learningRate is too high, or rewards are huge.";

  private final String what;

  private DivergedException(String what) {
    super(what + ". " + HINT);
    this.what = what;
  }

  /// Recreates the exception of another process.
  ///
  /// @param what as [#what] gave it
  public static DivergedException of(String what) {
    return new DivergedException(what);
  }

  /// What is no longer finite, without the hint.
  public String what() {
    return what;
  }

  /// The same, with where in the run it happened and how large the rewards were.
  ///
  /// @param steps of the run so far
  /// @param largestReward of the rollout that was learned from, without its sign
  public DivergedException after(long steps, float largestReward) {
    var located =
        new DivergedException(
            "%s after %d steps, with rewards of up to %s in size"
                .formatted(what, steps, largestReward));
    located.initCause(this);
    return located;
  }

  /// Throws when a component of θ is not finite.
  ///
  /// @param steps of the run so far
  public static void requireFinite(float[] theta, long steps) {
    boolean finite = Double.isFinite(Kernels.get().sumOfSquares(theta, 0, theta.length));
    if (!finite && !isFinite(theta)) { // rather than only too large to be squared
      throw new DivergedException("The parameters are no longer finite after " + steps + " steps");
    }
  }

  /// Throws when the length of a step is NaN or infinite: the optimiser would take no step, or one
  /// to nowhere, and nothing else would tell.
  ///
  /// @param what whose norm it is
  public static void requireFiniteNorm(double norm, String what) {
    if (!Double.isFinite(norm)) {
      throw new DivergedException("The norm of the " + what + " is no longer finite");
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

  /// Throws when the policy's output is NaN.
  ///
  /// @param logProb of a sampled action
  public static void requireNumber(float logProb) {
    if (Float.isNaN(logProb)) {
      throw new DivergedException("The policy's outputs are no longer finite");
    }
  }
}
