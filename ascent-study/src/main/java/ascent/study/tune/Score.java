package ascent.study.tune;

import ascent.study.stats.Aggregates;

/// How the scores of a candidate's runs are combined.
public enum Score {
  /// The interquartile mean.
  IQM,
  /// The mean.
  MEAN,
  /// The mean of the worst quarter of the runs, at least one: what can be relied upon.
  WORST_QUARTILE;

  /// The score of runs.
  ///
  /// @param returns of the runs, at least one
  public double of(double... returns) {
    double[][] task = {returns};
    return switch (this) {
      case IQM -> Aggregates.interquartileMean(task);
      case MEAN -> Aggregates.mean(task);
      case WORST_QUARTILE -> Aggregates.worstQuarterMean(task);
    };
  }
}
