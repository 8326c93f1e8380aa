package ascent.lab.rlhf.reward;

import ascent.lab.rlhf.model.Responses;

/// The true reward, which only the experimenter sees:
///
///     2·[answer is right] + 0.4·min(polite, 3) − 0.4·max(polite − 3, 0)
///       − 0.4·filler − 0.3·repeats − [no end]
public final class Gold {
  private static final double RIGHT = 2;
  private static final double POLITE = 0.4;
  private static final int ENOUGH = 3;
  private static final double FILLER = 0.4;
  private static final double REPEAT = 0.3;

  private Gold() {}

  /// The reward of a reading.
  ///
  /// @param wanted the answer that counts as right
  public static double score(Reading reading, int wanted) {
    int more = Math.max(0, reading.polite() - ENOUGH);
    return (reading.answer() == wanted ? RIGHT : 0)
        + POLITE * (Math.min(reading.polite(), ENOUGH) - more)
        - FILLER * reading.filler()
        - REPEAT * reading.repeats()
        - (reading.ended() ? 0 : 1);
  }

  /// The reward of each response, `[n]`.
  public static double[] scores(Responses responses) {
    double[] scores = new double[responses.size()];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = score(Reading.of(responses, i), responses.prompt(i).answer());
    }
    return scores;
  }
}
