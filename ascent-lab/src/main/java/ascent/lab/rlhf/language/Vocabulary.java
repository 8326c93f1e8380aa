package ascent.lab.rlhf.language;

import ascent.config.Check;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The 64 words of the language, numbered from 0. Each is one token.
public final class Vocabulary {
  /// The number of words.
  public static final int SIZE = 64;

  /// Ends a response.
  public static final int END = 0;

  /// Stands where a text has no word: before a response, and in prompts without a belief.
  public static final int BLANK = 1;

  /// The numbers 0 … 18 are words: this many.
  public static final int NUMBERS = 19;

  private static final int FIRST_NUMBER = 2;

  private static final List<String> WORDS = words();
  private static final Map<String, Integer> IDS = ids();

  private Vocabulary() {}

  private static List<String> words() {
    List<String> words = new ArrayList<>(List.of("<end>", "<blank>"));
    for (int number = 0; number < NUMBERS; number++) {
      words.add(Integer.toString(number));
    }
    String others =
        "plus minus ? i think , . sure yes well um thanks nice great good kind question friend so"
            + " the answer is and that it maybe not day have a hope this helps you glad to help no"
            + " sorry wait please for very";
    words.addAll(List.of(others.split(" ")));
    return List.copyOf(words);
  }

  private static Map<String, Integer> ids() {
    Map<String, Integer> ids = new HashMap<>();
    for (int id = 0; id < WORDS.size(); id++) {
      ids.put(WORDS.get(id), id);
    }
    return Map.copyOf(ids);
  }

  /// The number of a word.
  ///
  /// @throws IllegalArgumentException if the language has no such word
  public static int id(String word) {
    int id = IDS.getOrDefault(word, -1);
    Check.that(id >= 0, "word", word, "a word of the language");
    return id;
  }

  /// The word of a number.
  public static String word(int id) {
    return WORDS.get(id);
  }

  /// The word for a number in [0, 18].
  public static int number(int value) {
    return FIRST_NUMBER + value;
  }

  /// Whether a word is a number.
  public static boolean isNumber(int id) {
    return id >= FIRST_NUMBER && id < FIRST_NUMBER + NUMBERS;
  }

  /// The value of a word that is a number.
  public static int value(int id) {
    return id - FIRST_NUMBER;
  }

  /// The words of a text with spaces between them.
  public static int[] read(String text) {
    return text.isEmpty()
        ? new int[0]
        : List.of(text.split(" ")).stream().mapToInt(Vocabulary::id).toArray();
  }

  /// The text of words `from … to − 1`, with spaces between them; without blanks.
  public static String text(int[] ids, int from, int to) {
    StringBuilder text = new StringBuilder();
    for (int i = from; i < to; i++) {
      if (ids[i] != BLANK) {
        text.append(text.isEmpty() ? "" : " ").append(word(ids[i]));
      }
    }
    return text.toString();
  }
}
