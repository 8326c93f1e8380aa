package ascent.study.tune;

import java.util.Comparator;
import java.util.List;
import java.util.Map;

/// A combination of settings that a search tried.
///
/// @param number from 1, in the order of their choice
/// @param place in the space, \[number of ranges\]; not changed
/// @param values of the settings
/// @param steps of each of its runs
/// @param scores of its runs, in the order of the seeds; none if one failed
/// @param score their combined score; −∞ if one failed
public record Trial(
    int number,
    List<Double> place,
    Map<String, String> values,
    long steps,
    List<Double> scores,
    double score) {
  /// The best first; of equal ones, the earlier.
  public static final Comparator<Trial> BEST_FIRST =
      Comparator.comparingDouble(Trial::score).reversed().thenComparingInt(Trial::number);

  public Trial {
    place = List.copyOf(place);
    scores = List.copyOf(scores);
  }

  /// Not yet run.
  static Trial proposed(int number, List<Double> place, Map<String, String> values) {
    return new Trial(number, place, values, 0, List.of(), Double.NEGATIVE_INFINITY);
  }

  /// With what its runs came to.
  Trial ran(long length, List<Double> of, double total) {
    return new Trial(number, place, values, length, of, total);
  }
}
