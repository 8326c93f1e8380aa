package ascent.study.stats;

import ascent.config.Check;
import java.util.Arrays;
import java.util.stream.DoubleStream;

/// Aggregates of scores, as in rliable: each is one number of \[task\]\[run\] scores.
public final class Aggregates {
  private Aggregates() {}

  /// The mean over tasks of the mean over runs.
  public static double mean(double[][] tasks) {
    return mean(taskMeans(tasks));
  }

  /// The median over tasks of the mean over runs. With one task it is that task's mean; the median
  /// over runs is in [RunSpread].
  public static double median(double[][] tasks) {
    double[] means = taskMeans(tasks);
    Arrays.sort(means);
    int n = means.length;
    return (means[(n - 1) / 2] + means[n / 2]) / 2;
  }

  /// The mean of the middle half of all scores: of n scores, ⌊n/4⌋ are left out at either end, as
  /// in `scipy.stats.trim_mean(x, 0.25)`. Fewer outliers sway it than the mean, and it uses more of
  /// the scores than the median.
  public static double interquartileMean(double[][] tasks) {
    double[] sorted = sorted(tasks);
    int cut = sorted.length / 4;
    return mean(Arrays.copyOfRange(sorted, cut, sorted.length - cut));
  }

  /// How far the scores fall short of a target γ on average: γ − mean(min(x, γ)). Scores above the
  /// target count as the target.
  public static Statistic optimalityGap(double gamma) {
    return tasks ->
        gamma
            - Arrays.stream(tasks)
                .flatMapToDouble(Arrays::stream)
                .map(x -> Math.min(x, gamma))
                .average()
                .orElseThrow();
  }

  /// The mean of the worst quarter of all scores, ⌈n/4⌉ of n: the conditional value at risk of 25
  /// %.
  public static double worstQuarterMean(double[][] tasks) {
    double[] sorted = sorted(tasks);
    return mean(Arrays.copyOf(sorted, Math.ceilDiv(sorted.length, 4)));
  }

  /// The share of scores above a threshold τ, 1/M Σₘ 1/Nₘ Σₙ \[xₘₙ > τ\]: one point of a
  /// performance profile.
  public static Statistic shareAbove(double tau) {
    return tasks ->
        Arrays.stream(tasks)
            .mapToDouble(
                runs -> (double) Arrays.stream(runs).filter(x -> x > tau).count() / runs.length)
            .average()
            .orElseThrow();
  }

  /// The chance that a run of X beats a run of Y on the same task, averaged over tasks; a tie is
  /// half a win. On each task it is the Mann–Whitney statistic U over the number of pairs.
  ///
  /// @param x scores of X, \[task\]\[run\]
  /// @param y scores of Y on the same tasks, perhaps with another number of runs
  public static double probabilityOfImprovement(double[][] x, double[][] y) {
    Check.that(x.length == y.length, "tasks of Y", y.length, "those of X, " + x.length);
    double sum = 0;
    for (int m = 0; m < x.length; m++) {
      sum += wins(x[m], y[m]) / ((double) x[m].length * y[m].length);
    }
    return sum / x.length;
  }

  private static double wins(double[] x, double[] y) {
    double wins = 0;
    for (double a : x) {
      for (double b : y) {
        wins += a > b ? 1 : a == b ? 0.5 : 0;
      }
    }
    return wins;
  }

  private static double[] sorted(double[][] tasks) {
    return Arrays.stream(tasks).flatMapToDouble(DoubleStream::of).sorted().toArray();
  }

  private static double[] taskMeans(double[][] tasks) {
    return Arrays.stream(tasks).mapToDouble(Aggregates::mean).toArray();
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }
}
