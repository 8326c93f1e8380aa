package ascent.reference;

import ascent.space.Discrete;
import ascent.space.MultiBinary;
import ascent.space.MultiDiscrete;
import ascent.space.Space;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A distribution over discrete actions as slow and as obvious as can be: a list of every joint
/// action that is allowed, each with a probability proportional to e to the sum of the logits of
/// what it chooses. Knows nothing of choices being independent.
final class ReferenceActions {
  private final List<int[]> actions = new ArrayList<>();
  private final List<Double> weights = new ArrayList<>();
  private final double total;

  /// @param mask of the options; empty allows all
  ReferenceActions(Space space, double[] logits, boolean[] mask) {
    int[] counts =
        switch (space) {
          case Discrete s -> new int[] {s.n()};
          case MultiDiscrete s -> s.counts();
          case MultiBinary s -> {
            int[] twos = new int[s.n()];
            Arrays.fill(twos, 2);
            yield twos;
          }
          default -> throw new IllegalArgumentException(space + " is not discrete");
        };
    boolean bits = space instanceof MultiBinary;
    int[] action = new int[counts.length];
    do {
      double sum = 0;
      boolean allowed = true;
      int from = 0;
      for (int i = 0; i < counts.length; i++) {
        sum += bits ? action[i] * logits[i] : logits[from + action[i]];
        allowed &= mask.length == 0 || mask[from + action[i]];
        from += counts[i];
      }
      if (allowed) {
        actions.add(action.clone());
        weights.add(Math.exp(sum));
      }
    } while (next(action, counts));
    total = weights.stream().mapToDouble(w -> w).sum();
  }

  /// Counts up, the last choice fastest; false after the last action.
  private static boolean next(int[] action, int[] counts) {
    for (int i = counts.length - 1; i >= 0; i--) {
      action[i]++;
      if (action[i] < counts[i]) {
        return true;
      }
      action[i] = 0;
    }
    return false;
  }

  double logProb(float[] action) {
    for (int k = 0; k < weights.size(); k++) {
      boolean same = true;
      for (int i = 0; i < action.length; i++) {
        same &= actions.get(k)[i] == action[i];
      }
      if (same) {
        return Math.log(weights.get(k) / total);
      }
    }
    throw new IllegalArgumentException("the action is forbidden");
  }

  double entropy() {
    double sum = 0;
    for (double w : weights) {
      sum -= w / total * Math.log(w / total);
    }
    return sum;
  }
}
