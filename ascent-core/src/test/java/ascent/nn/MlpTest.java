package ascent.nn;

import static ascent.nn.NetworkPass.ROWS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

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
  void parameters_follow_each_other_without_gaps() {
    HeadedMlp net = new HeadedMlp(4, List.of(8, 3), 2, Activation.TANH, 10);

    assertThat(net.parameters("pi"))
        .containsExactly(
            new Parameter("pi.0.weight", 10, List.of(4, 8)), // 10 + 32 = 42
            new Parameter("pi.0.bias", 42, List.of(8)), // 42 + 8 = 50
            new Parameter("pi.1.weight", 50, List.of(8, 3)), // 50 + 24 = 74
            new Parameter("pi.1.bias", 74, List.of(3)), // 74 + 3 = 77
            new Parameter("pi.head.weight", 77, List.of(2, 3)), // 77 + 6 = 83
            new Parameter("pi.head.bias", 83, List.of(2))); // 83 + 2 = 85
    assertThat(net.net.span()).isEqualTo(new Span(10, 77));
    assertThat(net.head.weightSpan()).isEqualTo(new Span(77, 83));
    assertThat(net.head.span()).isEqualTo(new Span(77, 85));
    assertThat(net.net.inputs()).isEqualTo(4);
    assertThat(net.net.features()).isEqualTo(3);
    assertThat(net.net.weights()).isEqualTo(32 + 24);
  }

  @Test
  void a_net_without_layers_passes_its_input_on() {
    Mlp net = new Mlp(4, List.of(), Activation.TANH, 7);
    assertThat(net.parameters("none")).isEmpty();
    assertThat(net.span()).isEqualTo(new Span(7, 7));
    assertThat(net.features()).isEqualTo(4);
    float[] x = random(12);
    float[] xDot = random(8);
    NetworkPass pass = net.pass();

    pass.forward(new float[0], x, 4, 2);
    assertThat(pass.features()).isSameAs(x);
    assertThat(pass.featuresAt()).isEqualTo(4);
    pass.tangent(new float[0], xDot);
    assertThat(pass.featuresDot()).isSameAs(xDot);
    pass.prepareBackward(new float[0], false);
    assertThat(pass.dFeatures()).isEmpty(); // nothing depends on it
    pass.prepareBackward(new float[0], true);
    assertThat(pass.dFeatures()).isSameAs(pass.dInput());
  }

  @Test
  void a_head_without_outputs_has_no_parameters() {
    LinearHead head = new LinearHead(4, 0, 7);
    assertThat(head.parameters("none")).isEmpty();
    assertThat(head.span()).isEqualTo(new Span(7, 7));
  }

  @Test
  void a_small_net_computes_what_one_computes_by_hand() {
    // y = relu(x W + b) with W = [[1, −2], [3, 4]] as [in][out], b = (0.5, −1); head 2·y₀ − y₁ +
    // 10.
    HeadedMlp net = new HeadedMlp(2, List.of(2), 1, Activation.RELU, 0);
    float[] theta = {1, -2, 3, 4, 0.5f, -1, 2, -1, 10};

    net.forward(theta, new float[] {9, 9, 1, 1, 1, 0}, 2, 2);

    // x = (1, 1): z = (4.5, 1), y = z, out = 9 − 1 + 10. x = (1, 0): z = (1.5, −3), y = (1.5, 0).
    assertThat(net.linear.out[0]).isEqualTo(18);
    assertThat(net.linear.out[1]).isEqualTo(13);
    assertThat(net.hidden.features()).startsWith(4.5f, 1, 1.5f, 0);
  }

  @Test
  void the_backward_pass_of_a_small_net_is_the_chain_rule() {
    // The net above at x = (1, 1) and (1, 0), with dout = 1 and 10.
    HeadedMlp net = new HeadedMlp(2, List.of(2), 1, Activation.RELU, 0);
    float[] theta = {1, -2, 3, 4, 0.5f, -1, 2, -1, 10};
    float[] grad = new float[9];
    net.forward(theta, new float[] {1, 1, 1, 0}, 0, 2);
    net.hidden.prepareBackward(theta, true);
    net.linear.dOut[0] = 1;
    net.linear.dOut[1] = 10;

    net.backward(grad);

    // Head weight: 1·(4.5, 1) + 10·(1.5, 0) = (19.5, 1); head bias: 11.
    // dz = dout·(2, −1)·[z > 0]: (2, −1) and (20, 0).
    // dW = xᵀ dz: row 0 (22, −1), row 1 (2, −1); db = (22, −1).
    assertThat(grad).containsExactly(22, -1, 2, -1, 22, -1, 19.5f, 1, 11);
    // dx = dz Wᵀ: (2·1 + 1·2, 2·3 − 1·4) = (4, 2) and (20, 60).
    assertThat(net.hidden.dInput()).startsWith(4, 2, 20, 60);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 31, 63, 64})
  void rows_do_not_depend_on_their_neighbours(int rows) {
    HeadedMlp together = new HeadedMlp(5, List.of(7, 19), 3, Activation.SILU, 2);
    HeadedMlp alone = new HeadedMlp(5, List.of(7, 19), 3, Activation.SILU, 2);
    float[] theta = random(together.end());
    float[] x = random(5 * rows);

    together.forward(theta, x, 0, rows);

    for (int r = 0; r < rows; r++) {
      alone.forward(theta, x, 5 * r, 1);
      for (int o = 0; o < 3; o++) {
        assertThat(alone.linear.out[o * ROWS]).isEqualTo(together.linear.out[o * ROWS + r]);
      }
    }
  }

  @Test
  void the_gradient_has_the_same_bits_however_the_rows_are_cut() {
    HeadedMlp net = new HeadedMlp(5, List.of(7, 19), 3, Activation.ELU, 2);
    float[] theta = random(net.end());
    float[] x = random(5 * ROWS);
    float[] dOut = random(3 * ROWS);

    float[] whole = gradient(net, theta, x, dOut, ROWS);

    for (int size : new int[] {1, 3, 17, 63}) {
      assertThat(gradient(net, theta, x, dOut, size)).isEqualTo(whole);
    }
  }

  private static float[] gradient(HeadedMlp net, float[] theta, float[] x, float[] dOut, int size) {
    float[] grad = new float[net.end()];
    net.hidden.prepareBackward(theta, false);
    for (int from = 0; from < ROWS; from += size) {
      int rows = Math.min(size, ROWS - from);
      net.forward(theta, x, 5 * from, rows);
      for (int i = 0; i < 3 * rows; i++) {
        net.linear.dOut[i % 3 * ROWS + i / 3] = dOut[3 * from + i];
      }
      net.backward(grad);
    }
    return grad;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void the_gradient_of_the_input_is_that_of_central_differences(int layers) {
    // f(x) = Σ_o c_o out_o(x) of one row; the net itself is its own reference, in float: hence
    // a wide step, and a tolerance for its rounding.
    HeadedMlp net = new HeadedMlp(6, List.of(5, 4).subList(0, layers), 2, Activation.TANH, 0);
    float[] theta = random(net.end());
    float[] x = random(6);
    net.forward(theta, x, 0, 1);
    net.hidden.prepareBackward(theta, true);
    net.linear.dOut[0] = 1;
    net.linear.dOut[ROWS] = -2;
    net.backward(new float[net.end()]);

    for (int i = 0; i < 6; i++) {
      float[] moved = x.clone();
      moved[i] = x[i] + 0.01f;
      double up = objective(net, theta, moved);
      moved[i] = x[i] - 0.01f;
      double down = objective(net, theta, moved);
      assertThat((double) net.hidden.dInput()[i]).isEqualTo((up - down) / 0.02, within(2e-4));
    }
  }

  private static double objective(HeadedMlp net, float[] theta, float[] x) {
    net.forward(theta, x, 0, 1);
    return net.linear.out[0] - 2.0 * net.linear.out[ROWS];
  }

  @Test
  void a_net_takes_the_gradient_of_its_features() {
    Mlp net = new Mlp(3, List.of(4), Activation.TANH, 0);
    float[] theta = random(net.span().size());
    float[] x = random(3);
    NetworkPass pass = net.pass();
    float[] grad = new float[theta.length];
    pass.forward(theta, x, 0, 1);
    pass.prepareBackward(theta, false);
    for (int j = 0; j < 4; j++) {
      pass.dFeatures()[j] = j + 1;
    }

    pass.backward(grad);

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
    Gradients.assertClose("features", grad, expected, net.parameters("net"));
  }

  @Test
  void parameters_of_other_nets_are_left_alone() {
    HeadedMlp net = new HeadedMlp(3, List.of(4), 2, Activation.TANH, 5);
    float[] theta = new float[net.end() + 5];
    float[] grad = new float[net.end() + 5];
    net.net.initialise(theta, Init.UNIFORM, 1, RNG);
    net.head.initialise(theta, Init.UNIFORM, 1, RNG);
    net.forward(theta, random(3), 0, 1);
    net.hidden.prepareBackward(theta, true);
    Arrays.fill(net.linear.dOut, 1);
    net.backward(grad);

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
