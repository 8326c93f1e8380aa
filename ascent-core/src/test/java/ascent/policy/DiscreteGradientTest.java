package ascent.policy;

import static org.assertj.core.api.Assertions.assertThat;

import ascent.distribution.DistributionConfig;
import ascent.nn.Activation;
import ascent.parallel.Workers;
import ascent.policy.PolicyGradientTest.GivenWeights;
import ascent.reference.Gradients;
import ascent.rng.Rng;
import ascent.rollout.Batch;
import ascent.space.Discrete;
import ascent.space.MultiDiscrete;
import ascent.space.Space;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The gradient of [PolicyGradientTest] for the kinds of discrete actions, with temperatures and
/// masks: central differences against a list of all joint actions.
class DiscreteGradientTest {
  private static final Space OBS = Space.box(-1, 1, 3);

  record Case(Space act, List<Integer> shared, float temperature, boolean masked, int rows) {
    ActorCritic policy() {
      NetworkConfig config =
          NetworkConfig.DEFAULT
              .withActivation(Activation.SILU)
              .withSharedLayers(shared)
              .withPolicyLayers(List.of(5))
              .withValueLayers(List.of(4));
      return new ActorCritic(
          OBS, act, config, DistributionConfig.Standard.DEFAULT.withTemperature(temperature));
    }
  }

  static List<Case> cases() {
    List<Case> cases = new ArrayList<>();
    List<Space> spaces =
        List.of(
            Space.discrete(1),
            Space.discrete(5),
            Space.multiDiscrete(4),
            Space.multiDiscrete(1, 3),
            Space.multiDiscrete(3, 2, 4),
            Space.multiBinary(1),
            Space.multiBinary(4));
    for (Space space : spaces) {
      for (float temperature : new float[] {1, 0.5f, 3}) {
        cases.add(new Case(space, List.of(), temperature, false, 11));
        if (maskable(space)) {
          cases.add(new Case(space, List.of(), temperature, true, 11));
        }
      }
      cases.add(new Case(space, List.of(6), 2, maskable(space), 70)); // chunks of 64
      cases.add(new Case(space, List.of(), 2, maskable(space), 300)); // shards of 256
    }
    return cases;
  }

  private static boolean maskable(Space space) {
    return space instanceof Discrete || space instanceof MultiDiscrete;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void the_gradient_is_that_of_central_differences(Case c) {
    ActorCritic policy = c.policy();
    float[] theta = PolicyGradientTest.randomParameters(policy);
    Batch batch = PolicyGradientTest.randomBatch(policy, c.rows);
    if (c.masked) {
      mask(policy.actionSpace(), batch);
    }

    float[] gradient = gradient(policy, theta, batch);

    double[] at = Gradients.widen(theta);
    double[] expected =
        Gradients.central(t -> PolicyGradientTest.loss(policy, t, at, batch, 0.1f), at);
    Gradients.assertClose(c.toString(), gradient, expected, policy.layout());
  }

  /// Allows what was done and every other option by the toss of a coin.
  private static void mask(Space space, Batch batch) {
    Rng rng = Rng.stream(7, "masks");
    int width = space.features();
    batch.masks = new boolean[batch.size() * width];
    for (int i = 0; i < batch.masks.length; i++) {
      batch.masks[i] = rng.nextBoolean();
    }
    for (int i = 0; i < batch.size(); i++) {
      int from = i * width;
      for (int k = 0; k < space.size(); k++) {
        batch.masks[from + (int) batch.actions[i * space.size() + k]] = true;
        from += space instanceof MultiDiscrete multi ? multi.count(k) : width;
      }
    }
  }

  private static float[] gradient(ActorCritic policy, float[] theta, Batch batch) {
    float[] gradient = new float[theta.length];
    try (Workers workers = Workers.of(1)) {
      new PolicyGradient(policy, workers).compute(theta, batch, new GivenWeights(), 0.1f, gradient);
    }
    return gradient;
  }

  @Test
  void a_mask_that_allows_everything_does_not_move_a_bit() {
    for (Case c : cases()) {
      if (maskable(c.act)) {
        ActorCritic policy = c.policy();
        float[] theta = PolicyGradientTest.randomParameters(policy);
        Batch free = PolicyGradientTest.randomBatch(policy, c.rows);
        Batch masked = PolicyGradientTest.randomBatch(policy, c.rows);
        masked.masks = new boolean[c.rows * c.act.features()];
        Arrays.fill(masked.masks, true);

        assertThat(gradient(policy, theta, masked)).isEqualTo(gradient(policy, theta, free));
        assertThat(masked.logProb).isEqualTo(free.logProb);
        assertThat(masked.entropy).isEqualTo(free.entropy);
      }
    }
  }

  @Test
  void an_option_that_is_always_forbidden_gets_no_gradient() {
    Case c = new Case(Space.discrete(3), List.of(), 0.7f, true, 20);
    ActorCritic policy = c.policy();
    float[] theta = PolicyGradientTest.randomParameters(policy);
    Batch batch = PolicyGradientTest.randomBatch(policy, c.rows);
    batch.masks = new boolean[c.rows * 3];
    for (int i = 0; i < c.rows; i++) {
      batch.actions[i] = 2 * (i % 2);
      batch.masks[3 * i] = true;
      batch.masks[3 * i + 2] = true;
    }

    float[] gradient = gradient(policy, theta, batch);

    var head =
        policy.layout().stream().filter(t -> t.name().equals("policy.head.weight")).findFirst();
    int at = head.orElseThrow().offset() + 5; // the second of three rows [3][5]
    assertThat(Arrays.copyOfRange(gradient, at, at + 5)).containsOnly(0);
    assertThat(Arrays.copyOfRange(gradient, at - 5, at)).doesNotContain(0);
  }
}
