package ascent.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReturnsTest {
  private static final float GAMMA = 0.5f;

  /// One environment, rewards 1, 2, 4, 8; ends as written: `.` goes on, `T` is over, `C` is cut
  /// off. V of every observation is 100, that of a cut episode's final one 16, that of the last one
  /// 32.
  private static Rollout rollout(String ends) {
    Rollout r = new Rollout(4, 1, 1, 1);
    for (int t = 0; t < 4; t++) {
      r.reward[t] = 1 << t;
      r.value[t] = 100;
      r.terminated[t] = ends.charAt(t) == 'T';
      r.truncated[t] = ends.charAt(t) == 'C';
      if (r.truncated[t]) {
        r.addFinal(t, new float[] {7}, 0);
        r.finalValue()[r.finals() - 1] = 16;
      }
    }
    r.lastValue[0] = 32;
    return r;
  }

  private static float[] toGo(String ends, boolean bootstrap) {
    Rollout r = rollout(ends);
    Returns.toGo(r, GAMMA, bootstrap);
    return r.returns;
  }

  private static float[] ofEpisodes(String ends, boolean bootstrap) {
    Rollout r = rollout(ends);
    Returns.ofEpisodes(r, GAMMA, bootstrap);
    return r.returns;
  }

  @Test
  void a_return_is_what_follows_to_the_end_of_the_episode() {
    // From the end: 8; 4 + 8/2 = 8; 2 + 8/2 = 6; 1 + 6/2 = 4.
    assertThat(toGo("...T", true)).containsExactly(4, 6, 8, 8);
    // Two episodes: 2 and 1 + 2/2 = 2; 8 and 4 + 8/2 = 8.
    assertThat(toGo(".T.T", true)).containsExactly(2, 2, 8, 8);
  }

  @Test
  void an_undiscounted_return_of_many_steps_does_not_drift() {
    // 100,000 times 0.1 as a float, 0.1 + 1.49e-9, is 10,000.00015. One float chain gives
    // 9,998.557.
    Rollout r = new Rollout(100_000, 1, 1, 1);
    Arrays.fill(r.reward, 0.1f);
    r.terminated[99_999] = true;
    Returns.toGo(r, 1, true);
    assertThat(r.returns[0]).isEqualTo(10_000);
    assertThat(r.returns[50_000]).isEqualTo(5_000);
  }

  @Test
  void a_cut_episode_goes_on_with_the_value_of_what_followed() {
    // 8 + 16/2 = 16; 4 + 16/2 = 12; 2 + 6 = 8; 1 + 4 = 5.
    assertThat(toGo("...C", true)).containsExactly(5, 8, 12, 16);
    // Cut after the second step: 2 + 16/2 = 10, 1 + 10/2 = 6.
    assertThat(toGo(".C.T", true)).containsExactly(6, 10, 8, 8);
    // Still running: 8 + 32/2 = 24; 4 + 12 = 16; 2 + 8 = 10; 1 + 5 = 6.
    assertThat(toGo("....", true)).containsExactly(6, 10, 16, 24);
  }

  @Test
  void without_bootstrap_a_cut_is_an_end() {
    for (String ends : List.of("...C", "....")) {
      assertThat(toGo(ends, false)).containsExactly(toGo("...T", true));
      assertThat(ofEpisodes(ends, false)).containsExactly(ofEpisodes("...T", true));
    }
    assertThat(toGo(".C.T", false)).containsExactly(toGo(".T.T", true));
  }

  @Test
  void the_return_of_an_episode_is_that_of_its_first_step() {
    assertThat(ofEpisodes("...T", true)).containsExactly(4, 4, 4, 4);
    assertThat(ofEpisodes(".C.T", true)).containsExactly(6, 6, 8, 8);
    assertThat(ofEpisodes("TTTT", true)).containsExactly(1, 2, 4, 8);
  }

  /// Environment 0 has 3 steps and goes on, environment 1 a single one, cut off; what lies beyond
  /// is of an earlier rollout.
  @Test
  void environments_may_have_fewer_steps_than_others() {
    Rollout r = new Rollout(3, 2, 1, 1);
    r.setLengths(new int[] {3, 1});
    float[] rewards = {1, 10, 2, 99, 4, 99};
    System.arraycopy(rewards, 0, r.reward, 0, 6);
    r.truncated[1] = true;
    r.truncated[3] = true;
    r.addFinal(1, new float[] {0}, 0);
    r.finalValue()[0] = 6;
    r.lastValue[0] = 8;
    r.lastValue[1] = 1000;

    Returns.toGo(r, GAMMA, true);

    // 4 + 8/2 = 8; 2 + 8/2 = 6; 1 + 6/2 = 4. And 10 + 6/2 = 13.
    assertThat(List.of(r.returns[0], r.returns[2], r.returns[4])).containsExactly(4f, 6f, 8f);
    assertThat(r.returns[1]).isEqualTo(13);
  }

  /// γ = 1 and no bootstrap: the return of the first step is the sum of all rewards.
  @Test
  void without_discount_it_is_a_sum() {
    Rollout r = rollout("...T");
    Returns.toGo(r, 1, true);
    assertThat(r.returns).containsExactly(15, 14, 12, 8);
  }

  /// Generalised advantages with λ = 1, plus the value, are returns to go.
  @Test
  void they_agree_with_generalised_advantages_of_lambda_one() {
    for (String ends : List.of("...T", ".C..", "C.T.", "....")) {
      Rollout r = rollout(ends);
      Advantages.compute(r, 0.9f, 1);
      float[] expected = r.returns.clone();
      Returns.toGo(r, 0.9f, true);
      for (int i = 0; i < 4; i++) {
        assertThat(r.returns[i]).isEqualTo(expected[i], within(1e-4f));
      }
    }
  }

  @Test
  void episodes_are_found_environment_after_environment() {
    Rollout r = new Rollout(4, 2, 1, 1);
    r.setLengths(new int[] {4, 2});
    r.terminated[2] = true; // step 1 of environment 0
    r.truncated[3] = true; // step 1 of environment 1
    r.terminated[5] = true; // beyond its end
    Episodes episodes = new Episodes();
    for (int again = 0; again < 2; again++) {
      episodes.find(r);
      assertThat(episodes.samples()).isEqualTo(r.samples()).isEqualTo(6);
      assertThat(episodes.rows()).startsWith(0, 2, 4, 6, 1, 3);
      assertThat(episodes.count()).isEqualTo(3);
      assertThat(IntStream.range(0, 3).map(episodes::start)).containsExactly(0, 2, 4);
      assertThat(IntStream.range(0, 3).map(episodes::end)).containsExactly(2, 4, 6);
    }
  }

  @Test
  void there_may_be_many_episodes() {
    Rollout r = new Rollout(100, 1, 1, 1);
    Arrays.fill(r.terminated, true);
    Episodes episodes = new Episodes();
    episodes.find(r);
    assertThat(episodes.count()).isEqualTo(100);
    assertThat(episodes.end(99)).isEqualTo(100);
  }
}
