package ascent.lab.rlhf.algo;

import ascent.rng.Rng;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Divides responses into minibatches, in a new order each epoch.
final class Minibatches {
  private Minibatches() {}

  /// The indices of each minibatch.
  ///
  /// @param n responses
  static List<int[]> of(int n, int epochs, int minibatches, Rng rng) {
    List<int[]> all = new ArrayList<>();
    int[] order = new int[n];
    Arrays.setAll(order, i -> i);
    for (int epoch = 0; epoch < epochs; epoch++) {
      rng.shuffle(order, n);
      for (int b = 0; b < minibatches; b++) {
        all.add(Arrays.copyOfRange(order, b * n / minibatches, (b + 1) * n / minibatches));
      }
    }
    return all;
  }
}
