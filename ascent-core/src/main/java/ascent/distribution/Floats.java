package ascent.distribution;

import java.util.ArrayList;
import java.util.List;

/// Makes the lists of an [ActionDistribution].
final class Floats {
  private Floats() {}

  /// Copies `count` numbers with stride `step`, from index `at`.
  static List<Float> list(float[] from, int at, int step, int count) {
    List<Float> numbers = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      numbers.add(from[at + i * step]);
    }
    return numbers;
  }
}
