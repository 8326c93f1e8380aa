package ascent.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// [VectorKernels] against its definition, and the definition against plain loops.
///
/// Every comparison is over whole arrays that were filled with a canary, so a write outside the
/// output fails too.
class KernelsTest {

  private final Kernels scalar = new ScalarKernels();
  private final Kernels vector = new VectorKernels();
  private final SplittableRandom random = new SplittableRandom(7);

  @Test
  void a_head_has_the_bits_of_the_definition_for_every_shape() {
    for (int rows : Samples.SIZES) {
      for (int in : Samples.SIZES) {
        int out = 1 + random.nextInt(3);
        int offset = random.nextInt(4);
        int ldx = in + random.nextInt(3);
        float[] x = Samples.values(offset + rows * ldx, random);
        float[] w = Samples.values(offset + out * in + out, random);
        boolean featureMajor = random.nextBoolean();
        int yrs = featureMajor ? 1 : out;
        int yos = featureMajor ? rows + 1 : 1;
        float[] expected = Samples.canaries(offset + (rows + 1) * out + 20);
        float[] actual = expected.clone();
        int bias = offset + out * in;
        scalar.project(rows, in, out, x, offset, ldx, w, offset, bias, expected, offset, yrs, yos);
        vector.project(rows, in, out, x, offset, ldx, w, offset, bias, actual, offset, yrs, yos);
        Samples.assertSame(expected, actual, rows + "×" + in + "→" + out);
      }
    }
  }

  @Test
  void a_head_is_close_to_the_dot_product_in_double_precision() {
    for (int in : Samples.SIZES) {
      float[] x = Samples.values(in, random);
      float[] w = Samples.values(in + 1, random);
      float[] y = new float[1];
      vector.project(1, in, 1, x, 0, in, w, 0, in, y, 0, 1, 1);
      double sum = w[in];
      double size = Math.abs(sum);
      for (int k = 0; k < in; k++) {
        sum += (double) x[k] * w[k];
        size += Math.abs(x[k] * w[k]);
      }
      assertThat((double) y[0]).isCloseTo(sum, within(size * 1e-6));
    }
  }

  @Test
  void a_transpose_moves_every_element_and_touches_no_other() {
    for (int rows : Samples.SIZES) {
      for (int cols : Samples.SIZES) {
        int offset = random.nextInt(4);
        int ldx = cols + random.nextInt(3);
        int ldy = rows + random.nextInt(3);
        float[] x = Samples.values(offset + rows * ldx, random);
        float[] expected = Samples.canaries(offset + cols * ldy + 20);
        float[] actual = expected.clone();
        for (int i = 0; i < rows * cols; i++) {
          expected[offset + i % cols * ldy + i / cols] = x[offset + i / cols * ldx + i % cols];
        }
        vector.transpose(rows, cols, x, offset, ldx, actual, offset, ldy);
        Samples.assertSame(expected, actual, rows + "×" + cols);
        Arrays.fill(actual, Samples.CANARY);
        scalar.transpose(rows, cols, x, offset, ldx, actual, offset, ldy);
        Samples.assertSame(expected, actual, rows + "×" + cols);
      }
    }
  }

  @Test
  void elementwise_functions_have_the_bits_of_the_definition_for_every_length() {
    for (int n : Samples.SIZES) {
      for (Elementwise f : Elementwise.values()) {
        int offset = random.nextInt(4);
        float[] x = Samples.edgy(offset + n, random);
        float[] expected = Samples.canaries(offset + n + 20);
        float[] actual = expected.clone();
        float[] ofScalar = x.clone();
        float[] ofVector = x.clone();
        f.run(scalar, ofScalar, offset, expected, offset, n);
        f.run(vector, ofVector, offset, actual, offset, n);
        Samples.assertSame(expected, actual, f + " of " + n);
        Samples.assertSame(ofScalar, ofVector, f + " leaves of " + n);
        if (!f.worksInPlace()) {
          continue;
        }
        float[] inPlace = x.clone();
        f.run(vector, inPlace, offset, inPlace, offset, n);
        assertThat(Samples.bits(Arrays.copyOfRange(inPlace, offset, offset + n)))
            .isEqualTo(Samples.bits(Arrays.copyOfRange(expected, offset, offset + n)));
      }
    }
  }

  @Test
  void elementwise_functions_have_the_bits_of_the_definition_all_over_the_floats() {
    int n = 1 << 16;
    float[] x = new float[n];
    float[] expected = new float[n];
    float[] actual = new float[n];
    for (Elementwise f : Elementwise.values()) {
      for (int start = 0; start < 40; start++) {
        for (int i = 0; i < n; i++) {
          x[i] = Float.intBitsToFloat(random.nextInt());
        }
        f.run(scalar, x.clone(), 0, expected, 0, n);
        f.run(vector, x, 0, actual, 0, n);
        Samples.assertSame(expected, actual, f);
      }
    }
  }

  /// Other values of the same range.
  private static float[] reversed(float[] x) {
    float[] y = new float[x.length];
    for (int i = 0; i < x.length; i++) {
      y[i] = x[x.length - 1 - i];
    }
    return y;
  }

  private enum Elementwise {
    TANH,
    EXP,
    LOG,
    RELU,
    LEAKY_RELU,
    ELU,
    SILU,
    TANH_BACKWARD,
    RELU_BACKWARD,
    LEAKY_RELU_BACKWARD,
    ELU_BACKWARD,
    SILU_BACKWARD;

    /// Whether both arguments may be the same array.
    boolean worksInPlace() {
      return compareTo(SILU) < 0;
    }

    void run(Kernels kernels, float[] x, int xo, float[] y, int yo, int n) {
      switch (this) {
        case TANH -> kernels.tanh(x, xo, y, yo, n);
        case EXP -> kernels.exp(x, xo, y, yo, n);
        case LOG -> kernels.log(x, xo, y, yo, n);
        case RELU -> kernels.relu(x, xo, y, yo, n);
        case LEAKY_RELU -> kernels.leakyRelu(0.01f, x, xo, y, yo, n);
        case ELU -> kernels.elu(x, xo, y, yo, n);
        case SILU -> kernels.silu(x, xo, y, yo, n);
        case TANH_BACKWARD -> kernels.tanhBackward(x, xo, y, yo, n);
        case RELU_BACKWARD -> kernels.reluBackward(x, xo, y, yo, n);
        case LEAKY_RELU_BACKWARD -> kernels.leakyReluBackward(0.01f, x, xo, y, yo, n);
        case ELU_BACKWARD -> kernels.eluBackward(x, xo, y, yo, n);
        case SILU_BACKWARD -> kernels.siluBackward(x, xo, reversed(x), xo, y, yo, n);
      }
    }
  }

  @Test
  void sum_of_squares_has_the_bits_of_the_definition_and_is_close_to_the_one_in_double_precision() {
    for (int n = 0; n < 400; n++) {
      int offset = n % 5;
      float[] x = Samples.values(offset + n, random);
      double expected = scalar.sumOfSquares(x, offset, n);
      assertThat(vector.sumOfSquares(x, offset, n)).isEqualTo(expected);
      double sum = 0;
      for (int i = 0; i < n; i++) {
        sum += (double) x[offset + i] * x[offset + i];
      }
      assertThat(expected).isCloseTo(sum, within(1e-6 * sum));
    }
  }

  @Test
  void adam_has_the_bits_of_the_definition_for_every_range() {
    for (int n : Samples.SIZES) {
      int from = random.nextInt(4);
      int length = from + n + 3;
      float[][] a = adamState(length);
      float[][] b = {a[0].clone(), a[1].clone(), a[2].clone(), a[3].clone()};
      scalar.adam(a[0], a[1], a[2], a[3], from, from + n, 0.7f, 0.01f, 3f, 0.9f, 0.999f, 1e-5f);
      vector.adam(b[0], b[1], b[2], b[3], from, from + n, 0.7f, 0.01f, 3f, 0.9f, 0.999f, 1e-5f);
      for (int i = 0; i < 4; i++) {
        Samples.assertSame(a[i], b[i], "adam " + i + " of " + n);
      }
    }
  }

  private float[][] adamState(int n) {
    float[] v = Samples.values(n, random);
    for (int i = 0; i < n; i++) {
      v[i] *= v[i];
    }
    return new float[][] {
      Samples.values(n, random), Samples.values(n, random), v, Samples.values(n, random)
    };
  }

  @Test
  void the_first_step_of_adam_is_the_step_size_against_the_sign_of_the_gradient() {
    // m̂ = g and v̂ = g², so θ moves by lr·g/(|g| + ε) ≈ ±lr; lr/(1−β₁) = 0.1 and 1/√(1−β₂) =
    // 31.62.
    float[] theta = {1, 1, 1};
    float[] m = new float[3];
    float[] v = new float[3];
    float[] g = {0.5f, -2, 0};
    vector.adam(theta, m, v, g, 0, 3, 1, 0.1f, 31.622776f, 0.9f, 0.999f, 1e-8f);
    assertThat(theta).containsExactly(new float[] {0.99f, 1.01f, 1}, within(1e-6f));
  }
}
