package ascent.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ascent.nn.Activation;
import ascent.parallel.Workers;
import ascent.policy.PolicyGradientTest.Shape;
import ascent.reference.Gradients;
import ascent.reference.ReferencePolicy;
import ascent.rng.Rng;
import ascent.rollout.Batch;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PolicyDivergenceTest {
  static List<Shape> shapes() {
    return PolicyGradientTest.shapes();
  }

  private static float[] moved(float[] theta) {
    Rng rng = Rng.stream(9, "move");
    float[] moved = theta.clone();
    for (int i = 0; i < moved.length; i++) {
      moved[i] += 0.2f * rng.normal();
    }
    return moved;
  }

  private static double kl(
      ActorCritic policy, float[] from, float[] to, Batch batch, KlDirection way, int threads) {
    try (Workers workers = Workers.of(threads)) {
      return new PolicyDivergence(policy, workers).compute(from, to, batch, way);
    }
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void both_directions_are_those_of_the_reference(Shape shape) {
    ActorCritic policy = shape.policy(Activation.TANH);
    float[] before = PolicyGradientTest.randomParameters(policy);
    float[] after = moved(before);
    Batch batch = PolicyGradientTest.randomBatch(policy, 70);
    ReferencePolicy reference = new ReferencePolicy(policy);
    double oldNew = 0;
    double newOld = 0;
    for (int r = 0; r < 70; r++) {
      float[] obs = PolicyGradientTest.row(batch.obs, r, policy.observationSpace().size());
      double[] p = Gradients.widen(before);
      double[] q = Gradients.widen(after);
      oldNew += reference.kl(p, q, obs) / 70;
      newOld += reference.kl(q, p, obs) / 70;
    }

    assertThat(kl(policy, before, after, batch, KlDirection.OLD_NEW, 1))
        .isEqualTo(oldNew, within(2e-6));
    assertThat(kl(policy, before, after, batch, KlDirection.NEW_OLD, 1))
        .isEqualTo(newOld, within(2e-6));
    for (int r = 0; r < 70; r++) { // the new policy's, which the surrogate is made of
      float[] obs = PolicyGradientTest.row(batch.obs, r, policy.observationSpace().size());
      float[] action = PolicyGradientTest.row(batch.actions, r, policy.actionSpace().size());
      double logProb = reference.logProb(Gradients.widen(after), obs, action);
      assertThat((double) batch.logProb[r]).isEqualTo(logProb, within(1e-4));
    }
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void a_policy_is_exactly_where_it_is(Shape shape) {
    ActorCritic policy = shape.policy(Activation.TANH);
    float[] theta = PolicyGradientTest.randomParameters(policy);
    Batch batch = PolicyGradientTest.randomBatch(policy, 70);
    for (KlDirection way : KlDirection.values()) {
      assertThat(kl(policy, theta, theta, batch, way, 1)).isZero();
    }
  }

  static List<ActorCritic> large() {
    return PolicyGradientThreadsTest.policies();
  }

  @ParameterizedTest
  @MethodSource("large")
  void any_number_of_threads_gives_the_same_bits(ActorCritic policy) {
    float[] before = PolicyGradientTest.randomParameters(policy);
    float[] after = moved(before);
    for (int rows : new int[] {1, 64, 257, 2500}) {
      Batch batch = PolicyGradientTest.randomBatch(policy, rows);
      double alone = kl(policy, before, after, batch, KlDirection.NEW_OLD, 1);
      assertThat(kl(policy, before, after, batch, KlDirection.NEW_OLD, 2)).isEqualTo(alone);
      assertThat(kl(policy, before, after, batch, KlDirection.NEW_OLD, 3)).isEqualTo(alone);
    }
  }
}
