package ascent.cli.plan;

import ascent.collect.Evaluation;
import ascent.config.Numbers;

/// How well the final policies of a preset did on the seeds of its page in `bench/results`.
///
/// @param seeds how many were trained
/// @param least the mean return of the worst
/// @param threshold what counts as solved
/// @param below how many ended below it
public record Reliability(int seeds, double least, double threshold, int below) {
  private static final double STANDARD_ERRORS = 2;
  private static final int LEAST_EPISODES = 10; // for a standard error

  /// Whether a policy did worse than all of these, beyond the error of its own evaluation. Too few
  /// episodes do not tell.
  public boolean isMissedBy(Evaluation evaluation) {
    if (evaluation.episodes() < LEAST_EPISODES) {
      return false;
    }
    double error = evaluation.stdReturn() / Math.sqrt(evaluation.episodes());
    return evaluation.meanReturn() + STANDARD_ERRORS * error < least;
  }

  /// Such as `20 seeds: worst -193.6, 0 below -200`.
  @Override
  public String toString() {
    return "%d seeds: worst %s, %d below %s"
        .formatted(seeds, Numbers.text(least), below, Numbers.text(threshold));
  }
}
