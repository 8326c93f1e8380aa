package ascent.study.stats;

import java.util.Arrays;
import org.apache.commons.statistics.descriptive.Quantile;

/// The percentiles of the runs themselves: how good or bad the next run may be, which an interval
/// of the mean does not say.
///
/// The range from the worst of n independent runs to the best holds the next run with a chance of
/// (n − 1)/(n + 1), whatever the distribution; this is the min-max inter-percentile range of Tanaka
/// and Mahmood, *Performance Variation in Deep Reinforcement Learning* (arXiv 2606.06746).
///
/// @param runs how many there are
/// @param worst score
/// @param lowerQuartile of the scores, interpolated linearly
/// @param median score
/// @param upperQuartile of the scores, interpolated linearly
/// @param best score
public record RunSpread(
    int runs,
    double worst,
    double lowerQuartile,
    double median,
    double upperQuartile,
    double best) {
  private static final Quantile LINEAR =
      Quantile.withDefaults().with(Quantile.EstimationMethod.HF7).withCopy(true);

  /// The percentiles of these scores.
  public static RunSpread of(double... scores) {
    double[] runs = Scores.of(scores).all(); // at least one, all finite
    Arrays.sort(runs);
    double[] q = LINEAR.evaluate(runs, 0, 0.25, 0.5, 0.75, 1);
    return new RunSpread(runs.length, q[0], q[1], q[2], q[3], q[4]);
  }

  /// The chance that the next run scores between the worst and the best of these, (n − 1)/(n + 1).
  public double coverage() {
    return (runs - 1.0) / (runs + 1.0);
  }

  /// From the worst score to the best.
  public double range() {
    return best - worst;
  }
}
