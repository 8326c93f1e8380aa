package ascent.algo;

import static org.assertj.core.api.Assertions.assertThat;

import ascent.rollout.Batch;
import org.junit.jupiter.api.Test;

class ActorCriticLossTest {
  /// A = 2 and −3, V − R = −1 and 2.
  private static Batch batch() {
    Batch b = new Batch(2, 1, 1);
    b.advantage[0] = 2;
    b.advantage[1] = -3;
    b.value[0] = 1;
    b.returns[0] = 2;
    b.value[1] = 3;
    b.returns[1] = 1;
    return b;
  }

  private static Batch weighted(ActorCriticLoss loss) {
    Batch b = batch();
    loss.policyWeights(b, 0, 2);
    loss.valueWeights(b, 0, 2);
    return b;
  }

  @Test
  void the_weights_are_those_of_the_formula() {
    ActorCriticLoss loss = ActorCriticLoss.ofActorAndCritic();

    loss.set(1, 0.5f);

    Batch b = weighted(loss);
    assertThat(b.w).containsExactly(-2, 3); // −A
    assertThat(b.u).containsExactly(-1, 2); // 2 · ½ (V − R)

    loss.set(4, 0.5f);

    Batch scaled = weighted(loss);
    assertThat(scaled.w).containsExactly(-8, 12);
    assertThat(scaled.u).containsExactly(-4, 8);
  }

  @Test
  void the_critics_loss_leaves_the_policy_alone() {
    ActorCriticLoss loss = ActorCriticLoss.ofCritic();
    assertThat(loss.usesPolicy()).isFalse();
    assertThat(loss.usesValue()).isTrue();

    Batch b = weighted(loss);

    assertThat(b.w).containsExactly(0, 0); // also where actor and critic are one pass
    assertThat(b.u).containsExactly(-2, 4); // 2 (V − R)
  }

  @Test
  void only_the_samples_of_the_range_are_weighted() {
    Batch b = batch();
    ActorCriticLoss loss = ActorCriticLoss.ofActorAndCritic();
    loss.policyWeights(b, 1, 2);
    loss.valueWeights(b, 1, 2);
    assertThat(b.w).containsExactly(0, 3);
    assertThat(b.u).containsExactly(0, 4);
  }
}
