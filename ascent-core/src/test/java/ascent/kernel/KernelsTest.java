package ascent.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ascent.rng.Rng;
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
  void a_transpose_of_a_few_rows_into_adjacent_ones_touches_nothing_behind_them() {
    for (int rows = 1; rows <= 5; rows++) {
      for (int cols = 0; cols < 80; cols++) {
        float[] x = Samples.values(1 + rows * cols, random);
        float[] expected = Samples.canaries(1 + cols * rows + 20);
        float[] actual = expected.clone();
        for (int i = 0; i < rows * cols; i++) {
          expected[1 + i] = x[1 + i % rows * cols + i / rows];
        }
        vector.transpose(rows, cols, x, 1, cols, actual, 1, rows);
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
        f.run(scalar, x, offset, expected, offset, n);
        f.run(vector, x, offset, actual, offset, n);
        Samples.assertSame(expected, actual, f + " of " + n);
        if (f == Elementwise.TANH_BACKWARD) {
          continue; // changes its second argument anyway
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
        f.run(scalar, x, 0, expected, 0, n);
        f.run(vector, x, 0, actual, 0, n);
        Samples.assertSame(expected, actual, f);
      }
    }
  }

  private enum Elementwise {
    TANH,
    EXP,
    LOG,
    TANH_BACKWARD;

    void run(Kernels kernels, float[] x, int xo, float[] y, int yo, int n) {
      switch (this) {
        case TANH -> kernels.tanh(x, xo, y, yo, n);
        case EXP -> kernels.exp(x, xo, y, yo, n);
        case LOG -> kernels.log(x, xo, y, yo, n);
        case TANH_BACKWARD -> kernels.tanhBackward(x, xo, y, yo, n);
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

  @Test
  void sine_and_cosine_have_the_bits_of_the_definition_for_every_range() {
    for (int n : Samples.SIZES) {
      int from = random.nextInt(4);
      double[] x = new double[from + n + 3];
      for (int i = 0; i < x.length; i++) {
        x[i] = random.nextDouble(-1, 1) * Math.scalb(1.0, random.nextInt(-30, 30));
      }
      x[x.length - 1] = Double.NaN;
      x[from] = Double.NEGATIVE_INFINITY;
      double[][] expected = {new double[x.length], new double[x.length]};
      double[][] actual = {new double[x.length], new double[x.length]};
      scalar.sinCos(x, expected[0], expected[1], from, from + n);
      vector.sinCos(x, actual[0], actual[1], from, from + n);
      assertThat(actual[0]).isEqualTo(expected[0]);
      assertThat(actual[1]).isEqualTo(expected[1]);
      vector.sinCos(x, x, actual[0], from, from + n);
      assertThat(Arrays.copyOfRange(x, from, from + n))
          .isEqualTo(Arrays.copyOfRange(expected[0], from, from + n));
    }
  }

  @Test
  void uniform_numbers_are_those_that_the_streams_give_first() {
    long key = Rng.stream(3, "env").save().key();
    for (int n : Samples.SIZES) {
      int from = random.nextInt(4);
      int draws = random.nextInt(10);
      long[] streams = new long[from + n];
      double[] expected = new double[1 + draws * n + 1];
      for (int i = from; i < from + n; i++) {
        int index0 = random.nextInt(Integer.MAX_VALUE);
        int index1 = random.nextInt(Integer.MAX_VALUE);
        streams[i] = (long) index1 << 32 | index0;
        Rng rng = Rng.stream(3, "env", index0, index1);
        for (int j = 0; j < draws; j++) {
          expected[1 + j * n + i - from] = rng.nextDouble();
        }
      }
      for (Kernels kernels : new Kernels[] {scalar, vector}) {
        double[] actual = new double[expected.length];
        kernels.uniforms(key, streams, from, from + n, draws, actual, 1);
        assertThat(actual).as(kernels.name() + ", %d of %d", draws, n).isEqualTo(expected);
      }
    }
  }

  @Test
  void episodes_end_where_nothing_is_left_or_a_limit_is_exceeded() {
    double[] left = {5, 2, 1, 7, 1, 9, 0};
    double[] excess = {1, -1, -1, 0.5, 2, 0, Double.NaN};
    for (Kernels kernels : new Kernels[] {scalar, vector}) {
      double[] before = left.clone();
      int[] ended = new int[7];
      // Of 1 … 6: 2 has none left, 3 exceeds, 4 both, 6 had none; 0 would exceed but is not asked.
      assertThat(kernels.countDown(before, excess, 1, 7, ended)).isEqualTo(1 + 4);
      assertThat(before).containsExactly(5, 1, 0, 6, 0, 8, -1);
      assertThat(Arrays.copyOfRange(ended, 1, 5)).containsExactly(2, 3, 4, 6);
    }
  }

  @Test
  void a_count_down_lists_what_the_definition_lists_for_every_range_and_share_of_ends() {
    for (int n : Samples.SIZES) {
      for (double share : new double[] {0, 0.04, 0.5, 1}) {
        int from = random.nextInt(4);
        int to = from + n;
        double[] excess = new double[to + 3];
        double[] left = new double[to + 3];
        for (int i = 0; i < left.length; i++) {
          boolean ends = random.nextDouble() < share;
          boolean exceeds = random.nextBoolean();
          excess[i] = ends && exceeds ? Double.MIN_VALUE : random.nextBoolean() ? -0.0 : -1;
          left[i] = ends && !exceeds ? 1 : 2 + random.nextInt(3);
        }
        double[] expected = left.clone();
        int[] expectedEnded = new int[to + 3];
        int[] ended = new int[to + 3];
        Arrays.fill(ended, to, to + 3, -1);
        int end = scalar.countDown(expected, excess, from, to, expectedEnded);
        assertThat(vector.countDown(left, excess, from, to, ended)).isEqualTo(end);
        assertThat(left).isEqualTo(expected);
        assertThat(Arrays.copyOfRange(ended, from, end))
            .isEqualTo(Arrays.copyOfRange(expectedEnded, from, end));
        assertThat(Arrays.copyOfRange(ended, to, to + 3)).containsOnly(-1);
      }
    }
  }
}
