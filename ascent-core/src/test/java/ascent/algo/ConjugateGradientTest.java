package ascent.algo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ascent.rng.Rng;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ConjugateGradientTest {
  /// H = M Mᵀ + I, symmetric and positive definite, as its rows.
  private static double[][] matrix(int n) {
    Rng rng = Rng.stream(12, "matrix");
    double[][] m = new double[n][n];
    for (double[] row : m) {
      for (int j = 0; j < n; j++) {
        row[j] = rng.normal();
      }
    }
    double[][] h = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        for (int k = 0; k < n; k++) {
          h[i][j] += m[i][k] * m[j][k] / n;
        }
      }
      h[i][i]++;
    }
    return h;
  }

  private static ConjugateGradient.Product times(double[][] h) {
    return (v, product) -> {
      for (int i = 0; i < v.length; i++) {
        double sum = 0;
        for (int j = 0; j < v.length; j++) {
          sum += h[i][j] * v[j];
        }
        product[i] = (float) sum;
      }
    };
  }

  @Test
  void two_unknowns_are_found_in_two_steps() {
    // [[4, 1], [1, 3]] (1, 7)/11 = (1, 2).
    float[] x = {9, 9}; // overwritten
    int steps =
        new ConjugateGradient(2, 10, 1e-10)
            .solve(times(new double[][] {{4, 1}, {1, 3}}), new float[] {1, 2}, x);

    assertThat(x).containsExactly(new float[] {1 / 11f, 7 / 11f}, within(1e-6f));
    assertThat(steps).isEqualTo(2);
  }

  @Test
  void inner_products_of_millions_of_numbers_do_not_drift() {
    // 2²³ products of 0.1². Single precision loses some 1e-4 over each 65,536; over all it would
    // stop growing at a third of the sum.
    float[] a = new float[1 << 23];
    Arrays.fill(a, 0.1f);
    double product = (double) (0.1f * 0.1f);
    assertThat(ConjugateGradient.dot(a, a) / (a.length * product)).isEqualTo(1, within(1e-3));
  }

  @Test
  void the_first_step_goes_down_the_gradient_to_the_least() {
    // b = (1, 2), Hb = (6, 7): α = bᵀb / bᵀHb = 5/20.
    float[] x = new float[2];
    new ConjugateGradient(2, 1, 1e-10)
        .solve(times(new double[][] {{4, 1}, {1, 3}}), new float[] {1, 2}, x);

    assertThat(x).containsExactly(0.25f, 0.5f);
  }

  @Test
  void many_unknowns_are_found() {
    int n = 30;
    double[][] h = matrix(n);
    float[] b = new float[n];
    float[] x = new float[n];
    Rng rng = Rng.stream(12, "b");
    for (int i = 0; i < n; i++) {
      b[i] = rng.normal();
    }

    new ConjugateGradient(n, 2 * n, 1e-12).solve(times(h), b, x);

    float[] hx = new float[n];
    times(h).compute(x, hx);
    assertThat(hx).containsExactly(b, within(1e-5f));
  }

  @Test
  void equal_curvatures_are_found_in_one_step() {
    // H = 2 I: the residual is 0 after one step, and no second is taken.
    float[] x = new float[3];
    double[][] h = {{2, 0, 0}, {0, 2, 0}, {0, 0, 2}};

    assertThat(new ConjugateGradient(3, 15, 1e-10).solve(times(h), new float[] {2, 4, 8}, x))
        .isEqualTo(1);
    assertThat(x).containsExactly(1, 2, 4);
  }

  @Test
  void a_small_residual_is_small_enough() {
    // |b|² = 4e-6 < 1e-5: x = 0 is near enough.
    float[] x = {1};

    assertThat(
            new ConjugateGradient(1, 15, 1e-5)
                .solve(times(new double[][] {{1}}), new float[] {0.002f}, x))
        .isZero();
    assertThat(x).containsExactly(0);
  }

  @Test
  void nothing_is_solved_by_nothing() {
    float[] x = new float[4];
    new ConjugateGradient(4, 15, 0).solve(times(new double[4][4]), new float[4], x);
    assertThat(x).containsOnly(0);
  }

  @Test
  void a_direction_without_curvature_is_not_followed() {
    // H = diag(1, 0): b = (0, 1) is not to be had, and dividing by bᵀHb = 0 would be no good.
    float[] x = new float[2];
    double[][] h = {{1, 0}, {0, 0}};
    new ConjugateGradient(2, 15, 1e-10).solve(times(h), new float[] {0, 1}, x);
    assertThat(x).containsExactly(0, 0);
  }

  @Test
  void a_longer_right_hand_side_is_cut() {
    float[] b = new float[5];
    Arrays.fill(b, 3);
    float[] x = new float[2];
    new ConjugateGradient(2, 15, 1e-10).solve(times(new double[][] {{1, 0}, {0, 1}}), b, x);
    assertThat(x).containsExactly(3, 3);
  }

  @Test
  void inner_products_are_taken_over_the_shorter() {
    assertThat(ConjugateGradient.dot(new float[] {1, 2, 3}, new float[] {4, 5})).isEqualTo(14);
  }
}
