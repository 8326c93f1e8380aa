package ascent.study.plot;

import ascent.config.Check;
import ascent.study.stats.Estimate;
import java.util.List;

/// The mean of several runs along an axis, with its interval.
///
/// @param label of the runs, such as `clipRange 0.1`
/// @param runs how many there are
/// @param x ascending, or the first coordinates of a path, which [CurvePlot] draws from the first x
///   of its curves to the last
/// @param y one estimate for each x; without an interval where there is a single run
public record Curve(String label, int runs, List<Double> x, List<Estimate> y) {
  public Curve {
    x = List.copyOf(x);
    y = List.copyOf(y);
    Check.that(!x.isEmpty(), "x", x, "at least one value");
    Check.that(x.size() == y.size(), "y", y.size() + " values", "one for each x, " + x.size());
  }

  /// The last estimate.
  public Estimate last() {
    return y.getLast();
  }

  /// The lowest value or end of an interval.
  double low() {
    return y.stream().mapToDouble(e -> e.hasInterval() ? e.low() : e.value()).min().orElseThrow();
  }

  /// The highest value or end of an interval.
  double high() {
    return y.stream().mapToDouble(e -> e.hasInterval() ? e.high() : e.value()).max().orElseThrow();
  }
}
