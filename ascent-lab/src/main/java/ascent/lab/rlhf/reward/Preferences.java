package ascent.lab.rlhf.reward;

import ascent.lab.rlhf.model.Responses;
import ascent.rng.Rng;

/// Pairs of responses with the choices of annotators: responses 2i and 2i + 1 answer one prompt.
///
/// @param responses `[2 × pairs]`
/// @param first whether the first of each pair was chosen, `[pairs]`
public record Preferences(Responses responses, boolean[] first) {
  /// Asks annotators to choose within each pair.
  ///
  /// @param responses two to each prompt, one after the other
  public static Preferences of(Responses responses, Annotators annotators, Rng rng) {
    boolean[] first = new boolean[responses.size() / 2];
    for (int pair = 0; pair < first.length; pair++) {
      Reading one = Reading.of(responses, 2 * pair);
      Reading other = Reading.of(responses, 2 * pair + 1);
      first[pair] = annotators.choosesFirst(responses.prompt(2 * pair), one, other, rng);
    }
    return new Preferences(responses, first);
  }

  /// The number of pairs.
  public int size() {
    return first.length;
  }

  /// The response that was chosen.
  public int chosen(int pair) {
    return 2 * pair + (first[pair] ? 0 : 1);
  }

  /// The response that was not.
  public int rejected(int pair) {
    return 2 * pair + (first[pair] ? 1 : 0);
  }
}
