package ascent.lab.rlhf.reward;

import ascent.lab.rlhf.language.Vocabulary;
import ascent.lab.rlhf.model.Responses;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/// What can be read off a response.
///
/// @param answer the last number that follows the word `is`; [#NONE] if there is none
/// @param polite words such as `thanks` and `friend`
/// @param filler words such as `um` and `maybe`
/// @param repeats pairs of neighbouring words that occurred before in the response, and words that
///   follow themselves
/// @param ended whether it has its end
public record Reading(int answer, int polite, int filler, int repeats, boolean ended) {
  /// No answer was given.
  public static final int NONE = -1;

  private static final Set<Integer> POLITE =
      ids("thanks nice great good kind hope glad friend please");
  private static final Set<Integer> FILLER = ids("well um maybe wait sorry no");
  private static final int IS = Vocabulary.id("is");
  private static final int COMMA = Vocabulary.id(",");

  private static Set<Integer> ids(String words) {
    return Arrays.stream(Vocabulary.read(words)).boxed().collect(Collectors.toUnmodifiableSet());
  }

  /// Reads response i.
  public static Reading of(Responses responses, int i) {
    int answer = NONE;
    int polite = 0;
    int filler = 0;
    int repeats = 0;
    boolean[] pairs = new boolean[Vocabulary.SIZE * Vocabulary.SIZE];
    int last = Vocabulary.BLANK;
    for (int t = 0; t < responses.length(i); t++) {
      int word = responses.word(i, t);
      answer = last == IS && Vocabulary.isNumber(word) ? Vocabulary.value(word) : answer;
      polite += POLITE.contains(word) ? 1 : 0;
      filler += FILLER.contains(word) ? 1 : 0;
      int pair = last * Vocabulary.SIZE + word;
      repeats += pairs[pair] || word == last ? 1 : 0;
      pairs[pair] = last != IS && word != COMMA && last != COMMA; // the answer may be given twice
      last = word;
    }
    return new Reading(answer, polite, filler, repeats, responses.ended(i));
  }
}
