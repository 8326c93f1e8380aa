package ascent.env.check;

import ascent.env.Env;
import java.util.Arrays;
import java.util.List;

/// Checks and records the metrics of an episode for [EnvChecker].
final class CheckedMetrics {
  private final List<String> names;
  private final Findings problems;
  private final double[] values; // NaN until they are read, [names]

  CheckedMetrics(List<String> names, Findings problems) {
    this.names = names;
    this.problems = problems;
    values = new double[names.size()];
    Arrays.fill(values, Double.NaN);
  }

  /// Reads the metrics at the end of the episode; false if the episode is broken.
  boolean ask(Env env, String where) {
    if (names.isEmpty()) {
      return true;
    }
    try {
      env.metrics(values);
    } catch (Throwable e) {
      problems.threw("metrics", where, e);
      return false;
    }
    problems.interrupted("metrics", where);
    for (int k = 0; k < values.length; k++) {
      if (Double.isInfinite(values[k])) {
        problems.add(
            "metric infinite",
            "the metric '%s' is %s%s; it must be finite, or NaN where it is undefined."
                .formatted(names.get(k), values[k], where));
      }
    }
    return true;
  }

  /// The difference between two recordings of an episode, as part of a sentence; empty if there is
  /// none.
  String difference(CheckedMetrics other) {
    int k = Arrays.mismatch(values, other.values); // NaN equals NaN
    return k < 0
        ? ""
        : "the metric '%s' was %s, then %s".formatted(names.get(k), values[k], other.values[k]);
  }
}
