package ascent.study.stats;

import ascent.config.Check;
import ascent.rng.Rng;
import java.util.Arrays;
import java.util.function.DoubleSupplier;
import org.apache.commons.statistics.descriptive.Quantile;

/// Confidence intervals by the stratified bootstrap with percentiles, as in rliable: the runs of
/// each task are drawn anew with replacement, the statistic is computed from what was drawn, and
/// the interval holds the middle of its values.
///
/// With few runs the intervals are too short, since the runs drawn are no more varied than the runs
/// there are: for the mean of one task, 95 % intervals hold the true value with a chance of about
/// 83 % for 5 runs, 90 % for 10 and 93 % for 20. Several tasks mend that, and so do more runs.
///
/// The draws come from a stream of their own, so that the same scores give the same interval on
/// every machine.
///
/// @param resamples how many sets of scores are drawn
/// @param level confidence level, such as 0.95
/// @param seed of the draws
public record Bootstrap(int resamples, double level, long seed) {
  /// 10,000 sets of scores and 95 %.
  public static final Bootstrap DEFAULT = new Bootstrap(10_000, 0.95, 0);

  private static final Quantile LINEAR =
      Quantile.withDefaults().with(Quantile.EstimationMethod.HF7); // as NumPy does

  public Bootstrap {
    Check.that(resamples >= 100, "resamples", resamples, "at least 100");
    Check.that(level > 0 && level < 1, "level", level, "in (0, 1)");
  }

  /// Estimates a statistic. A task with a single run makes the interval unknown.
  public Estimate estimate(Scores scores, Statistic statistic) {
    double value = statistic.of(scores.raw());
    if (!scores.repeated()) {
      return Estimate.unknown(value);
    }
    Rng rng = Rng.stream(seed, "bootstrap");
    double[][] drawn = copy(scores.raw());
    return interval(
        value,
        () -> {
          draw(scores.raw(), drawn, rng);
          return statistic.of(drawn);
        });
  }

  /// Estimates a statistic of two sets of scores, which are drawn independently.
  public Estimate estimate(Scores x, Scores y, PairStatistic statistic) {
    double value = statistic.of(x.raw(), y.raw());
    if (!x.repeated() || !y.repeated()) {
      return Estimate.unknown(value);
    }
    Rng rng = Rng.stream(seed, "bootstrap");
    double[][] drawnX = copy(x.raw());
    double[][] drawnY = copy(y.raw());
    return interval(
        value,
        () -> {
          draw(x.raw(), drawnX, rng);
          draw(y.raw(), drawnY, rng);
          return statistic.of(drawnX, drawnY);
        });
  }

  private Estimate interval(double value, DoubleSupplier statistic) {
    double[] values = new double[resamples];
    for (int i = 0; i < resamples; i++) {
      values[i] = statistic.getAsDouble();
    }
    double tail = (1 - level) / 2;
    double[] ends = LINEAR.evaluate(values, tail, 1 - tail);
    return new Estimate(value, ends[0], ends[1]);
  }

  private static double[][] copy(double[][] tasks) {
    return Arrays.stream(tasks).map(double[]::clone).toArray(double[][]::new);
  }

  private static void draw(double[][] from, double[][] into, Rng rng) {
    for (int m = 0; m < from.length; m++) {
      for (int n = 0; n < into[m].length; n++) {
        into[m][n] = from[m][rng.nextInt(from[m].length)];
      }
    }
  }
}
