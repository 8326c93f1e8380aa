package ascent.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ascent.rng.Rng;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdvantagesTest {
  private static final float GAMMA = 0.5f;

  /// One environment with these rewards and values; what follows the last step is worth 100.
  private static Rollout rollout(float[] rewards, float[] values) {
    Rollout r = new Rollout(rewards.length, 1, 1, 1);
    System.arraycopy(rewards, 0, r.reward, 0, rewards.length);
    System.arraycopy(values, 0, r.value, 0, values.length);
    r.lastValue[0] = 100;
    return r;
  }

  @Test
  void lambda_0_is_the_one_step_td_error() {
    Rollout r = rollout(new float[] {1, 2, 3}, new float[] {10, 20, 30});

    Advantages.compute(r, GAMMA, 0);

    // δ = r + γ V′ − V: 1 + 10 − 10, 2 + 15 − 20, 3 + 50 − 30
    assertThat(r.advantage).containsExactly(1, -3, 23);
    // R = A + V = r + γ V′
    assertThat(r.returns).containsExactly(11, 17, 53);
  }

  @Test
  void lambda_1_is_the_discounted_return_less_the_value() {
    Rollout r = rollout(new float[] {1, 2, 3}, new float[] {10, 20, 30});

    Advantages.compute(r, GAMMA, 1);

    // R₂ = 3 + ½·100 = 53, R₁ = 2 + ½·53 = 28.5, R₀ = 1 + ½·28.5 = 15.25, whatever the values.
    assertThat(r.returns).containsExactly(15.25f, 28.5f, 53);
    assertThat(r.advantage).containsExactly(5.25f, 8.5f, 23);
  }

  @Test
  void lambda_between_is_the_geometric_mean_of_td_errors() {
    Rollout r = rollout(new float[] {1, 2, 3}, new float[] {10, 20, 30});

    Advantages.compute(r, GAMMA, 0.5f);

    // δ = (1, −3, 23), γλ = ¼: A₁ = −3 + 23/4 = 2.75, A₀ = 1 + 2.75/4 = 1.6875
    assertThat(r.advantage).containsExactly(1.6875f, 2.75f, 23);
  }

  @ParameterizedTest
  @ValueSource(floats = {0, 0.5f, 1})
  void a_terminated_step_has_no_future(float lambda) {
    Rollout r = rollout(new float[] {1, 2, 3}, new float[] {10, 20, 30});
    r.terminated[1] = true;

    Advantages.compute(r, GAMMA, lambda);

    // A₁ = 2 − 20 for every λ: neither the next value (30) nor the next advantage counts.
    assertThat(r.advantage[1]).isEqualTo(-18);
    assertThat(r.returns[1]).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(floats = {0, 0.5f, 1})
  void a_truncated_step_bootstraps_from_its_final_observation(float lambda) {
    Rollout r = rollout(new float[] {1, 2, 3}, new float[] {10, 20, 30});
    r.truncated[1] = true;
    r.addFinal(1, new float[] {7}, 0);
    r.finalValue()[0] = 60;

    Advantages.compute(r, GAMMA, lambda);

    // A₁ = 2 + ½·60 − 20 = 12: not the value of the next episode's first observation (30), and
    // nothing of the next episode's advantage.
    assertThat(r.advantage[1]).isEqualTo(12);
    assertThat(r.returns[1]).isEqualTo(32);
  }

  @Test
  void truncation_on_the_last_step_bootstraps_from_the_final_observation_too() {
    Rollout r = rollout(new float[] {1}, new float[] {10});
    r.truncated[0] = true;
    r.addFinal(0, new float[] {7}, 0);
    r.finalValue()[0] = 60;

    Advantages.compute(r, GAMMA, 1);

    // 1 + ½·60 − 10 = 21, not 1 + ½·100 − 10: the last observation is of the next episode.
    assertThat(r.advantage[0]).isEqualTo(21);
  }

  @Test
  void a_step_that_is_terminated_and_truncated_counts_as_terminated() {
    Rollout r = rollout(new float[] {1}, new float[] {10});
    r.terminated[0] = true;
    r.truncated[0] = true;
    r.addFinal(0, new float[] {7}, 0);
    r.finalValue()[0] = 60;

    Advantages.compute(r, GAMMA, 1);

    assertThat(r.advantage[0]).isEqualTo(-9);
  }

  @Test
  void a_value_without_bounds_does_not_leak_out_of_an_ended_episode() {
    // 0 · ∞ is NaN: the future of a terminal state must be left out, not multiplied by zero.
    Rollout r = rollout(new float[] {1}, new float[] {10});
    r.terminated[0] = true;
    r.lastValue[0] = Float.POSITIVE_INFINITY;

    Advantages.compute(r, GAMMA, 1);

    assertThat(r.advantage[0]).isEqualTo(-9);
  }

  @Test
  void environments_do_not_mix() {
    // Rows of two environments alternate; the first is the example above, the second is all zero.
    Rollout r = new Rollout(3, 2, 1, 1);
    for (int t = 0; t < 3; t++) {
      r.reward[2 * t] = t + 1;
      r.value[2 * t] = 10 * (t + 1);
    }
    r.lastValue[0] = 100;

    Advantages.compute(r, GAMMA, 1);

    assertThat(r.returns).containsExactly(15.25f, 0, 28.5f, 0, 53, 0);
  }

  @Test
  void an_episode_longer_than_the_rollout_goes_on_in_the_next() {
    // Four steps of reward 1 of one endless episode, in one rollout of 4 or in two of 2. With the
    // exact values of γ = ½, V = 2 everywhere, cutting changes nothing: all advantages are 0.
    Rollout half = rollout(new float[] {1, 1}, new float[] {2, 2});
    half.lastValue[0] = 2;

    Advantages.compute(half, GAMMA, 1);

    assertThat(half.advantage).containsExactly(0, 0);
    assertThat(half.returns).containsExactly(2, 2);
  }

  @Test
  void advantages_are_those_of_the_definition_in_double() {
    Rng rng = Rng.stream(9, "gae");
    Rollout r = randomRollout(rng, 50, 3);

    Advantages.compute(r, 0.97f, 0.9f);

    for (int row = 0; row < r.rows(); row++) {
      double sum = 0;
      double weight = 1;
      for (int k = row; k < r.rows(); k += 3) { // Σ (γλ)ᵏ δ until the episode ends
        double next = k + 3 < r.rows() ? r.value[k + 3] : r.lastValue[k % 3];
        if (r.truncated[k]) {
          next = finalValueOf(r, k);
        }
        sum += weight * (r.reward[k] + (r.terminated[k] ? 0 : 0.97 * next) - r.value[k]);
        weight *= 0.97 * 0.9;
        if (r.terminated[k] || r.truncated[k]) {
          break;
        }
      }
      assertThat((double) r.advantage[row]).isEqualTo(sum, within(1e-5));
    }
  }

  private static Rollout randomRollout(Rng rng, int steps, int envs) {
    Rollout r = new Rollout(steps, envs, 1, 1);
    for (int row = 0; row < r.rows(); row++) {
      r.reward[row] = rng.normal();
      r.value[row] = rng.normal();
      r.terminated[row] = rng.nextInt(10) == 0;
      r.truncated[row] = !r.terminated[row] && rng.nextInt(10) == 0;
      if (r.truncated[row]) {
        r.addFinal(row, new float[] {row}, 0);
        r.finalValue()[r.finals() - 1] = rng.normal();
      }
    }
    for (int i = 0; i < envs; i++) {
      r.lastValue[i] = rng.normal();
    }
    return r;
  }

  private static double finalValueOf(Rollout r, int row) {
    for (int k = 0; k < r.finals(); k++) {
      if (r.finalObs()[k] == row) {
        return r.finalValue()[k];
      }
    }
    throw new AssertionError(row);
  }
}
