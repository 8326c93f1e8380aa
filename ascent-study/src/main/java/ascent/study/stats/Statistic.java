package ascent.study.stats;

/// One number of a set of scores; see [Aggregates].
@FunctionalInterface
public interface Statistic {

  /// Computes it.
  ///
  /// @param tasks scores, \[task\]\[run\]; neither changed nor kept
  double of(double[][] tasks);
}
