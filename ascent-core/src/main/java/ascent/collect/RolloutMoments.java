package ascent.collect;

import ascent.rollout.NormalizationConfig;
import ascent.rollout.RunningMoments;
import java.util.Arrays;

/// The moments that a [Normalizer] learns from one part of a rollout, of m environments. Each
/// environment has its own moments, so the result does not depend on how environments are divided
/// into parts.
final class RolloutMoments {
  private final NormalizationConfig config;
  private final double gamma;
  private final RunningMoments[] observed; // [m], or none
  private final RunningMoments[] returned; // [m], or none
  private final double[] discounted; // R of the running episode, [m], or none

  RolloutMoments(NormalizationConfig config, float gamma, int envs, int obsSize) {
    this.config = config;
    this.gamma = gamma;
    int m = config.any() ? envs : 0;
    observed = new RunningMoments[m];
    Arrays.setAll(observed, k -> new RunningMoments(obsSize));
    returned = new RunningMoments[m];
    Arrays.setAll(returned, k -> new RunningMoments(1));
    discounted = new double[m];
  }

  /// Adds the observations that environments are about to act on.
  ///
  /// @param raw `[n × obsSize]`
  /// @param row the first of these rows
  /// @param offset the row of environment 0 of the part
  void addObservations(float[] raw, int row, int offset, int rows) {
    if (config.normalizeObservations()) {
      for (int i = row; i < row + rows; i++) {
        observed[i - offset].add(raw, i * observed[0].size());
      }
    }
  }

  /// Adds a reward of environment k: R ← γR + r.
  ///
  /// @param last whether it is the episode's last
  void reward(int k, double reward, boolean last) {
    if (config.normalizeRewards()) {
      discounted[k] = gamma * discounted[k] + reward;
      returned[k].add(discounted[k]);
      discounted[k] = last ? 0 : discounted[k];
    }
  }

  /// Merges the moments into the normaliser's statistics, in the order of environments.
  void updateStatistics(Normalizer normalizer) {
    normalizer.learn(observed, returned);
  }

  /// Clears the moments; the discounted returns of running episodes stay.
  void clear() {
    for (int k = 0; k < observed.length; k++) {
      observed[k].clear();
      returned[k].clear();
    }
  }

  RunningMoments[] observed() {
    return observed;
  }

  RunningMoments[] returned() {
    return returned;
  }

  /// The discounted returns of the running episodes, live, `[m]`; empty where none are kept.
  double[] discounted() {
    return discounted;
  }
}
