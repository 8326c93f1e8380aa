package ascent.policy;

import static ascent.nn.NetworkPass.ROWS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ascent.distribution.DistributionConfig;
import ascent.nn.Activation;
import ascent.nn.Parameter;
import ascent.parallel.Workers;
import ascent.policy.PolicyGradientTest.Shape;
import ascent.reference.Gradients;
import ascent.reference.ReferencePolicy;
import ascent.rng.Rng;
import ascent.rollout.Batch;
import ascent.space.Box;
import ascent.space.Discrete;
import ascent.space.Space;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Holds Fisher–vector products to what they are by definition and to the curvature of the KL
/// divergence, both in double precision.
@Timeout(60)
class FisherProductTest {
  private static final int N = 11;
  private static final List<DistributionConfig> NORMALS =
      List.of(DistributionConfig.StateDependentGaussian.DEFAULT, DistributionConfig.Gsde.DEFAULT);

  record Case(Shape shape, Activation activation, DistributionConfig config) {
    ActorCritic policy() {
      return shape.policy(activation, config);
    }
  }

  static List<Case> cases() {
    List<Case> cases = new ArrayList<>();
    for (Shape shape : PolicyGradientTest.shapes()) {
      for (Activation activation : Activation.values()) {
        cases.add(new Case(shape, activation, DistributionConfig.DEFAULT));
      }
      if (shape.act() instanceof Box) {
        for (DistributionConfig config : NORMALS) {
          cases.add(new Case(shape, Activation.TANH, config));
        }
      }
    }
    return cases;
  }

  /// No unit of any net is so near to its kink that a difference would reach across.
  private static float[] parameters(ActorCritic policy) {
    return PolicyGradientTest.randomParameters(policy, Rng.stream(8, "parameters"));
  }

  /// A velocity of the policy's parameters.
  private static float[] direction(ActorCritic policy, int index) {
    Rng rng = Rng.stream(8, "direction", index);
    float[] v = new float[policy.policySpan().size()];
    for (int i = 0; i < v.length; i++) {
      v[i] = 0.5f * rng.normal();
    }
    return v;
  }

  private static float[] product(ActorCritic policy, Batch batch, float[] v, int threads) {
    float[] product = new float[v.length];
    try (Workers workers = Workers.of(threads)) {
      new FisherProduct(policy, workers).compute(parameters(policy), batch, v, product);
    }
    return product;
  }

  private static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < b.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }

  /// θ + h v, where v may be shorter.
  private static double[] moved(float[] theta, double h, float[] v) {
    double[] moved = Gradients.widen(theta);
    for (int i = 0; i < v.length; i++) {
      moved[i] += h * v[i];
    }
    return moved;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void outputs_move_as_central_differences_say(Case c) {
    ActorCritic policy = c.policy();
    float[] theta = parameters(policy);
    Batch batch = PolicyGradientTest.randomBatch(policy, N);
    float[] v = direction(policy, 0);
    ActorPass pass = new ActorPass(policy);
    pass.evaluate(theta, batch, 0, N);

    float[] etaDot = pass.tangent(v);

    ReferencePolicy reference = new ReferencePolicy(policy);
    double h = 1e-6;
    for (int r = 0; r < N; r++) {
      float[] obs = PolicyGradientTest.row(batch.obs, r, policy.observationSpace().size());
      double[] up = reference.outputs(moved(theta, h, v), obs);
      double[] down = reference.outputs(moved(theta, -h, v), obs);
      for (int o = 0; o < up.length; o++) {
        assertThat((double) etaDot[o * ROWS + r])
            .as("row %d, output %d", r, o)
            .isEqualTo((up[o] - down[o]) / (2 * h), within(2e-5));
      }
    }
  }

  /// The policy's tensors: those of the value function are none of this.
  private static List<Parameter> tensors(ActorCritic policy) {
    return policy.layout().stream().filter(t -> t.offset() < policy.policySpan().to()).toList();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void the_product_is_the_curvature_of_the_kl_divergence(Case c) {
    // (F v)ᵢ = ∂²/∂s∂t KL(π_θ ‖ π_{θ + s eᵢ + t v}) at s = t = 0, as four values of KL. It starts
    // at
    // zero with slope zero, so that the curvature of the network's outputs does not enter.
    ActorCritic policy = c.policy();
    float[] theta = parameters(policy);
    Batch batch = PolicyGradientTest.randomBatch(policy, N);
    float[] v = direction(policy, 0);

    float[] product = product(policy, batch, v, 1);

    double h = 5e-5;
    double[] expected = new double[v.length];
    for (int i = 0; i < v.length; i++) {
      expected[i] =
          (kl(policy, theta, batch, v, i, h, h)
                  - kl(policy, theta, batch, v, i, h, -h)
                  - kl(policy, theta, batch, v, i, -h, h)
                  + kl(policy, theta, batch, v, i, -h, -h))
              / (4 * h * h);
    }
    Gradients.assertClose(c.toString(), product, expected, tensors(policy));
  }

  private static double kl(
      ActorCritic policy, float[] theta, Batch batch, float[] v, int i, double s, double t) {
    double[] at = Gradients.widen(theta);
    ReferencePolicy reference = new ReferencePolicy(policy, at);
    double[] other = moved(theta, t, v);
    other[i] += s;
    double sum = 0;
    for (int r = 0; r < batch.size(); r++) {
      float[] obs = PolicyGradientTest.row(batch.obs, r, policy.observationSpace().size());
      sum += reference.kl(at, other, obs);
    }
    return sum / batch.size();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void the_product_is_the_mean_of_squared_scores(Case c) {
    // F v = 1/m Σᵢ Σₐ π(a|sᵢ) ∇log π(a|sᵢ) (∇log π(a|sᵢ)ᵀ v), its definition; every score is a
    // policy gradient of one sample with w = 1.
    if (!(c.shape.act() instanceof Discrete actions)) {
      return;
    }
    ActorCritic policy = c.policy();
    float[] theta = parameters(policy);
    Batch batch = PolicyGradientTest.randomBatch(policy, N);
    float[] v = direction(policy, 0);
    double[] expected = new double[v.length];
    float[] score = new float[theta.length];
    int width = policy.observationSpace().size();
    try (Workers workers = Workers.of(1)) {
      PolicyGradient gradient = new PolicyGradient(policy, workers);
      for (int k = 0; k < N * actions.n(); k++) {
        Batch one = new Batch(1, width, 1);
        one.setSize(1);
        System.arraycopy(batch.obs, k / actions.n() * width, one.obs, 0, width);
        one.actions[0] = k % actions.n();
        gradient.compute(theta, one, new One(), 0, score);
        double weight = Math.exp(one.logProb[0]) * dot(score, v) / N;
        for (int i = 0; i < v.length; i++) {
          expected[i] += weight * score[i];
        }
      }
    }

    Gradients.assertClose(c.toString(), product(policy, batch, v, 1), expected, tensors(policy));
  }

  /// w = 1, u = 0.
  private static final class One implements SampleWeights {
    @Override
    public void policyWeights(Batch batch, int from, int to) {
      Arrays.fill(batch.w, from, to, 1);
    }

    @Override
    public void valueWeights(Batch batch, int from, int to) {
      Arrays.fill(batch.u, from, to, 0);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void the_matrix_is_symmetric_and_has_no_negative_curvature(Case c) {
    ActorCritic policy = c.policy();
    Batch batch = PolicyGradientTest.randomBatch(policy, N);
    for (int i = 0; i < 5; i++) {
      float[] u = direction(policy, 2 * i);
      float[] v = direction(policy, 2 * i + 1);
      float[] fu = product(policy, batch, u, 1);
      float[] fv = product(policy, batch, v, 1);
      double scale = Math.sqrt(dot(fu, fu) * dot(v, v)) + 1e-6;
      assertThat(dot(u, fv)).isEqualTo(dot(v, fu), within(1e-5 * scale));
      assertThat(dot(u, fu)).isGreaterThanOrEqualTo(0);
    }
  }

  @Test
  void nothing_moves_where_nothing_is_moved() {
    ActorCritic policy = cases().getFirst().policy();
    float[] v = new float[policy.policySpan().size()];

    float[] product = product(policy, PolicyGradientTest.randomBatch(policy, N), v, 1);

    assertThat(product).containsOnly(0);
  }

  static List<ActorCritic> large() {
    return PolicyGradientThreadsTest.policies();
  }

  @ParameterizedTest
  @MethodSource("large")
  void any_number_of_threads_gives_the_same_bits(ActorCritic policy) {
    float[] v = direction(policy, 0);
    for (int rows : new int[] {1, 64, 65, 257, 2500}) {
      Batch batch = PolicyGradientTest.randomBatch(policy, rows);
      float[] alone = product(policy, batch, v, 1);
      assertThat(product(policy, batch, v, 2)).isEqualTo(alone);
      assertThat(product(policy, batch, v, 3)).isEqualTo(alone);
    }
  }

  @ParameterizedTest
  @MethodSource("large")
  void a_large_batch_is_the_mean_of_its_parts(ActorCritic policy) {
    // 600 rows are three shards, 100 are one.
    float[] v = direction(policy, 0);
    Batch whole = PolicyGradientTest.randomBatch(policy, 600);
    double[] mean = new double[v.length];
    for (int from = 0; from < 600; from += 100) {
      float[] part = product(policy, part(policy, whole, from, 100), v, 1);
      for (int i = 0; i < mean.length; i++) {
        mean[i] += part[i] / 6;
      }
    }
    Gradients.assertClose("mean", product(policy, whole, v, 1), mean, tensors(policy));
  }

  private static Batch part(ActorCritic policy, Batch whole, int from, int rows) {
    int obs = policy.observationSpace().size();
    int act = policy.actionSpace().size();
    Batch part = new Batch(rows, obs, act);
    part.setSize(rows);
    System.arraycopy(whole.obs, from * obs, part.obs, 0, rows * obs);
    System.arraycopy(whole.actions, from * act, part.actions, 0, rows * act);
    return part;
  }

  @Test
  void one_object_takes_batches_of_changing_size() {
    ActorCritic policy =
        new ActorCritic(
            Space.box(-1, 1, 3), Space.discrete(5), small(), DistributionConfig.DEFAULT);
    float[] theta = parameters(policy);
    float[] v = direction(policy, 0);
    float[] product = new float[v.length];
    try (Workers workers = Workers.of(2)) {
      FisherProduct fisher = new FisherProduct(policy, workers);
      for (int rows : new int[] {300, 1, 2500, 64, 300}) {
        Batch batch = PolicyGradientTest.randomBatch(policy, rows);
        fisher.compute(theta, batch, v, product);
        assertThat(product).isEqualTo(product(policy, batch, v, 1));
      }
    }
  }

  private static NetworkConfig small() {
    return NetworkConfig.DEFAULT.withPolicyLayers(List.of(6)).withValueLayers(List.of(5));
  }
}
