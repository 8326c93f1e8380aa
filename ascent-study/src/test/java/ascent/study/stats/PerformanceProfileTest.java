package ascent.study.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class PerformanceProfileTest {
  @Test
  void a_profile_falls_by_a_share_at_each_score() {
    PerformanceProfile profile =
        PerformanceProfile.of(Scores.of(1, 2, 2, 4), List.of(0.0, 1.0, 1.5, 2.0, 4.0));

    assertThat(profile.shares())
        .extracting(Estimate::value)
        .containsExactly(1.0, 0.75, 0.75, 0.25, 0.0);
  }

  @Test
  void its_intervals_fall_as_it_does() {
    Scores scores = Scores.of(3, 1, 4, 1, 5, 9, 2, 6);
    List<Double> thresholds = PerformanceProfile.thresholds(9, scores);
    List<Estimate> shares = PerformanceProfile.of(scores, thresholds).shares();

    assertThat(thresholds).containsExactly(1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0);
    for (int i = 1; i < shares.size(); i++) {
      assertThat(shares.get(i).low()).isLessThanOrEqualTo(shares.get(i - 1).low());
      assertThat(shares.get(i).high()).isLessThanOrEqualTo(shares.get(i - 1).high());
      assertThat(shares.get(i).value()).isBetween(shares.get(i).low(), shares.get(i).high());
    }
    // Nobody is above the best, in no resample either.
    assertThat(shares.getLast()).isEqualTo(new Estimate(0, 0, 0));
  }

  @Test
  void there_is_a_share_for_each_threshold() {
    assertThatThrownBy(() -> new PerformanceProfile(List.of(1.0), List.of()))
        .hasMessage("shares is 0; it must be one per threshold, 1.");
  }
}
