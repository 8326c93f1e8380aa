package ascent.collect;

import ascent.rollout.NormalizationConfig;
import ascent.rollout.RunningMoments;
import java.util.Arrays;

/// What a [Normalizer] is to learn from the rollout under way. Each environment has its own
/// figures, so that threads do not meet and the outcome does not depend on their number.
public final class RolloutMoments {
  private final NormalizationConfig config;
  private final double gamma;
  private final RunningMoments[] observed; // [n]
  private final RunningMoments[] returned; // [n]
  private final double[] discounted; // R of the running episode, [n]

  public RolloutMoments(NormalizationConfig config, float gamma, int envs, int obsSize) {
    this.config = config;
    this.gamma = gamma;
    int n = config.any() ? envs : 0;
    observed = new RunningMoments[n];
    Arrays.setAll(observed, i -> new RunningMoments(obsSize));
    returned = new RunningMoments[n];
    Arrays.setAll(returned, i -> new RunningMoments(1));
    discounted = new double[n];
  }

  /// Takes in the observations that environments `from … to − 1` are about to act on.
  ///
  /// @param raw `[n × obsSize]`
  public void observe(float[] raw, int from, int to) {
    if (config.normalizeObservations()) {
      for (int i = from; i < to; i++) {
        observed[i].add(raw, i * observed[i].size());
      }
    }
  }

  /// Takes in a reward of environment i: R ← γR + r.
  ///
  /// @param last whether it is the episode's last
  public void reward(int i, double reward, boolean last) {
    if (config.normalizeRewards()) {
      discounted[i] = gamma * discounted[i] + reward;
      returned[i].add(discounted[i]);
      discounted[i] = last ? 0 : discounted[i];
    }
  }

  /// Hands over what was taken in, and begins anew.
  public void teach(Normalizer normalizer) {
    normalizer.learn(observed, returned);
    for (int i = 0; i < observed.length; i++) {
      observed[i].clear();
      returned[i].clear();
    }
  }

  /// The discounted rewards of the running episodes, live, `[n]`; empty where none are kept.
  public double[] discounted() {
    return discounted;
  }
}
