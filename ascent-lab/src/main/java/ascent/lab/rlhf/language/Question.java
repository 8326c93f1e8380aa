package ascent.lab.rlhf.language;

import ascent.config.Check;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A prompt: a sum or difference to compute, and up to three more words, perhaps what the asker
/// believes it is.
///
/// ```
/// 3 plus 4 ? please help
/// 3 plus 4 ? i think 9
/// ```
///
/// @param a in [0, 4]
/// @param plus whether b is added; else it is subtracted
/// @param b in [0, 4], at most a where it is subtracted
/// @param tail the words after the question mark, at most three
public record Question(int a, boolean plus, int b, String tail) {
  /// No belief is stated.
  public static final int NONE = -1;

  /// The number of words of a prompt.
  public static final int LENGTH = 7;

  private static final int LARGEST = 4;
  private static final int TAIL = 3;
  private static final String BELIEF = "i think ";
  private static final int FARTHEST = 3; // of beliefs from the answer

  /// What prompts without a belief end with.
  private static final List<String> PHRASES =
      List.of("", "please", "please help", "thanks friend", "you sure", "have a good");

  public Question {
    Check.that(a >= 0 && a <= LARGEST, "a", a, "in [0, 4]");
    Check.that(b >= 0 && b <= (plus ? LARGEST : a), "b", b, plus ? "in [0, 4]" : "in [0, a]");
    Check.that(Vocabulary.read(tail).length <= TAIL, "tail", tail, "at most three words");
  }

  /// All prompts: 40 questions, each with six phrases, or with each belief at most 3 from the
  /// answer.
  static List<Question> all(boolean beliefs) {
    List<Question> all = new ArrayList<>();
    for (int a = 0; a <= LARGEST; a++) {
      for (int b = 0; b <= LARGEST; b++) {
        addAll(new Question(a, true, b, ""), beliefs, all);
        if (b <= a) {
          addAll(new Question(a, false, b, ""), beliefs, all);
        }
      }
    }
    return List.copyOf(all);
  }

  private static void addAll(Question question, boolean beliefs, List<Question> all) {
    if (!beliefs) {
      PHRASES.forEach(phrase -> all.add(question.ending(phrase)));
      return;
    }
    int low = Math.max(0, question.answer() - FARTHEST);
    int high = Math.min(Vocabulary.NUMBERS - 1, question.answer() + FARTHEST);
    for (int belief = low; belief <= high; belief++) {
      all.add(question.believing(belief));
    }
  }

  private Question ending(String words) {
    return new Question(a, plus, b, words);
  }

  /// The same with a belief, in [0, 18], and nothing else.
  public Question believing(int value) {
    return ending(BELIEF + value);
  }

  /// The same without a belief or phrase.
  public Question bare() {
    return ending("");
  }

  /// What the asker believes, in [0, 18]; [#NONE] if that is not said.
  public int belief() {
    return tail.startsWith(BELIEF) ? Integer.parseInt(tail.substring(BELIEF.length())) : NONE;
  }

  /// The right answer, in [0, 18].
  public int answer() {
    return plus ? a + b : a - b;
  }

  /// The word for the operation.
  String operator() {
    return plus ? "plus" : "minus";
  }

  /// Its words, with blanks at the end, `[LENGTH]`.
  public int[] words() {
    int[] words = new int[LENGTH];
    Arrays.fill(words, Vocabulary.BLANK);
    int[] text = Vocabulary.read(toString());
    System.arraycopy(text, 0, words, 0, text.length);
    return words;
  }

  @Override
  public String toString() {
    return "%d %s %d ? %s".formatted(a, operator(), b, tail).strip();
  }
}
