package ascent.nn;

import static ascent.nn.MlpPass.ROWS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ascent.nn.Mlp.Tensor;
import ascent.reference.Gradients;
import ascent.rng.Rng;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MlpTest {
  private static final Rng RNG = Rng.stream(3, "test");

  private static float[] random(int n) {
    float[] a = new float[n];
    for (int i = 0; i < n; i++) {
      a[i] = 0.5f * RNG.normal();
    }
    return a;
  }

  @Test
  void tensors_follow_each_other_without_gaps() {
    Mlp net = new Mlp(4, List.of(8, 3), 2, Activation.TANH, 10);

    assertThat(net.tensors("pi"))
        .containsExactly(
            new Tensor("pi.0.weight", 10, List.of(4, 8)), // 10 + 32 = 42
            new Tensor("pi.0.bias", 42, List.of(8)), // 42 + 8 = 50
            new Tensor("pi.1.weight", 50, List.of(8, 3)), // 50 + 24 = 74
            new Tensor("pi.1.bias", 74, List.of(3)), // 74 + 3 = 77
            new Tensor("pi.head.weight", 77, List.of(2, 3)), // 77 + 6 = 83
            new Tensor("pi.head.bias", 83, List.of(2))); // 83 + 2 = 85
    assertThat(net.end()).isEqualTo(85);
    assertThat(net.features()).isEqualTo(3);
    assertThat(net.weights()).isEqualTo(32 + 24 + 6);
  }

  @Test
  void a_net_of_nothing_has_no_parameters() {
    Mlp net = new Mlp(4, List.of(), 0, Activation.TANH, 7);

    assertThat(net.tensors("none")).isEmpty();
    assertThat(net.end()).isEqualTo(7);
    assertThat(net.features()).isEqualTo(4);
  }

  @Test
  void a_small_net_computes_what_one_computes_by_hand() {
    // y = relu(x W + b) with W = [[1, −2], [3, 4]] as [in][out], b = (0.5, −1); head 2·y₀ − y₁ +
    // 10.
    Mlp net = new Mlp(2, List.of(2), 1, Activation.RELU, 0);
    float[] theta = {1, -2, 3, 4, 0.5f, -1, 2, -1, 10};
    MlpPass pass = new MlpPass(net);

    pass.forward(theta, new float[] {9, 9, 1, 1, 1, 0}, 2, 2);

    // x = (1, 1): z = (4.5, 1), y = z, out = 9 − 1 + 10. x = (1, 0): z = (1.5, −3), y = (1.5, 0).
    assertThat(pass.out[0]).isEqualTo(18);
    assertThat(pass.out[1]).isEqualTo(13);
    assertThat(pass.features).startsWith(4.5f, 1, 1.5f, 0);
  }

  @Test
  void the_backward_pass_of_a_small_net_is_the_chain_rule() {
    // The net above at x = (1, 1) and (1, 0), with dout = 1 and 10.
    Mlp net = new Mlp(2, List.of(2), 1, Activation.RELU, 0);
    float[] theta = {1, -2, 3, 4, 0.5f, -1, 2, -1, 10};
    float[] x = {1, 1, 1, 0};
    MlpPass pass = new MlpPass(net);
    float[] grad = new float[9];
    pass.forward(theta, x, 0, 2);
    pass.prepareBackward(theta, true);
    pass.dOut[0] = 1;
    pass.dOut[1] = 10;

    pass.backward(theta, x, 0, 2, grad);

    // Head weight: 1·(4.5, 1) + 10·(1.5, 0) = (19.5, 1); head bias: 11.
    // dz = dout·(2, −1)·[z > 0]: (2, −1) and (20, 0).
    // dW = xᵀ dz: row 0 (22, −1), row 1 (2, −1); db = (22, −1).
    assertThat(grad).containsExactly(22, -1, 2, -1, 22, -1, 19.5f, 1, 11);
    // dx = dz Wᵀ: (2·1 + 1·2, 2·3 − 1·4) = (4, 2) and (20, 60).
    assertThat(pass.dInput).startsWith(4, 2, 20, 60);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 31, 63, 64})
  void rows_do_not_depend_on_their_neighbours(int rows) {
    Mlp net = new Mlp(5, List.of(7, 19), 3, Activation.SILU, 2);
    float[] theta = random(net.end());
    float[] x = random(5 * rows);
    MlpPass together = new MlpPass(net);
    MlpPass alone = new MlpPass(net);

    together.forward(theta, x, 0, rows);

    for (int r = 0; r < rows; r++) {
      alone.forward(theta, x, 5 * r, 1);
      for (int o = 0; o < 3; o++) {
        assertThat(alone.out[o * ROWS]).isEqualTo(together.out[o * ROWS + r]);
      }
    }
  }

  @Test
  void the_gradient_has_the_same_bits_however_the_rows_are_cut() {
    Mlp net = new Mlp(5, List.of(7, 19), 3, Activation.ELU, 2);
    float[] theta = random(net.end());
    float[] x = random(5 * ROWS);
    float[] dOut = random(3 * ROWS);

    float[] whole = gradient(net, theta, x, dOut, ROWS);

    for (int size : new int[] {1, 3, 17, 63}) {
      assertThat(gradient(net, theta, x, dOut, size)).isEqualTo(whole);
    }
  }

  private static float[] gradient(Mlp net, float[] theta, float[] x, float[] dOut, int size) {
    MlpPass pass = new MlpPass(net);
    float[] grad = new float[net.end()];
    pass.prepareBackward(theta, false);
    for (int from = 0; from < ROWS; from += size) {
      int rows = Math.min(size, ROWS - from);
      pass.forward(theta, x, 5 * from, rows);
      for (int i = 0; i < 3 * rows; i++) {
        pass.dOut[i % 3 * ROWS + i / 3] = dOut[3 * from + i];
      }
      pass.backward(theta, x, 5 * from, rows, grad);
    }
    return grad;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void the_gradient_of_the_input_is_that_of_central_differences(int layers) {
    // f(x) = Σ_o c_o out_o(x) of one row; the net itself is its own reference, in float: hence
    // a wide step, and a tolerance for its rounding.
    Mlp net = new Mlp(6, List.of(5, 4).subList(0, layers), 2, Activation.TANH, 0);
    float[] theta = random(net.end());
    float[] x = random(6);
    MlpPass pass = new MlpPass(net);
    pass.forward(theta, x, 0, 1);
    pass.prepareBackward(theta, true);
    pass.dOut[0] = 1;
    pass.dOut[ROWS] = -2;
    pass.backward(theta, x, 0, 1, new float[net.end()]);

    for (int i = 0; i < 6; i++) {
      float[] moved = x.clone();
      moved[i] = x[i] + 0.01f;
      double up = objective(pass, theta, moved);
      moved[i] = x[i] - 0.01f;
      double down = objective(pass, theta, moved);
      assertThat((double) pass.dInput[i]).isEqualTo((up - down) / 0.02, within(2e-4));
    }
  }

  private static double objective(MlpPass pass, float[] theta, float[] x) {
    pass.forward(theta, x, 0, 1);
    return pass.out[0] - 2.0 * pass.out[ROWS];
  }

  @Test
  void a_net_without_head_takes_the_gradient_of_its_features() {
    Mlp net = new Mlp(3, List.of(4), 0, Activation.TANH, 0);
    float[] theta = random(net.end());
    float[] x = random(3);
    MlpPass pass = new MlpPass(net);
    float[] grad = new float[net.end()];
    pass.forward(theta, x, 0, 1);
    pass.prepareBackward(theta, false);
    for (int j = 0; j < 4; j++) {
      pass.dFeatures[j] = j + 1;
    }

    pass.backward(theta, x, 0, 1, grad);

    // f = Σ_j (j + 1) tanh(Σ_k x_k W[k][j] + b_j)
    double[] expected =
        Gradients.central(
            t -> {
              double sum = 0;
              for (int j = 0; j < 4; j++) {
                double z = t[12 + j];
                for (int k = 0; k < 3; k++) {
                  z += x[k] * t[k * 4 + j];
                }
                sum += (j + 1) * Math.tanh(z);
              }
              return sum;
            },
            Gradients.widen(theta));
    Gradients.assertClose("headless", grad, expected, net.tensors("net"));
  }

  @Test
  void parameters_of_other_nets_are_left_alone() {
    Mlp net = new Mlp(3, List.of(4), 2, Activation.TANH, 5);
    float[] theta = new float[net.end() + 5];
    float[] grad = new float[net.end() + 5];
    MlpPass pass = new MlpPass(net);
    net.initialise(theta, Init.UNIFORM, 1, 1, RNG);
    pass.forward(theta, random(3), 0, 1);
    pass.prepareBackward(theta, true);
    Arrays.fill(pass.dOut, 1);
    pass.backward(theta, random(3), 0, 1, grad);

    for (float[] a : List.of(theta, grad)) {
      for (int i = 0; i < 5; i++) {
        assertThat(a[i]).isZero();
        assertThat(a[net.end() + i]).isZero();
      }
      assertThat(a[5]).isNotZero();
      assertThat(a[net.end() - 1]).isNotZero();
    }
  }
}
