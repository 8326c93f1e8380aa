package ascent.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ascent.rng.Rng;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.statistics.inference.KolmogorovSmirnovTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class InitTest {
  private static final class Layer {
    final int in;
    final int out;
    final float[] weight; // [out × in]
    final float[] bias;

    Layer(int in, int out) {
      this.in = in;
      this.out = out;
      weight = new float[in * out];
      bias = new float[out];
    }

    /// The inner product of two rows.
    double rows(int a, int b) {
      double sum = 0;
      for (int i = 0; i < in; i++) {
        sum += (double) weight[a * in + i] * weight[b * in + i];
      }
      return sum;
    }

    double columns(int a, int b) {
      double sum = 0;
      for (int o = 0; o < out; o++) {
        sum += (double) weight[o * in + a] * weight[o * in + b];
      }
      return sum;
    }
  }

  private static Layer layer(Init init, int in, int out, float gain) {
    Layer layer = new Layer(in, out);
    init.fill(layer.weight, layer.bias, in, out, gain, Rng.stream(5, "init"));
    return layer;
  }

  @ParameterizedTest
  @CsvSource({
    "4, 64, 1.4142135",
    "64, 64, 1.4142135",
    "64, 2, 0.01",
    "1, 1, 1",
    "3, 1, 2",
    "1, 9, 1"
  })
  void orthogonal_makes_the_shorter_side_orthonormal_times_the_gain(int in, int out, float gain) {
    Layer layer = layer(Init.ORTHOGONAL, in, out, gain);
    // out ≤ in: W Wᵀ = gain² I of size out; else Wᵀ W = gain² I of size in.
    int n = Math.min(in, out);
    for (int a = 0; a < n; a++) {
      for (int b = 0; b < n; b++) {
        double product = out <= in ? layer.rows(a, b) : layer.columns(a, b);
        double expected = a == b ? gain * gain : 0;
        assertThat(product).isEqualTo(expected, within(1e-6 * gain * gain));
      }
    }
    assertThat(layer.bias).containsOnly(0);
  }

  @Test
  void orthogonal_is_uniform_over_rotations() {
    // The first column of a Haar-distributed 3×3 rotation is uniform on the sphere, so each of its
    // components is uniform on [−1, 1] (Archimedes).
    double[] component = new double[2000];
    Rng rng = Rng.stream(5, "haar");
    for (int i = 0; i < component.length; i++) {
      float[] weight = new float[9];
      Init.ORTHOGONAL.fill(weight, new float[3], 3, 3, 1, rng);
      component[i] = weight[4]; // any component will do
    }
    double p = KolmogorovSmirnovTest.withDefaults().test(component, x -> (x + 1) / 2).getPValue();
    assertThat(p).isGreaterThan(0.001);
  }

  @ParameterizedTest
  @CsvSource({"4, 5000", "100, 300"})
  void uniform_fills_weights_and_biases_within_one_over_the_root_of_the_fan_in(int in, int out) {
    Layer layer = layer(Init.UNIFORM, in, out, 1000);
    double bound = 1 / Math.sqrt(in);
    for (float[] part : List.of(layer.weight, layer.bias)) {
      double[] x = new double[part.length];
      Arrays.setAll(x, i -> part[i]);
      double p =
          KolmogorovSmirnovTest.withDefaults()
              .test(x, v -> Math.clamp((v + bound) / (2 * bound), 0, 1))
              .getPValue();
      assertThat(p).isGreaterThan(0.001);
      assertThat(Arrays.stream(x).map(Math::abs).max().orElseThrow()).isLessThanOrEqualTo(bound);
    }
  }

  @Test
  void he_normal_has_variance_two_over_the_fan_in_and_no_biases() {
    int in = 50;
    Layer layer = layer(Init.HE_NORMAL, in, 2000, 1000);
    double sum = 0;
    double squares = 0;
    for (float w : layer.weight) {
      sum += w;
      squares += (double) w * w;
    }
    int n = layer.weight.length; // 100,000
    // The mean has deviation 0.2/√n = 6e-4, the mean square 0.04·√(2/n) = 1.8e-4.
    assertThat(sum / n).isEqualTo(0, within(3e-3));
    assertThat(squares / n).isEqualTo(2.0 / in, within(8e-4));
    assertThat(layer.bias).containsOnly(0);
  }

  @ParameterizedTest
  @EnumSource
  void the_same_stream_gives_the_same_weights(Init init) {
    assertThat(layer(init, 5, 3, 1).weight).isEqualTo(layer(init, 5, 3, 1).weight);
  }

  @Test
  void a_net_stores_its_hidden_weights_as_in_by_out_and_its_head_as_out_by_in() {
    HeadedMlp net = new HeadedMlp(2, List.of(5), 3, Activation.TANH, 0);
    float[] theta = new float[net.end()];
    Rng rng = Rng.stream(5, "init");
    Layer hidden = new Layer(2, 5);
    Layer head = new Layer(5, 3);

    Rng ours = Rng.stream(5, "init");
    net.net.initialise(theta, Init.UNIFORM, 1, ours);
    net.head.initialise(theta, Init.UNIFORM, 1, ours);

    Init.UNIFORM.fill(hidden.weight, hidden.bias, 2, 5, 1, rng);
    Init.UNIFORM.fill(head.weight, head.bias, 5, 3, 1, rng);
    for (int o = 0; o < 5; o++) {
      for (int i = 0; i < 2; i++) {
        assertThat(theta[i * 5 + o]).isEqualTo(hidden.weight[o * 2 + i]);
      }
    }
    assertThat(Arrays.copyOfRange(theta, 10, 15)).isEqualTo(hidden.bias);
    assertThat(Arrays.copyOfRange(theta, 15, 30)).isEqualTo(head.weight);
    assertThat(Arrays.copyOfRange(theta, 30, 33)).isEqualTo(head.bias);
  }

  @Test
  void hidden_layers_and_head_have_gains_of_their_own() {
    HeadedMlp net = new HeadedMlp(3, List.of(3), 1, Activation.TANH, 0);
    float[] theta = new float[net.end()];

    net.net.initialise(theta, Init.ORTHOGONAL, 2, Rng.stream(5, "init"));
    net.head.initialise(theta, Init.ORTHOGONAL, 0.01f, Rng.stream(5, "init"));

    // W = 2 Q has ‖W‖² = 4·3; the head is one row of length 0.01.
    assertThat(squares(theta, 0, 9)).isEqualTo(12, within(1e-5));
    assertThat(squares(theta, 12, 15)).isEqualTo(1e-4, within(1e-10));
  }

  private static double squares(float[] a, int from, int to) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += (double) a[i] * a[i];
    }
    return sum;
  }
}
