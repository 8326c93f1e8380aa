package ascent.collect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EpisodeWindowTest {
  private final EpisodeWindow window = new EpisodeWindow();

  @Test
  void there_is_no_mean_before_the_first_episode_is_over() {
    assertThat(window.meanReturn()).isNaN();
    assertThat(window.meanLength()).isNaN();
    assertThat(window.episodes()).isZero();
  }

  @Test
  void means_are_taken_over_what_there_is() {
    window.add(1, 10);
    window.add(4, 20);
    assertThat(window.meanReturn()).isEqualTo(2.5);
    assertThat(window.meanLength()).isEqualTo(15);
  }

  /// Two of the three that say.
  @Test
  void the_success_rate_is_of_the_episodes_that_report_it() {
    assertThat(window.successRate()).isNaN();
    window.add(1, 10);
    assertThat(window.successRate()).isNaN();
    window.add(1, 10, 1);
    window.add(1, 10, Double.NaN);
    window.add(1, 10, 0);
    window.add(1, 10, 1);
    assertThat(window.successRate()).isEqualTo(2.0 / 3);
  }

  /// Returns 0, 1, …, 149: the last hundred are 50 … 149, their mean is 99.5.
  @Test
  void only_the_last_hundred_episodes_count() {
    for (int k = 0; k < 150; k++) {
      window.add(k, 2 * k);
    }
    assertThat(window.meanReturn()).isEqualTo(99.5);
    assertThat(window.meanLength()).isEqualTo(199);
    assertThat(window.episodes()).isEqualTo(150);
  }

  @Test
  void a_restored_window_forgets_in_the_same_order() {
    EpisodeWindow restored = new EpisodeWindow();
    for (int k = 0; k < 130; k++) {
      window.add(Math.sqrt(k), k, k % 3 == 0 ? 1 : 0);
    }
    restored.restore(window.episodes(), window.returns(), window.lengths(), window.successes());
    for (int k = 0; k < 60; k++) {
      assertThat(restored.meanReturn()).isEqualTo(window.meanReturn());
      assertThat(restored.meanLength()).isEqualTo(window.meanLength());
      assertThat(restored.successRate()).isEqualTo(window.successRate());
      window.add(-k, k);
      restored.add(-k, k);
    }
  }
}
