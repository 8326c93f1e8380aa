package ascent.lab.rlhf.model;

import ascent.lab.rlhf.language.Grammar;
import ascent.lab.rlhf.language.Question;
import ascent.lab.rlhf.language.Vocabulary;
import java.util.Arrays;
import java.util.List;

/// Prompts with their responses, and a number for each token of a response: token t of response i
/// is number `first(i) + t`.
///
/// The words of a response lie in one row behind its prompt, with blanks between them, so that the
/// words before any time are neighbours: `[prompt | blanks | response]`.
public final class Responses {
  /// The largest number of tokens of a response.
  public static final int LONGEST = Grammar.LONGEST;

  /// The number of words before a token that a network sees, besides the prompt.
  static final int WINDOW = 6;

  private static final int START = Question.LENGTH + WINDOW; // of a response in its row
  private static final int WIDTH = START + LONGEST;

  private final List<Question> prompts;
  private final int[] words; // [n × WIDTH]
  private final int[] length; // [n], the end included
  private final int[] first; // [n + 1]

  /// Prompts without responses yet.
  public Responses(List<Question> prompts) {
    this.prompts = List.copyOf(prompts);
    int n = prompts.size();
    words = new int[n * WIDTH];
    length = new int[n];
    first = new int[n + 1];
    Arrays.fill(words, Vocabulary.BLANK);
    for (int i = 0; i < n; i++) {
      System.arraycopy(prompts.get(i).words(), 0, words, i * WIDTH, Question.LENGTH);
    }
  }

  /// Prompts with responses drawn elsewhere, such as from the grammar.
  ///
  /// @param responses one for each prompt, of at most [#LONGEST] words
  public static Responses of(List<Question> prompts, List<int[]> responses) {
    Responses all = new Responses(prompts);
    for (int i = 0; i < responses.size(); i++) {
      for (int word : responses.get(i)) {
        all.append(i, word);
      }
    }
    all.number();
    return all;
  }

  void append(int i, int word) {
    words[i * WIDTH + START + length[i]++] = word;
  }

  /// Numbers the tokens, when all responses have ended.
  void number() {
    for (int i = 0; i < length.length; i++) {
      first[i + 1] = first[i] + length[i];
    }
  }

  /// The number of responses.
  public int size() {
    return length.length;
  }

  /// The number of tokens of all responses.
  public int tokens() {
    return first[size()];
  }

  /// The number of the first token of a response; for i = [#size], that of all tokens.
  public int first(int i) {
    return first[i];
  }

  /// The number of tokens of a response, the end included.
  public int length(int i) {
    return length[i];
  }

  /// The prompt of a response.
  public Question prompt(int i) {
    return prompts.get(i);
  }

  /// The prompts, in order.
  public List<Question> prompts() {
    return prompts;
  }

  /// The word of token t of response i.
  public int word(int i, int t) {
    return words[i * WIDTH + START + t];
  }

  /// Whether a response has its end, or was cut off at [#LONGEST].
  public boolean ended(int i) {
    return length[i] > 0 && word(i, length[i] - 1) == Vocabulary.END;
  }

  /// The text of a response.
  public String text(int i) {
    int from = i * WIDTH + START;
    return Vocabulary.text(words, from, from + length[i] - (ended(i) ? 1 : 0));
  }

  /// Some of the responses.
  public Responses select(int[] indices) {
    Responses some = new Responses(Arrays.stream(indices).mapToObj(prompts::get).toList());
    for (int j = 0; j < indices.length; j++) {
      System.arraycopy(words, indices[j] * WIDTH, some.words, j * WIDTH, WIDTH);
      some.length[j] = length[indices[j]];
    }
    some.number();
    return some;
  }

  /// The same responses to other prompts, one for each.
  public Responses withPrompts(List<Question> others) {
    Responses moved = new Responses(others);
    for (int i = 0; i < size(); i++) {
      System.arraycopy(words, i * WIDTH + START, moved.words, i * WIDTH + START, LONGEST);
      moved.length[i] = length[i];
    }
    moved.number();
    return moved;
  }

  /// Gives each token the number of its response, `[tokens]`.
  public float[] perToken(double[] values) {
    float[] all = new float[tokens()];
    for (int i = 0; i < size(); i++) {
      Arrays.fill(all, first[i], first[i + 1], (float) values[i]);
    }
    return all;
  }

  /// Copies what a network sees before time t of response i: the prompt, then the last [#WINDOW]
  /// words, blanks where there are none.
  void context(int i, int t, int[] to, int at) {
    int row = i * WIDTH;
    System.arraycopy(words, row, to, at, Question.LENGTH);
    System.arraycopy(words, row + START + t - WINDOW, to, at + Question.LENGTH, WINDOW);
  }
}
