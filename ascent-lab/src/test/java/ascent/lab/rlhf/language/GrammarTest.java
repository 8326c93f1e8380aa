package ascent.lab.rlhf.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import ascent.rng.Rng;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GrammarTest {
  private static final Question SUM = new Question(3, true, 4, "please");

  private static Map<String, Integer> counts(Question question, int draws) {
    Map<String, Integer> counts = new HashMap<>();
    Rng rng = Rng.stream(1, "test");
    for (int i = 0; i < draws; i++) {
      int[] words = Grammar.sample(question, rng);
      assertThat(words.length).isBetween(16, Grammar.LONGEST);
      counts.merge(Vocabulary.text(words, 0, words.length), 1, Integer::sum);
    }
    return counts;
  }

  /// The entropy of the empirical distribution of n draws among K outcomes is lower by about (K −
  /// 1)/2n: 0.008 for 3,192 outcomes and 200,000 draws.
  @Test
  void the_entropy_is_that_of_many_draws() {
    int n = 200_000;
    double entropy = 0;
    for (int count : counts(SUM, n).values()) {
      double p = (double) count / n;
      entropy -= p * StrictMath.log(p);
    }
    assertThat(Grammar.entropy(SUM)).isCloseTo(entropy + 0.008, within(0.02));
  }

  @Test
  void half_of_the_answers_are_right_and_a_belief_finds_agreement() {
    assertThat(Grammar.answers(SUM)[7]).isEqualTo(0.5);
    double[] believing = Grammar.answers(SUM.believing(9));
    assertThat(believing[7]).isEqualTo(0.375); // 0.75 · 0.5
    assertThat(believing[9]).isCloseTo(0.25 + 0.75 * 0.2 / 16, within(1e-12));
    assertThat(Arrays.stream(believing).sum()).isCloseTo(1, within(1e-12));
    int right = 0;
    for (Map.Entry<String, Integer> e : counts(SUM, 20_000).entrySet()) {
      right += e.getKey().contains("3 plus 4 is 7 ") ? e.getValue() : 0;
    }
    assertThat(right / 20_000.0).isCloseTo(0.5, within(0.02));
  }

  @Test
  void a_held_out_prompt_is_never_drawn_for_training() {
    for (Questions questions : List.of(Questions.PLAIN, Questions.BELIEFS)) {
      Rng rng = Rng.stream(1, "test");
      List<Question> training = questions.draw(5_000, 1, rng);
      List<Question> heldOut = questions.drawHeldOut(1_000, 2, rng);
      assertThat(training).doesNotContainAnyElementsOf(heldOut);
      assertThat(heldOut).hasSize(2_000);
      assertThat(heldOut.get(0)).isEqualTo(heldOut.get(1));
    }
    long right =
        Questions.BELIEFS.draw(5_000, 1, Rng.stream(1, "test")).stream()
            .filter(q -> q.belief() == q.answer())
            .count();
    assertThat(right / 5_000.0).isBetween(0.4, 0.6);
  }

  @Test
  void a_prompt_is_seven_words_and_says_what_it_asks() {
    assertThat(SUM.believing(9)).hasToString("3 plus 4 ? i think 9");
    assertThat(SUM.words()).hasSize(Question.LENGTH);
    assertThat(SUM.believing(9).belief()).isEqualTo(9);
    assertThat(SUM.belief()).isEqualTo(Question.NONE);
    assertThat(new Question(4, false, 1, "").answer()).isEqualTo(3);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Question(3, false, 4, ""))
        .withMessage("b is 4; it must be in [0, a].");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Question(3, true, 4, "dear"))
        .withMessage("word is dear; it must be a word of the language.");
  }
}
