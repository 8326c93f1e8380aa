package ascent.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;

/// Sizes, arrays and the comparison that the kernel tests share.
final class Samples {

  /// Below, at and above the lane counts, the tiles and their multiples.
  static final int[] SIZES = {0, 1, 2, 3, 4, 5, 7, 8, 13, 15, 16, 17, 31, 33, 64, 65, 100, 130};

  static final float CANARY = -1234.5f;

  private Samples() {}

  /// Numbers of both signs and many sizes, zeros among them.
  static float[] values(int n, SplittableRandom random) {
    float[] x = new float[n];
    for (int i = 0; i < n; i++) {
      x[i] = (float) (random.nextDouble(-1, 1) * Math.scalb(1.0, random.nextInt(-8, 8)));
      if (random.nextInt(20) == 0) {
        x[i] = random.nextBoolean() ? 0f : -0f;
      }
    }
    return x;
  }

  /// [#values] with infinities, NaN, extremes and the ends of every clamp.
  static float[] edgy(int n, SplittableRandom random) {
    float[] edges = {
      Float.NaN,
      Float.POSITIVE_INFINITY,
      Float.NEGATIVE_INFINITY,
      Float.MAX_VALUE,
      Float.MIN_VALUE,
      Float.MIN_NORMAL,
      7.905f,
      -7.905f,
      88.37f,
      -87.33654f,
      1f,
      200f,
      -200f
    };
    float[] x = values(n, random);
    for (int i = 0; i < n; i++) {
      if (random.nextInt(4) == 0) {
        x[i] = edges[random.nextInt(edges.length)];
      }
    }
    return x;
  }

  static float[] canaries(int n) {
    float[] x = new float[n];
    Arrays.fill(x, CANARY);
    return x;
  }

  static int[] bits(float[] x) {
    int[] bits = new int[x.length];
    for (int i = 0; i < x.length; i++) {
      bits[i] = Float.floatToIntBits(x[i]); // one NaN for all
    }
    return bits;
  }

  static void assertSame(float[] expected, float[] actual, Object what) {
    assertThat(bits(actual)).as("%s", what).isEqualTo(bits(expected));
  }
}
