package ascent.nn;

import static ascent.nn.NetworkPass.ROWS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ascent.rng.Rng;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MlpTangentTest {
  private static float[] random(int n, String purpose) {
    Rng rng = Rng.stream(5, purpose);
    float[] a = new float[n];
    for (int i = 0; i < n; i++) {
      a[i] = 0.5f * rng.normal();
    }
    return a;
  }

  @Test
  void the_tangent_of_a_small_net_is_the_chain_rule() {
    // y = relu(x W + b), W = [[1, −2], [3, 4]] as [in][out], b = (½, −1); head 2 y₀ − y₁ + 10. At
    // x = (1, 1): z = (4½, 1). All derivatives of parameters are 1, that of the input is (1, 2).
    HeadedMlp net = new HeadedMlp(2, List.of(2), 1, Activation.RELU, 0);
    float[] theta = {1, -2, 3, 4, 0.5f, -1, 2, -1, 10};
    float[] ones = {1, 1, 1, 1, 1, 1, 1, 1, 1};
    net.forward(theta, new float[] {1, 1}, 0, 1);

    // ż = x Ẇ + ḃ = (3, 3); head: ẏ·w + y·1 + 1 = 2·3 − 3 + 4½ + 1 + 1.
    assertThat(net.tangent(ones, NetworkPass.ZERO_TANGENT)[0]).isEqualTo(9.5f);
    assertThat(net.hidden.featuresDot()).startsWith(3, 3);

    // ẋ W = (1 + 6, −2 + 8) comes on top: ż = (10, 9); 2·10 − 9 + 4½ + 1 + 1.
    assertThat(net.tangent(ones, new float[] {1, 2})[0]).isEqualTo(17.5f);
    assertThat(net.hidden.featuresDot()).startsWith(10, 9);
  }

  @Test
  void a_unit_that_is_off_does_not_move() {
    // z = −1 at x = 1: relu is flat there.
    HeadedMlp net = new HeadedMlp(1, List.of(1), 1, Activation.RELU, 0);
    float[] theta = {-1, 0, 5, 0};
    net.forward(theta, new float[] {1}, 0, 1);

    assertThat(net.tangent(new float[] {7, 7, 0, 0}, NetworkPass.ZERO_TANGENT)[0]).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void it_is_the_transpose_of_the_backward_pass(int layers) {
    // ⟨dη, J θ̇ + J_x ẋ⟩ = ⟨Jᵀ dη, θ̇⟩ + ⟨J_xᵀ dη, ẋ⟩ for any dη, θ̇ and ẋ.
    for (Activation activation : Activation.values()) {
      int rows = 37;
      HeadedMlp net = new HeadedMlp(6, List.of(5, 19).subList(0, layers), 3, activation, 4);
      float[] theta = random(net.end(), "theta");
      float[] thetaDot = random(net.end(), "theta dot");
      float[] x = random(6 * rows + 2, "x");
      float[] xDot = random(6 * rows, "x dot");
      net.forward(theta, x, 2, rows);
      float[] out = net.tangent(thetaDot, xDot);
      float[] dOut = random(3 * ROWS, "d out");
      System.arraycopy(dOut, 0, net.linear.dOut, 0, dOut.length);
      float[] grad = new float[net.end()];
      net.hidden.prepareBackward(theta, true);
      net.backward(grad);

      double forwards = 0;
      for (int i = 0; i < 3 * rows; i++) {
        forwards += dOut[i % 3 * ROWS + i / 3] * out[i % 3 * ROWS + i / 3];
      }
      double backwards = dot(grad, thetaDot, net.end()) + dot(net.hidden.dInput(), xDot, 6 * rows);
      assertThat(forwards).as("%s", activation).isEqualTo(backwards, within(1e-4));
    }
  }

  private static double dot(float[] a, float[] b, int n) {
    double sum = 0;
    for (int i = 0; i < n; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }

  @Test
  void a_net_has_the_tangent_of_its_features() {
    // tanh(w x + b) at x = ½, w = 2, b = −1: z = 0, f′ = 1, ż = x ẇ + ḃ = ½·4 + 3.
    NetworkPass pass = new Mlp(1, List.of(1), Activation.TANH, 0).pass();
    pass.forward(new float[] {2, -1}, new float[] {0.5f}, 0, 1);

    pass.tangent(new float[] {4, 3}, NetworkPass.ZERO_TANGENT);

    assertThat(pass.featuresDot()[0]).isEqualTo(5);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 31, 64})
  void rows_do_not_depend_on_their_neighbours(int rows) {
    HeadedMlp net = new HeadedMlp(5, List.of(7, 19), 3, Activation.SILU, 2);
    float[] theta = random(net.end(), "theta");
    float[] thetaDot = random(net.end(), "theta dot");
    float[] x = random(5 * rows, "x");
    net.forward(theta, x, 0, rows);
    float[] together = net.tangent(thetaDot, NetworkPass.ZERO_TANGENT).clone();

    for (int r = 0; r < rows; r++) {
      net.forward(theta, x, 5 * r, 1);
      float[] alone = net.tangent(thetaDot, NetworkPass.ZERO_TANGENT);
      for (int o = 0; o < 3; o++) {
        assertThat(alone[o * ROWS]).isEqualTo(together[o * ROWS + r]);
      }
    }
  }
}
