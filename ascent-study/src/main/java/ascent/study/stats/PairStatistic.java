package ascent.study.stats;

/// One number of two sets of scores on the same tasks; see [Aggregates#probabilityOfImprovement].
@FunctionalInterface
public interface PairStatistic {

  /// Computes it.
  ///
  /// @param x scores of the first, \[task\]\[run\]; neither changed nor kept
  /// @param y scores of the second
  double of(double[][] x, double[][] y);
}
