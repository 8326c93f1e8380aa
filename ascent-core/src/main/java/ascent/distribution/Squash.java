package ascent.distribution;

import ascent.math.DoubleMath;
import ascent.math.FloatMath;
import ascent.space.Box;
import java.util.List;

/// Maps all real numbers u into the bounds of a Box: a = m + h·tanh u, with m the middle of the
/// bounds and h half their distance.
final class Squash {
  /// The largest |tanh u| that [#inverse] gives back: u is ±7.25 there.
  private static final float LARGEST = 1 - 1e-6f;

  private final float[] middle;
  private final float[] half;

  /// @param box with finite bounds
  Squash(Box box) {
    middle = new float[box.size()];
    half = new float[box.size()];
    for (int d = 0; d < half.length; d++) {
      middle[d] = 0.5f * box.low(d) + 0.5f * box.high(d);
      half[d] = 0.5f * box.high(d) - 0.5f * box.low(d);
    }
  }

  int dimensions() {
    return half.length;
  }

  List<Float> middle() {
    return Floats.list(middle, 0, 1, middle.length);
  }

  List<Float> half() {
    return Floats.list(half, 0, 1, half.length);
  }

  /// Σ log h, the logarithm of the volume per volume of (−1, 1).
  float logVolume() {
    double sum = 0;
    for (float h : half) {
      sum += DoubleMath.log(h);
    }
    return (float) sum;
  }

  /// From u to a, `count` numbers.
  void apply(float[] u, int from, float[] a, int at, int count) {
    for (int i = 0; i < count; i++) {
      int d = i % half.length;
      a[at + i] = Math.fma(half[d], FloatMath.tanh(u[from + i]), middle[d]);
    }
  }

  /// From a to u, `count` numbers.
  void inverse(float[] a, int from, float[] u, int at, int count) {
    for (int i = 0; i < count; i++) {
      int d = i % half.length;
      float y = (a[from + i] - middle[d]) / half[d];
      y = y > LARGEST ? LARGEST : y < -LARGEST ? -LARGEST : y;
      u[at + i] = (float) (0.5 * (DoubleMath.log(1.0 + y) - DoubleMath.log(1.0 - y)));
    }
  }
}
