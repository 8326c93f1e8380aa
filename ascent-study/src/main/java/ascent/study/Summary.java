package ascent.study;

import ascent.study.stats.Aggregates;
import ascent.study.stats.Bootstrap;
import ascent.study.stats.Estimate;
import ascent.study.stats.RunSpread;
import ascent.study.stats.Scores;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a variant came to over its seeds. A score is the mean return of a run's final policy; runs
/// that failed have none and are counted apart.
///
/// @param variant the settings
/// @param outcomes of its runs
/// @param statistics of the scores; null if every run failed
public record Summary(Variant variant, List<Outcome> outcomes, @Nullable Statistics statistics) {

  /// Statistics of the scores of runs.
  ///
  /// @param scores in the order of the seeds
  /// @param iqm interquartile mean with its bootstrap interval
  /// @param mean with its bootstrap interval
  /// @param worstQuarter mean of the worst quarter of the runs
  /// @param spread percentiles of the runs
  public record Statistics(
      Scores scores, Estimate iqm, Estimate mean, double worstQuarter, RunSpread spread) {

    static Statistics of(double... values) {
      Scores scores = Scores.of(values);
      return new Statistics(
          scores,
          Bootstrap.DEFAULT.estimate(scores, Aggregates::interquartileMean),
          Bootstrap.DEFAULT.estimate(scores, Aggregates::mean),
          Aggregates.worstQuarterMean(new double[][] {values}),
          RunSpread.of(values));
    }
  }

  public Summary {
    outcomes = List.copyOf(outcomes);
  }

  static Summary of(Variant variant, List<Outcome> outcomes) {
    double[] scores =
        outcomes.stream().filter(o -> !o.isFailed()).mapToDouble(Outcome::meanReturn).toArray();
    return new Summary(variant, outcomes, scores.length == 0 ? null : Statistics.of(scores));
  }

  /// How many runs failed.
  public int failed() {
    return (int) outcomes.stream().filter(Outcome::isFailed).count();
  }

  /// How many runs ended at or above a threshold.
  public int reached(double threshold) {
    return (int) outcomes.stream().filter(o -> o.meanReturn() >= threshold).count();
  }

  /// Seconds of training, over all runs.
  public double seconds() {
    return outcomes.stream().mapToDouble(Outcome::seconds).sum();
  }
}
