package ascent.policy;

import ascent.distribution.DistributionConfig;
import ascent.nn.Activation;
import ascent.parallel.Workers;
import ascent.reference.Gradients;
import ascent.reference.ReferencePolicy;
import ascent.rng.Rng;
import ascent.rollout.Batch;
import ascent.space.Box;
import ascent.space.Space;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Holds ∇L = 1/m Σᵢ [ wᵢ ∇log π(aᵢ|sᵢ) − c ∇H(π(·|sᵢ)) + uᵢ ∇V(sᵢ) ] to central differences of L =
/// 1/m Σᵢ [ wᵢ log π(aᵢ|sᵢ) − c H(π(·|sᵢ)) + uᵢ V(sᵢ) ] in double precision.
class PolicyGradientTest {
  private static final Space BOX = Space.box(-1, 1, 3);
  private static final Space DISCRETE = Space.discrete(5);

  /// A shape of networks between two spaces.
  record Shape(Space obs, Space act, List<Integer> shared, List<Integer> pi, List<Integer> v) {
    ActorCritic policy(Activation activation) {
      return policy(activation, DistributionConfig.DEFAULT);
    }

    ActorCritic policy(Activation activation, DistributionConfig distribution) {
      NetworkConfig config =
          NetworkConfig.DEFAULT
              .withActivation(activation)
              .withSharedLayers(shared)
              .withPolicyLayers(pi)
              .withValueLayers(v);
      return new ActorCritic(obs, act, config, distribution);
    }
  }

  record Case(
      Shape shape, Activation activation, int rows, float entCoef, DistributionConfig config) {
    Case(Shape shape, Activation activation, int rows, float entCoef) {
      this(shape, activation, rows, entCoef, DistributionConfig.DEFAULT);
    }
  }

  private static Shape shape(
      Space obs, Space act, List<Integer> shared, List<Integer> pi, List<Integer> v) {
    return new Shape(obs, act, shared, pi, v);
  }

  static List<Shape> shapes() {
    Space multi = Space.multiDiscrete(3, 2, 4);
    Space box2 = Space.box(-2, 2, 2);
    return List.of(
        shape(BOX, DISCRETE, List.of(), List.of(), List.of()), // linear
        shape(BOX, box2, List.of(), List.of(7), List.of(5, 3)),
        shape(BOX, DISCRETE, List.of(), List.of(9, 17), List.of(1)), // around 16 lanes
        shape(DISCRETE, Space.discrete(2), List.of(), List.of(6), List.of()), // one-hot
        shape(multi, box2, List.of(), List.of(5), List.of(4)),
        shape(Space.multiBinary(4), Space.discrete(3), List.of(), List.of(5), List.of(4)),
        shape(BOX, DISCRETE, List.of(7), List.of(), List.of()), // shared trunk, heads only
        shape(BOX, box2, List.of(5, 6), List.of(3), List.of()),
        shape(multi, DISCRETE, List.of(6), List.of(4, 5), List.of(3)),
        shape(DISCRETE, Space.box(-1, 1, 1), List.of(33), List.of(), List.of(2)),
        shape(BOX, Space.discrete(1), List.of(), List.of(3), List.of(3))); // no choice at all
  }

  static List<Case> cases() {
    List<Case> cases = new ArrayList<>();
    for (Shape shape : shapes()) {
      for (Activation activation : Activation.values()) {
        cases.add(new Case(shape, activation, 11, 0.1f));
      }
    }
    Shape small = shape(BOX, DISCRETE, List.of(4), List.of(3), List.of());
    Shape apart = shape(BOX, Space.box(-1, 1, 2), List.of(), List.of(3), List.of(3));
    for (int rows : new int[] {1, 63, 64, 65, 257, 300}) { // chunks of 64, shards of 256
      cases.add(new Case(small, Activation.TANH, rows, 0));
      cases.add(new Case(apart, Activation.TANH, rows, 0.5f));
    }
    cases.addAll(continuous());
    return cases;
  }

  /// Every distribution over a Box, on separate and shared networks, with and without hidden layers
  /// of the actor's own.
  private static List<Case> continuous() {
    List<Case> cases = new ArrayList<>();
    Space act = new Box(new float[] {-1, 0}, new float[] {3, 1});
    for (DistributionConfig family : DistributionConfig.all()) {
      DistributionConfig config = switch (family) { // some are clamped, some are not
            case DistributionConfig.StateDependentGaussian g ->
                g.withLogStdMin(-0.5f).withLogStdMax(0.5f);
            case DistributionConfig.SquashedStateDependentGaussian g ->
                g.withLogStdMin(-0.5f).withLogStdMax(0.5f);
            default -> family;
          };
      for (float entCoef : new float[] {0, 0.3f}) {
        Shape apart = shape(BOX, act, List.of(), List.of(7, 19), List.of(5));
        cases.add(new Case(apart, Activation.TANH, 70, entCoef, config));
        Shape shared = shape(DISCRETE, act, List.of(6), List.of(4), List.of(3));
        cases.add(new Case(shared, Activation.SILU, 11, entCoef, config));
        Shape trunk = shape(BOX, act, List.of(6), List.of(), List.of());
        cases.add(new Case(trunk, Activation.ELU, 300, entCoef, config));
        Shape linear = shape(BOX, act, List.of(), List.of(), List.of());
        cases.add(new Case(linear, Activation.TANH, 70, entCoef, config));
      }
    }
    return cases;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void the_gradient_is_that_of_central_differences(Case c) {
    ActorCritic policy = c.shape.policy(c.activation, c.config);
    float[] theta = randomParameters(policy);
    Batch batch = randomBatch(policy, c.rows);
    float[] gradient = new float[theta.length];
    try (Workers workers = Workers.of(1)) {
      new PolicyGradient(policy, workers)
          .compute(theta, batch, new GivenWeights(), c.entCoef, gradient);
    }

    double[] at = Gradients.widen(theta);
    double[] expected = Gradients.central(t -> loss(policy, t, at, batch, c.entCoef), at);

    Gradients.assertClose(c.toString(), gradient, expected, policy.layout());
  }

  /// L, in double.
  static double loss(ActorCritic policy, double[] theta, double[] at, Batch batch, float entCoef) {
    ReferencePolicy reference = new ReferencePolicy(policy, at);
    double sum = 0;
    for (int i = 0; i < batch.size(); i++) {
      float[] obs = row(batch.obs, i, policy.observationSpace().size());
      float[] action = row(batch.actions, i, policy.actionSpace().size());
      boolean[] mask = mask(batch, i, policy.actionSpace().features());
      double logProb = reference.logProb(theta, obs, action, mask);
      sum += batch.w[i] * logProb;
      // Without a closed form, ∇H = −E[log π ∇log π]: the gradient of −(log π held fixed) · log π.
      sum -=
          squashed(policy)
              ? entCoef * -reference.logProb(at, obs, action) * logProb
              : entCoef * reference.entropy(theta, obs, mask);
      sum += batch.u[i] * reference.value(theta, obs);
    }
    return sum / batch.size();
  }

  private static boolean squashed(ActorCritic policy) {
    return switch (policy.distributionConfig()) {
      case DistributionConfig.SquashedGaussian _,
          DistributionConfig.SquashedStateDependentGaussian _ ->
          true;
      default -> false;
    };
  }

  static boolean[] mask(Batch batch, int i, int width) {
    boolean masked = batch.masks.length > 0;
    return masked ? Arrays.copyOfRange(batch.masks, i * width, (i + 1) * width) : batch.masks;
  }

  static float[] row(float[] a, int i, int width) {
    return Arrays.copyOfRange(a, i * width, (i + 1) * width);
  }

  static float[] randomParameters(ActorCritic policy) {
    return randomParameters(policy, Rng.stream(7, "parameters"));
  }

  static float[] randomParameters(ActorCritic policy, Rng rng) {
    float[] theta = new float[policy.parameters()];
    for (int i = 0; i < theta.length; i++) {
      theta[i] = 0.5f * rng.normal();
    }
    return theta;
  }

  static Batch randomBatch(ActorCritic policy, int rows) {
    Rng rng = Rng.stream(7, "batch");
    Space obs = policy.observationSpace();
    Space act = policy.actionSpace();
    Batch batch = new Batch(rows, obs.size(), act.size());
    batch.setSize(rows);
    for (int i = 0; i < rows; i++) {
      obs.sample(rng, batch.obs, i * obs.size());
      act.sample(rng, batch.actions, i * act.size());
      batch.w[i] = rng.normal();
      batch.u[i] = rng.normal();
    }
    return batch;
  }

  /// Leaves the weights as they are.
  static final class GivenWeights implements SampleWeights {
    @Override
    public void policyWeights(Batch batch, int from, int to) {}

    @Override
    public void valueWeights(Batch batch, int from, int to) {}
  }
}
