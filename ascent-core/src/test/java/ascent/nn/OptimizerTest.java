package ascent.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import ascent.nn.OptimizerConfig.Kind;
import ascent.rng.Rng;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class OptimizerTest {
  private static final OptimizerConfig DEFAULT = OptimizerConfig.DEFAULT;

  private static float[] gradient(int step, int n) {
    Rng rng = Rng.stream(11, "gradient", step);
    float[] g = new float[n];
    for (int i = 0; i < n; i++) {
      g[i] = rng.normal();
    }
    return g;
  }

  @Test
  void sgd_steps_against_the_gradient() {
    float[] theta = {1, -1, 0};

    DEFAULT.withOptimizer(Kind.SGD).create(3).step(theta, new float[] {4, 8, 0}, 0.5f, 0.25f);

    // θ − 0.25 · 0.5 · g
    assertThat(theta).containsExactly(0.5f, -2, 0);
  }

  @Test
  void the_first_step_of_adam_has_the_length_of_the_learning_rate() {
    // m̂ = g and v̂ = g², so without ε the step is the learning rate times the sign of g.
    float[] theta = {1, 1, 1, 1};

    DEFAULT
        .withOptimizerEpsilon(0)
        .create(4)
        .step(theta, new float[] {1e-3f, -1e3f, 7, -7}, 1, 0.125f);

    assertThat(theta).containsExactly(new float[] {0.875f, 1.125f, 0.875f, 1.125f}, within(1e-6f));
  }

  @ParameterizedTest
  @CsvSource({"ADAM, 1e-5, 0", "RMSPROP, 1e-5, 0", "RMSPROP_TF, 1e-5, 0", "ADAM, 0, 1"})
  void averages_without_a_gradient_end_at_zero_and_not_among_the_subnormals(
      Kind kind, float epsilon, int left) {
    // 0.999^131072 ≈ 1e-57, and 0.5 · 1e-45 rounds to 1e-45 again: a decay of 0.999 gets stuck at
    // some 500 of the least number. Without ε it must, as 0/0 is no step.
    OptimizerConfig config = DEFAULT.withOptimizer(kind).withOptimizerEpsilon(epsilon);
    Optimizer optimizer = config.withAlpha(0.999f).create(new Span(1, 2), 3);
    float[] theta = {1, 1, 1};
    float[] grad = {1, 1, 1};
    optimizer.step(theta, grad, 1, 1e-3f);
    grad[1] = 0;
    for (int step = 1; step < 128 * Optimizer.DROP_EVERY; step++) {
      optimizer.step(theta, grad, 1, 1e-3f);
    }
    for (float[] average : optimizer.state()) {
      assertThat(average[1] == 0).isEqualTo(left == 0);
      assertThat(average[1]).isBetween(0f, Float.MIN_NORMAL);
    }
    assertThat(theta[1]).isFinite();
  }

  @Test
  void only_subnormal_numbers_of_the_range_are_dropped() {
    float least = Float.MIN_NORMAL;
    float below = Math.nextDown(least);
    float[] a = {below, below, -below, least, -least, Float.MIN_VALUE, Float.NaN, below};

    Optimizer.dropSubnormals(a, new Span(1, 7));

    assertThat(a).containsExactly(below, 0, 0, least, -least, 0, Float.NaN, below);
  }

  @Test
  void adam_is_algorithm_1_of_the_paper() {
    int n = 37;
    float[] theta = gradient(1000, n);
    double[] exact = new double[n];
    double[] m = new double[n];
    double[] v = new double[n];
    for (int i = 0; i < n; i++) {
      exact[i] = theta[i];
    }
    Optimizer adam = DEFAULT.withBeta1(0.8f).withBeta2(0.95f).create(n);
    for (int t = 1; t <= 100; t++) {
      float[] g = gradient(t, n);
      adam.step(theta, g, 0.5f, 0.01f);
      for (int i = 0; i < n; i++) {
        double scaled = 0.5 * g[i];
        m[i] = 0.8 * m[i] + 0.2 * scaled;
        v[i] = 0.95 * v[i] + 0.05 * scaled * scaled;
        double mHat = m[i] / (1 - Math.pow(0.8, t));
        double vHat = v[i] / (1 - Math.pow(0.95, t));
        exact[i] -= 0.01 * mHat / (Math.sqrt(vHat) + 1e-5);
      }
    }
    for (int i = 0; i < n; i++) {
      assertThat((double) theta[i]).isEqualTo(exact[i], within(1e-5));
    }
  }

  @Test
  void the_two_kinds_of_rmsprop_differ_in_their_start_and_in_where_epsilon_stands() {
    float[] torch = {0};
    float[] tensorFlow = {0};
    OptimizerConfig config = DEFAULT.withAlpha(0.75f).withOptimizerEpsilon(0.25f);

    config.withOptimizer(Kind.RMSPROP).create(1).step(torch, new float[] {2}, 1, 1);
    config.withOptimizer(Kind.RMSPROP_TF).create(1).step(tensorFlow, new float[] {2}, 1, 1);

    // v = 0.75·0 + 0.25·4 = 1, step 2/(√1 + 0.25); v = 0.75·1 + 0.25·4 = 1.75, step 2/√(1.75 +
    // 0.25).
    assertThat(torch[0]).isEqualTo(-2 / 1.25f);
    assertThat(tensorFlow[0]).isEqualTo((float) (-2 / Math.sqrt(2)));
  }

  @ParameterizedTest
  @EnumSource
  void the_scale_is_a_factor_on_the_gradient(Kind kind) {
    float[] scaled = gradient(0, 20);
    float[] plain = gradient(0, 20);
    Optimizer one = DEFAULT.withOptimizer(kind).create(20);
    Optimizer other = DEFAULT.withOptimizer(kind).create(20);
    for (int t = 1; t < 5; t++) {
      float[] g = gradient(t, 20);
      one.step(scaled, g, 0.25f, 0.01f);
      for (int i = 0; i < g.length; i++) {
        g[i] *= 0.25f; // a power of two: exact
      }
      other.step(plain, g, 1, 0.01f);
    }
    assertThat(scaled).isEqualTo(plain);
  }

  @ParameterizedTest
  @EnumSource
  void a_restored_optimiser_goes_on_with_the_same_bits(Kind kind) {
    int n = 35;
    float[] theta = gradient(0, n);
    Optimizer optimizer = DEFAULT.withOptimizer(kind).create(n);
    for (int t = 1; t <= 7; t++) {
      optimizer.step(theta, gradient(t, n), 0.9f, 0.01f);
    }
    float[] copy = theta.clone();
    Optimizer restored = DEFAULT.withOptimizer(kind).create(n);
    restored.step(copy.clone(), gradient(99, n), 1, 1); // a past to forget

    restored.restore(optimizer.steps(), optimizer.state().stream().map(float[]::clone).toList());

    assertThat(restored.steps()).isEqualTo(7);
    for (int t = 8; t <= 12; t++) {
      optimizer.step(theta, gradient(t, n), 0.9f, 0.01f);
      restored.step(copy, gradient(t, n), 0.9f, 0.01f);
    }
    assertThat(copy).isEqualTo(theta);
  }

  @Test
  void a_state_that_does_not_fit_is_refused() {
    Optimizer adam = DEFAULT.create(3);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> adam.restore(1, List.of(new float[3])))
        .withMessageContaining("1 state vectors; it must have 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> adam.restore(1, List.of(new float[3], new float[4])))
        .withMessageContaining("4 elements, not 3");
  }

  @ParameterizedTest
  @CsvSource({
    "0.5, 0.0999999", // 0.5 / (5 + 1e-6)
    "5, 0.9999998", // at the limit PyTorch's 1e-6 still counts
    "5.1, 1",
    "Infinity, 1"
  })
  void the_norm_of_a_gradient_is_clipped(float maxNorm, float scale) {
    float[] g = {0, 3, 0, -4, 0}; // norm 5
    assertThat(Optimizer.clipScale(g, maxNorm)).isEqualTo(scale, within(1e-7f));
  }

  @Test
  void the_norm_of_millions_of_components_does_not_drift() {
    float[] g = new float[(1 << 24) + 3];
    Arrays.fill(g, 0.1f);
    Span span = new Span(2, g.length - 1); // 2²⁴ components: norm 0.1·2¹²
    double scale = Optimizer.clipScale(g, span, 1);
    assertThat(scale * 409.6).isEqualTo(1, within(1e-5));
  }

  @Test
  void a_gradient_of_zero_is_not_scaled() {
    assertThat(Optimizer.clipScale(new float[100], 0.5f)).isEqualTo(1);
  }

  @Test
  void a_gradient_that_is_not_a_number_is_not_made_one() {
    float[] theta = {0};
    float[] g = {Float.NaN};
    DEFAULT.create(1).step(theta, g, Optimizer.clipScale(g, 0.5f), 0.1f);
    assertThat(theta[0]).isNaN();
  }

  @Test
  void settings_out_of_range_are_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DEFAULT.withOptimizerEpsilon(-1))
        .withMessage("optimizerEpsilon is -1; it must be ≥ 0 and finite.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DEFAULT.withOptimizerEpsilon(Float.POSITIVE_INFINITY))
        .withMessage("optimizerEpsilon is inf; it must be ≥ 0 and finite.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DEFAULT.withBeta1(1))
        .withMessage("beta1 is 1; it must be in [0, 1).");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DEFAULT.withBeta2(Float.NaN))
        .withMessage("beta2 is nan; it must be in [0, 1).");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DEFAULT.withAlpha(-0.1f))
        .withMessage("alpha is -0.1; it must be in [0, 1).");
  }
}
