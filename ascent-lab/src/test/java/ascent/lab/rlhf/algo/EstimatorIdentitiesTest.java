package ascent.lab.rlhf.algo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ascent.lab.exact.Softmax;
import ascent.rng.Rng;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/// KL estimates, advantages and the best of n, against enumeration.
class EstimatorIdentitiesTest {
  private static final double[] LOGITS = {0.5, -1, 0.2, 1.4, 0};
  private static final double[] REFERENCE = {0, 0.3, -0.5, 0.8, 0.1};
  private static final double[] P = Softmax.probabilities(LOGITS, LOGITS.length);
  private static final double[] Q = Softmax.probabilities(REFERENCE, REFERENCE.length);

  private static double kl(double[] p, double[] q) {
    double sum = 0;
    for (int j = 0; j < p.length; j++) {
      sum += p[j] * StrictMath.log(p[j] / q[j]);
    }
    return sum;
  }

  @FunctionalInterface
  private interface Estimate {
    float of(float logProb, float refLogProb);
  }

  private static double mean(Estimate estimate) {
    double sum = 0;
    for (int j = 0; j < P.length; j++) {
      sum += P[j] * estimate.of((float) StrictMath.log(P[j]), (float) StrictMath.log(Q[j]));
    }
    return sum;
  }

  @Test
  void k1_and_k3_have_the_mean_of_the_exact_divergence_and_k2_has_not() {
    double exact = kl(P, Q);
    assertThat(mean(Kl::k1)).isCloseTo(exact, within(1e-6));
    assertThat(mean(Kl::k3)).isCloseTo(exact, within(1e-6));
    assertThat(Math.abs(mean(Kl::k2) - exact)).isGreaterThan(0.01);
    for (int j = 0; j < P.length; j++) {
      assertThat(Kl.k3((float) StrictMath.log(P[j]), (float) StrictMath.log(Q[j]))).isNotNegative();
    }
  }

  /// Σ_a π(a)·weight(a)·∂log π(a)/∂θⱼ = πⱼ (weightⱼ − mean weight).
  private static double[] gradient(Estimate weight) {
    double mean = mean(weight);
    double[] gradient = new double[P.length];
    for (int j = 0; j < P.length; j++) {
      float w = weight.of((float) StrictMath.log(P[j]), (float) StrictMath.log(Q[j]));
      gradient[j] = P[j] * (w - mean);
    }
    return gradient;
  }

  private static double[] differences(boolean forward) {
    double h = 1e-6;
    double[] gradient = new double[P.length];
    for (int j = 0; j < P.length; j++) {
      double[] high = LOGITS.clone();
      double[] low = LOGITS.clone();
      high[j] += h;
      low[j] -= h;
      double[] a = Softmax.probabilities(high, P.length);
      double[] b = Softmax.probabilities(low, P.length);
      gradient[j] = (forward ? kl(a, Q) - kl(b, Q) : kl(Q, a) - kl(Q, b)) / (2 * h);
    }
    return gradient;
  }

  /// Differentiating k2 gives (log π − log π₀)∇log π, whose mean is ∇KL(π ‖ π₀). Differentiating
  /// k3, as GRPO does, gives (1 − π₀/π)∇log π, whose mean is the gradient of the other divergence.
  @Test
  void the_gradient_of_k2_is_that_of_the_divergence_and_that_of_k3_is_of_the_reverse_one() {
    assertThat(gradient(Kl::k1)).containsExactly(differences(true), within(1e-6));
    assertThat(gradient(Kl::k3Gradient)).containsExactly(differences(false), within(1e-6));
  }

  @Test
  void of_two_responses_the_advantage_left_out_is_their_difference() {
    assertThat(Advantages.leaveOneOut(new double[] {3, 1, -2, 5}, 2)).containsExactly(2, -2, -7, 7);
  }

  @Test
  void an_advantage_left_out_is_the_reward_less_the_mean_of_the_others() {
    Rng rng = Rng.stream(1, "test");
    double[] rewards = new double[12];
    Arrays.setAll(rewards, i -> rng.nextGaussian());
    double[] advantages = Advantages.leaveOneOut(rewards, 4);
    double[] standard = Advantages.standardised(rewards, 4);
    for (int i = 0; i < 12; i++) {
      int from = i / 4 * 4;
      double sum = Arrays.stream(rewards, from, from + 4).sum();
      assertThat(advantages[i]).isCloseTo(rewards[i] - (sum - rewards[i]) / 3, within(1e-12));
    }
    double squares = Arrays.stream(standard, 0, 4).map(a -> a * a).sum();
    assertThat(Arrays.stream(standard, 0, 4).sum()).isCloseTo(0, within(1e-12));
    assertThat(squares / 3).isCloseTo(1, within(1e-3)); // deviation 1, but for the 1e-4
  }

  /// All 10 ways to draw 3 of 5.
  @Test
  void the_best_of_n_is_the_mean_over_all_draws() {
    double[] proxy = {0.3, 2, -1, 0.7, 0.1};
    double[] value = {5, 1, 4, -2, 3};
    double sum = 0;
    for (int a = 0; a < 5; a++) {
      for (int b = a + 1; b < 5; b++) {
        for (int c = b + 1; c < 5; c++) {
          int best = proxy[a] > proxy[b] ? a : b;
          sum += value[proxy[c] > proxy[best] ? c : best];
        }
      }
    }
    assertThat(BestOfN.expected(proxy, value, 3)).isCloseTo(sum / 10, within(1e-12));
    assertThat(BestOfN.expected(proxy, value, 1)).isCloseTo(11 / 5.0, within(1e-12));
    assertThat(BestOfN.expected(proxy, value, 5)).isCloseTo(1, within(1e-12));
  }

  /// The rank of the best of n has density n·uⁿ⁻¹ on [0, 1].
  @Test
  void the_divergence_of_the_best_of_n_is_that_of_its_rank() {
    for (int n : new int[] {1, 2, 4, 64}) {
      int cells = 1_000_000;
      double sum = 0;
      for (int i = 0; i < cells; i++) {
        double density = n * StrictMath.pow((i + 0.5) / cells, n - 1);
        sum += density > 0 ? density * StrictMath.log(density) / cells : 0;
      }
      assertThat(BestOfN.kl(n)).isCloseTo(sum, within(1e-4));
    }
  }

  @Test
  void an_adaptive_coefficient_moves_by_at_most_a_fifth_towards_the_target() {
    KlCoefficient adaptive = new KlCoefficient.Adaptive(0.1, 4, 128);
    assertThat(adaptive.next(0.1, 40, 128)).isCloseTo(0.12, within(1e-12));
    assertThat(adaptive.next(0.1, 0, 128)).isCloseTo(0.08, within(1e-12));
    assertThat(adaptive.next(0.1, 4.4, 64)).isCloseTo(0.105, within(1e-12)); // 0.1 · (1 + 0.1/2)
    assertThat(adaptive.next(0.1, 4, 128)).isEqualTo(0.1);
    assertThat(new KlCoefficient.Fixed(0.3).next(0.3, 100, 128)).isEqualTo(0.3);
  }
}
