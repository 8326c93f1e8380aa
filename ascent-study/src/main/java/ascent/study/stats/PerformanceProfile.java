package ascent.study.stats;

import ascent.config.Check;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// A performance profile: for each threshold τ, the share of runs whose score is above it. Where
/// one profile lies above another everywhere, its runs dominate stochastically; where they cross, a
/// single number cannot rank them.
///
/// @param thresholds ascending
/// @param shares one per threshold, in \[0, 1\], each with a pointwise interval
public record PerformanceProfile(List<Double> thresholds, List<Estimate> shares) {
  private static final Bootstrap BOOTSTRAP = new Bootstrap(2_000, 0.95, 0); // as rliable's

  public PerformanceProfile {
    thresholds = List.copyOf(thresholds);
    shares = List.copyOf(shares);
    Check.that(
        shares.size() == thresholds.size(),
        "shares",
        shares.size(),
        "one per threshold, " + thresholds.size());
  }

  /// The profile of these scores.
  ///
  /// @param thresholds see [#thresholds(int, Scores...)]
  public static PerformanceProfile of(Scores scores, List<Double> thresholds) {
    // The same draws at each threshold, so the intervals' ends fall as the profile does.
    return new PerformanceProfile(
        thresholds,
        thresholds.stream()
            .map(tau -> BOOTSTRAP.estimate(scores, Aggregates.shareAbove(tau)))
            .toList());
  }

  /// Evenly spaced thresholds from the lowest of all scores to the highest.
  ///
  /// @param count at least 2
  public static List<Double> thresholds(int count, Scores... all) {
    Check.that(count >= 2, "count", count, "at least 2");
    double[] sorted =
        Arrays.stream(all).flatMapToDouble(s -> Arrays.stream(s.all())).sorted().toArray();
    double low = sorted[0];
    double range = sorted[sorted.length - 1] - low;
    return IntStream.range(0, count).mapToObj(i -> low + range * i / (count - 1)).toList();
  }
}
