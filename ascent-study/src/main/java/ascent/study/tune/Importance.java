package ascent.study.tune;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/// How much a setting alone explains of the order of the trials.
///
/// The trials are grouped by the setting's value: by choice, or numbers into quarters. Of the
/// variance of the ranks of the scores, `effect` is the share between groups, ε², which is the
/// correlation ratio η² less what chance gives it: 1 − (1 − η²)(n − 1)/(n − k) for n trials in k
/// groups. This sees effects that rise and fall; it does not see interactions.
///
/// @param name of the setting
/// @param effect in \[0, 1\]; 0 if there is none to see
/// @param correlation Spearman's, of value and score; NaN for a choice
public record Importance(String name, double effect, double correlation) {
  private static final int GROUPS = 4;

  /// Those of all settings, the largest first.
  ///
  /// @param trials at least three
  public static List<Importance> of(Space space, List<Trial> trials) {
    double[] scores = ranks(trials.stream().mapToDouble(Trial::score).toArray());
    List<Importance> all = new ArrayList<>();
    for (int i = 0; i < space.ranges().size(); i++) {
      int setting = i;
      Range range = space.ranges().get(i);
      double[] places = trials.stream().mapToDouble(t -> t.place().get(setting)).toArray();
      boolean choice = !range.choices().isEmpty();
      double[] ranks = ranks(places);
      int[] groups = new int[places.length];
      for (int t = 0; t < places.length; t++) {
        groups[t] =
            choice
                ? range.index(places[t])
                : Math.min(GROUPS - 1, (int) (GROUPS * (ranks[t] - 0.5) / places.length));
      }
      double correlation = choice ? Double.NaN : pearson(ranks, scores);
      all.add(new Importance(range.name(), effect(groups, scores), correlation));
    }
    all.sort(Comparator.comparingDouble(one -> -one.effect()));
    return List.copyOf(all);
  }

  private static double effect(int[] groups, double[] values) {
    int n = values.length;
    int most = Arrays.stream(groups).max().orElse(0) + 1;
    double[] sums = new double[most];
    int[] counts = new int[most];
    for (int i = 0; i < n; i++) {
      sums[groups[i]] += values[i];
      counts[groups[i]]++;
    }
    double mean = (n + 1) / 2.0; // of ranks
    double between = 0;
    int k = 0;
    for (int g = 0; g < most; g++) {
      if (counts[g] > 0) {
        double distance = sums[g] / counts[g] - mean;
        between += counts[g] * distance * distance;
        k++;
      }
    }
    double total = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
    if (total == 0 || k < 2 || k == n) {
      return 0;
    }
    return Math.max(0, 1 - (1 - between / total) * (n - 1) / (n - k));
  }

  /// Ranks from 1; equal values share the mean of theirs.
  static double[] ranks(double[] values) {
    double[] ranks = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      double less = 0;
      double equal = 0;
      for (double other : values) {
        less += other < values[i] ? 1 : 0;
        equal += other == values[i] ? 1 : 0;
      }
      ranks[i] = less + (equal + 1) / 2;
    }
    return ranks;
  }

  /// The correlation of ranks; 0 if one of them does not vary.
  private static double pearson(double[] x, double[] y) {
    double mean = (x.length + 1) / 2.0;
    double xy = 0;
    double xx = 0;
    double yy = 0;
    for (int i = 0; i < x.length; i++) {
      xy += (x[i] - mean) * (y[i] - mean);
      xx += (x[i] - mean) * (x[i] - mean);
      yy += (y[i] - mean) * (y[i] - mean);
    }
    return xx == 0 || yy == 0 ? 0 : xy / Math.sqrt(xx * yy);
  }
}
