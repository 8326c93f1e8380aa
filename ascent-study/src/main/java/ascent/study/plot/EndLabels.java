package ascent.study.plot;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// Places labels beside the ends of lines, as near as they can be without overlap.
final class EndLabels {
  private EndLabels() {}

  /// The places of labels that would like to be at `wanted`, at least `gap` apart and within
  /// \[`top`, `bottom`\] if they fit.
  static double[] place(List<Double> wanted, double gap, double top, double bottom) {
    int n = wanted.size();
    Integer[] order =
        IntStream.range(0, n)
            .boxed()
            .sorted(Comparator.comparingDouble(wanted::get))
            .toArray(Integer[]::new);
    double[] sorted = new double[n];
    for (int i = 0; i < n; i++) {
      double least = i == 0 ? top : sorted[i - 1] + gap;
      sorted[i] = Math.max(wanted.get(order[i]), least);
    }
    double most = bottom;
    for (int i = n - 1; i >= 0; i--, most = sorted[i + 1] - gap) {
      sorted[i] = Math.min(sorted[i], most);
    }
    double[] places = new double[n];
    Arrays.setAll(places, i -> sorted[Arrays.asList(order).indexOf(i)]);
    return places;
  }
}
