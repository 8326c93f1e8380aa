package ascent.study.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ScoresTest {
  @Test
  void scores_are_copied() {
    double[] runs = {1, 2};
    Scores scores = Scores.of(runs);
    runs[0] = 9;

    assertThat(scores.all()).containsExactly(1, 2);
  }

  @Test
  void normalized_scores_are_0_at_the_low_and_1_at_the_high_of_each_task() {
    Scores scores = Scores.ofTasks(new double[] {10, 30, 20}, new double[] {-4, 0});

    Scores normalized = scores.normalized(new double[] {10, -4}, new double[] {30, 4});

    assertThat(normalized.all()).containsExactly(0, 1, 0.5, 0, 0.5);
    assertThat(normalized.tasks()).isEqualTo(2);
    assertThat(normalized.runs(0)).isEqualTo(3);
  }

  @Test
  void scores_that_cannot_be_compared_are_refused() {
    assertThatThrownBy(() -> Scores.of(1, Double.NaN))
        .hasMessage("score is nan; it must be finite.");
    assertThatThrownBy(() -> Scores.of()).hasMessage("runs is 0; it must be at least 1 per task.");
    assertThatThrownBy(Scores::ofTasks).hasMessage("tasks is 0; it must be at least 1.");
    assertThatThrownBy(() -> Scores.of(1).normalized(new double[] {1}, new double[] {1}))
        .hasMessage("high − low is 0; it must be more than 0.");
  }
}
