package ascent.algo;

import ascent.nn.Optimizer;
import java.util.Arrays;

/// Solves H x = b for a symmetric positive definite H given by its products with vectors (Hestenes
/// and Stiefel 1952): x is the best solution in the space spanned by b, Hb, H²b, …, one product per
/// dimension.
///
/// It starts from x = 0, where the residual is b. Inner products are summed in single precision and
/// in order, so the bits do not depend on threads. If H is nearly singular, the result of 15
/// products depends on rounding, and the settings known to work were found in single precision: see
/// decision 0014.
final class ConjugateGradient {
  /// Computes `product = H v`, `[n]` both.
  @FunctionalInterface
  interface Product {
    void compute(float[] v, float[] product);
  }

  private final int maxSteps;
  private final double tolerance;
  private final float[] residual; // r = b − H x
  private final float[] direction; // p
  private final float[] product; // H p

  /// @param n the number of unknowns
  /// @param maxSteps the maximum number of products
  /// @param tolerance stops when the residual's squared norm is below this
  ConjugateGradient(int n, int maxSteps, double tolerance) {
    this.maxSteps = maxSteps;
    this.tolerance = tolerance;
    residual = new float[n];
    direction = new float[n];
    product = new float[n];
  }

  /// Finds x.
  ///
  /// @param b `[n]` or longer; the rest is ignored
  /// @param x written, `[n]`
  /// @return the number of products taken
  int solve(Product h, float[] b, float[] x) {
    int n = x.length;
    Arrays.fill(x, 0);
    System.arraycopy(b, 0, residual, 0, n);
    System.arraycopy(b, 0, direction, 0, n);
    double squares = dot(residual, residual);
    int steps = 0;
    while (steps < maxSteps && squares >= tolerance) {
      h.compute(direction, product);
      steps++;
      double bend = dot(direction, product);
      if (!(bend > 0)) { // H is not positive definite within rounding; keep the current x
        return steps;
      }
      double alpha = squares / bend;
      for (int i = 0; i < n; i++) {
        x[i] += (float) (alpha * direction[i]);
        residual[i] -= (float) (alpha * product[i]);
      }
      double before = squares;
      squares = dot(residual, residual);
      double beta = squares / before;
      for (int i = 0; i < n; i++) {
        direction[i] = (float) (residual[i] + beta * direction[i]);
      }
    }
    return steps;
  }

  /// Σᵢ aᵢ bᵢ over the numbers of the shorter one: a chain in single precision, of which every
  /// [Optimizer#NORM_BLOCK] numbers begin another.
  static float dot(float[] a, float[] b) {
    int n = Math.min(a.length, b.length);
    double total = 0;
    for (int start = 0; start < n; start += Optimizer.NORM_BLOCK) {
      float sum = 0;
      for (int i = start; i < Math.min(n, start + Optimizer.NORM_BLOCK); i++) {
        sum += a[i] * b[i];
      }
      total += sum;
    }
    return (float) total;
  }
}
