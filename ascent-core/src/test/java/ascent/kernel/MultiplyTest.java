package ascent.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// [Kernels#multiply]: vector against scalar, scalar against the plain loop, both against double
/// precision.
class MultiplyTest {

  private final Kernels scalar = new ScalarKernels();
  private final Kernels vector = new VectorKernels();
  private final SplittableRandom random = new SplittableRandom(7);

  @Test
  void a_product_has_the_bits_of_the_definition_for_every_shape_offset_stride_and_start() {
    for (int rows : Samples.SIZES) {
      for (int cols : Samples.SIZES) {
        for (int depth : Samples.SIZES) {
          if (rows <= 17 || depth <= 17 || cols == 64) {
            Product p = new Product(rows, cols, depth, random);
            Samples.assertSame(p.run(scalar), p.run(vector), p);
          }
        }
      }
    }
  }

  @Test
  void a_product_of_wide_matrices_has_the_bits_of_the_definition() {
    for (int rows : new int[] {31, 32, 67, 256, 300}) {
      for (int cols : new int[] {255, 256, 300, 321}) {
        for (int depth : new int[] {0, 1, 63, 64, 67, 130}) {
          Product p = new Product(rows, cols, depth, random);
          Samples.assertSame(p.run(scalar), p.run(vector), p);
        }
      }
    }
  }

  @Test
  void a_product_is_the_triple_loop_of_fused_multiply_adds() {
    for (int size : Samples.SIZES) {
      Product p = new Product(size, random.nextInt(1, 20), random.nextInt(20), random);
      Samples.assertSame(p.tripleLoop(), p.run(scalar), p);
    }
  }

  @Test
  void a_product_is_close_to_the_one_in_double_precision() {
    for (int depth : Samples.SIZES) {
      Product p = new Product(5, 19, depth, random);
      float[] c = p.run(vector);
      p.check(c);
    }
  }

  /// One call of `multiply` with random offsets, strides and start.
  private static final class Product {
    final int rows;
    final int cols;
    final int depth;
    final boolean transposed;
    final boolean accumulate;
    final int lda;
    final int ldb;
    final int ldc;
    final int offset;
    final int is;
    final float[] a;
    final float[] b;
    final float[] init;
    final float[] c;

    Product(int rows, int cols, int depth, SplittableRandom random) {
      this.rows = rows;
      this.cols = cols;
      this.depth = depth;
      transposed = random.nextBoolean();
      accumulate = random.nextBoolean();
      lda = (transposed ? rows : depth) + random.nextInt(3);
      ldb = cols + random.nextInt(3);
      ldc = cols + random.nextInt(3);
      offset = random.nextInt(4);
      is = accumulate ? ldc : 0;
      a = Samples.values(offset + (transposed ? depth : rows) * lda, random);
      b = Samples.values(offset + depth * ldb, random);
      c = new float[offset + rows * ldc + 20];
      Arrays.fill(c, Samples.CANARY);
      init = accumulate ? c : Samples.values(offset + cols, random);
    }

    private int rs() {
      return transposed ? 1 : lda;
    }

    private int ks() {
      return transposed ? lda : 1;
    }

    float[] run(Kernels kernels) {
      float[] out = c.clone();
      kernels.multiply(
          rows,
          cols,
          depth,
          a,
          offset,
          rs(),
          ks(),
          b,
          offset,
          ldb,
          accumulate ? out : init,
          offset,
          is,
          out,
          offset,
          ldc);
      return out;
    }

    float[] tripleLoop() {
      float[] out = c.clone();
      for (int r = 0; r < rows; r++) {
        for (int j = 0; j < cols; j++) {
          float s = init[offset + r * is + j];
          for (int k = 0; k < depth; k++) {
            s = Math.fma(a[offset + r * rs() + k * ks()], b[offset + k * ldb + j], s);
          }
          out[offset + r * ldc + j] = s;
        }
      }
      return out;
    }

    void check(float[] out) {
      for (int r = 0; r < rows; r++) {
        for (int j = 0; j < cols; j++) {
          double s = init[offset + r * is + j];
          double size = Math.abs(s);
          for (int k = 0; k < depth; k++) {
            double term = (double) a[offset + r * rs() + k * ks()] * b[offset + k * ldb + j];
            s += term;
            size += Math.abs(term);
          }
          // Each of depth roundings errs by at most half an ulp (2⁻²⁴) of a partial sum ≤ size.
          assertThat((double) out[offset + r * ldc + j])
              .isCloseTo(s, within(depth * size * 0x1p-24 + 1e-30));
        }
      }
    }

    @Override
    public String toString() {
      return rows
          + "×"
          + depth
          + "·"
          + depth
          + "×"
          + cols
          + (transposed ? " transposed" : "")
          + (accumulate ? " accumulating" : "")
          + " offset "
          + offset;
    }
  }
}
