package ascent.cli.tune;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TuneRequestTest {
  private static final TuneRequest REQUEST =
      new TuneRequest("ppo", "CartPole-v1", "default", Map.of("envs", "2"), Map.of());

  /// Rollouts of 64 steps in two environments are 128 rows, and eight of them 1,024.
  @Test
  void a_candidate_has_at_least_eight_rollouts() {
    assertThat(REQUEST.isValid(Map.of("rolloutSteps", "64"), 1_024)).isTrue();
    assertThat(REQUEST.isValid(Map.of("rolloutSteps", "64"), 1_023)).isFalse();
    assertThat(REQUEST.isValid(Map.of("rolloutSteps", "64", "envs", "4"), 1_024)).isFalse();
  }

  @Test
  void a_rollout_that_is_the_same_for_all_may_be_longer() {
    assertThat(REQUEST.isValid(Map.of("gamma", "0.9"), 1)).isTrue();
  }

  @Test
  void a_combination_that_the_algorithm_refuses_is_not_valid() {
    assertThat(REQUEST.isValid(Map.of("gamma", "2"), 1_024)).isFalse();
  }
}
