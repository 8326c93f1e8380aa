package ascent.policy;

import static org.assertj.core.api.Assertions.assertThat;

import ascent.distribution.DistributionConfig;
import ascent.rng.Rng;
import ascent.rollout.Rollout;
import ascent.space.Space;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class EnvStateTest {
  private static final Space OBS = Space.box(-1, 1, 2);
  private static final Space ACT = Space.box(-1, 1, 3);

  private static ActorCritic gsde(int sampleFreq) {
    return new ActorCritic(
        OBS,
        ACT,
        NetworkConfig.DEFAULT.withPolicyLayers(List.of(8)),
        DistributionConfig.Gsde.DEFAULT.withSdeSampleFreq(sampleFreq));
  }

  @Test
  void a_policy_without_memory_has_an_empty_state() {
    EnvState state =
        new ActorCritic(OBS, ACT, NetworkConfig.DEFAULT, DistributionConfig.DEFAULT).newState(5);
    assertThat(state.size()).isZero();
    assertThat(state.values()).isEmpty();
    state.reset(0, 5);
  }

  /// A matrix `[8 × 3]` and the number of steps left.
  @Test
  void gsde_remembers_its_noise_and_when_to_draw_it_again() {
    EnvState state = gsde(4).newState(2);
    assertThat(state.size()).isEqualTo(25);
    assertThat(state.values()).hasSize(50).containsOnly(0);
  }

  private static float[] actions(ActorCritic policy, EnvState state, int seed) {
    Rollout one = new Rollout(1, 2, 2, 3);
    Arrays.fill(one.obs, 0.5f);
    Rng[] rngs = {Rng.stream(seed, "test", 0), Rng.stream(seed, "test", 1)};
    float[] theta = policy.initialise(Rng.stream(1, "init"));
    new PolicyPass(policy).sample(theta, one, 0, 0, 2, rngs, state);
    return one.actions;
  }

  @Test
  void an_environment_that_is_reset_draws_anew_and_the_others_hold() {
    ActorCritic policy = gsde(-1);
    EnvState state = policy.newState(2);
    float[] first = actions(policy, state, 1);
    assertThat(actions(policy, state, 2)).isEqualTo(first);

    state.reset(1, 2);
    float[] third = actions(policy, state, 3);

    assertThat(Arrays.copyOf(third, 3)).isEqualTo(Arrays.copyOf(first, 3));
    for (int j = 3; j < 6; j++) {
      assertThat(third[j]).isNotEqualTo(first[j]);
    }
  }

  /// As a checkpoint does it.
  @Test
  void a_state_that_is_copied_goes_on_as_the_first_would() {
    ActorCritic policy = gsde(3);
    EnvState state = policy.newState(2);
    actions(policy, state, 1); // two steps are left
    EnvState copy = policy.newState(2);
    System.arraycopy(state.values(), 0, copy.values(), 0, 50);

    for (int step = 2; step <= 5; step++) {
      assertThat(actions(policy, copy, step)).isEqualTo(actions(policy, state, step));
    }
    assertThat(actions(policy, copy, 6)).isEqualTo(actions(policy, state, 7)); // noise of step 4
  }
}
