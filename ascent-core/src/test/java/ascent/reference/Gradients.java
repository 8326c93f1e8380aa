package ascent.reference;

import static org.assertj.core.api.Assertions.assertThat;

import ascent.nn.Parameter;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// Gradients by central differences, and how near to them is near enough.
public final class Gradients {
  /// The distance allowed, relative to the largest component of a tensor's gradient.
  public static final double TOLERANCE = 1e-4;

  private static final double STEP = 1e-5; // error STEP²·f‴/6 + 1e-16·f/STEP: about 1e-10

  private Gradients() {}

  /// ∂f/∂xᵢ ≈ (f(x + h eᵢ) − f(x − h eᵢ)) / 2h.
  public static double[] central(ToDoubleFunction<double[]> f, double[] x) {
    double[] gradient = new double[x.length];
    double[] moved = x.clone();
    for (int i = 0; i < x.length; i++) {
      moved[i] = x[i] + STEP;
      double up = f.applyAsDouble(moved);
      moved[i] = x[i] - STEP;
      double down = f.applyAsDouble(moved);
      moved[i] = x[i];
      gradient[i] = (up - down) / (2 * STEP);
    }
    return gradient;
  }

  /// The parameters in double.
  public static double[] widen(float[] x) {
    double[] wide = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      wide[i] = x[i];
    }
    return wide;
  }

  /// Compares a gradient with the expected one, tensor by tensor, so that the small gradient of one
  /// layer is not hidden behind the large one of another.
  public static void assertClose(
      String what, float[] gradient, double[] expected, List<Parameter> tensors) {
    for (Parameter t : tensors) {
      double scale = 1e-6; // below this a gradient counts as zero
      double worst = 0;
      for (int i = t.offset(); i < t.offset() + t.size(); i++) {
        assertThat(gradient[i]).as("%s, %s", what, t.name()).isFinite();
        scale = Math.max(scale, Math.abs(expected[i]));
        worst = Math.max(worst, Math.abs(gradient[i] - expected[i]));
      }
      assertThat(worst / scale).as("%s, %s", what, t.name()).isLessThanOrEqualTo(TOLERANCE);
    }
  }
}
