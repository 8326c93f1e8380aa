package ascent.lab.rlhf;

import ascent.config.Check;
import ascent.lab.exact.Softmax;
import java.util.Arrays;
import java.util.function.UnaryOperator;

/// A policy that writes one token, π = softmax(θ), with a reward for each token: small enough to
/// compute the gradient of J = E r and the expectation of what a group of responses estimates, over
/// all K^G groups. So the bias of an estimator's normalisations is a number, without sampling.
///
/// @param logits θ, `[K]`
/// @param rewards of each token, `[K]`
/// @param lengths what each token counts as, for estimators that divide by it, `[K]`
public record OneToken(double[] logits, double[] rewards, int[] lengths) {
  private static final int MOST_GROUPS = 10_000_000;

  /// π, `[K]`.
  public double[] probabilities() {
    return Softmax.probabilities(logits, logits.length);
  }

  /// ∂J/∂θⱼ = πⱼ (rⱼ − J), `[K]`.
  public double[] gradient() {
    double[] p = probabilities();
    double mean = 0;
    for (int j = 0; j < p.length; j++) {
      mean += p[j] * rewards[j];
    }
    double[] gradient = new double[p.length];
    for (int j = 0; j < p.length; j++) {
      gradient[j] = p[j] * (rewards[j] - mean);
    }
    return gradient;
  }

  /// The expectation of `1/G Σᵢ cᵢ Aᵢ ∇log π(aᵢ)` over groups of responses, `[K]`.
  ///
  /// @param advantages from the rewards of a group to A
  /// @param group G
  /// @param perLength whether c is one over the length; else it is 1
  public double[] expected(UnaryOperator<double[]> advantages, int group, boolean perLength) {
    double[] p = probabilities();
    int k = p.length;
    double groups = StrictMath.pow(k, group);
    Check.that(groups <= MOST_GROUPS, "groups", groups, "at most 10000000");
    double[] sum = new double[k];
    int[] action = new int[group];
    for (int number = 0; number < (int) groups; number++) {
      double probability = 1;
      int rest = number;
      double[] reward = new double[group];
      for (int i = 0; i < group; i++) {
        action[i] = rest % k;
        rest /= k;
        probability *= p[action[i]];
        reward[i] = rewards[action[i]];
      }
      double[] advantage = advantages.apply(reward);
      for (int i = 0; i < group; i++) {
        double c = perLength ? 1.0 / lengths[action[i]] : 1;
        double weight = probability * c * advantage[i] / group;
        for (int j = 0; j < k; j++) {
          sum[j] += weight * ((j == action[i] ? 1 : 0) - p[j]);
        }
      }
    }
    return sum;
  }

  /// The cosine between two gradients: 1 if they differ by a factor alone, which a learning rate
  /// makes up for.
  public static double cosine(double[] a, double[] b) {
    double dot = 0;
    for (int j = 0; j < a.length; j++) {
      dot += a[j] * b[j];
    }
    return dot / (norm(a) * norm(b));
  }

  /// The Euclidean norm.
  public static double norm(double[] a) {
    return Math.sqrt(Arrays.stream(a).map(x -> x * x).sum());
  }
}
