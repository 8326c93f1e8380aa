package ascent.collect;

import java.util.Locale;

/// The result of evaluating a policy over several episodes.
///
/// @param meanReturn mean of the undiscounted returns
/// @param stdReturn their standard deviation (n in the denominator)
/// @param minReturn the worst
/// @param maxReturn the best
/// @param meanLength mean steps per episode
/// @param episodes how many
/// @param capped number of episodes cut at the evaluation's step limit
/// @param deterministic true if the most probable action was taken, false if a sampled one
public record Evaluation(
    double meanReturn,
    double stdReturn,
    double minReturn,
    double maxReturn,
    double meanLength,
    int episodes,
    int capped,
    boolean deterministic) {

  /// The default step limit of an evaluated episode.
  public static final int MAX_EPISODE_STEPS = 10_000;

  static Evaluation of(double[] returns, long steps, int capped, boolean deterministic) {
    int n = returns.length;
    double sum = 0;
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    for (double r : returns) {
      sum += r;
      min = Math.min(min, r);
      max = Math.max(max, r);
    }
    double mean = sum / n;
    double squares = 0;
    for (double r : returns) {
      squares += (r - mean) * (r - mean);
    }
    double std = Math.sqrt(squares / n);
    return new Evaluation(mean, std, min, max, (double) steps / n, n, capped, deterministic);
  }

  @Override
  public String toString() {
    String note = capped == 0 ? "" : ", " + capped + " of them cut at the step limit";
    return String.format(
        Locale.ROOT, "%.1f ± %.1f over %d episodes%s", meanReturn, stdReturn, episodes, note);
  }
}
