package ascent.lab.estimator;

import ascent.rollout.Episodes;
import ascent.rollout.Rollout;

/// Weights by comparison within a group, without a critic: every step of an episode counts as much
/// as the return of the episode exceeds those of the others. The group is all episodes of an
/// estimate; on a task with one initial state they are the answers to one prompt.
///
/// @param kind what a return is compared with
/// @param gamma γ, the discount factor of returns
record GroupWeights(Kind kind, double gamma) implements EpisodeWeights.Psi {
  private static final double EPSILON = 1e-4; // added to a deviation

  /// What a return is compared with.
  enum Kind {
    /// The mean of the other returns (Kool et al. 2019, Ahmadian et al. 2024).
    RLOO,
    /// The mean of all, and divided by their deviation; the steps of an episode are averaged (Shao
    /// et al. 2024, equation 3, at the old policy and without its KL penalty).
    GRPO,
    /// The mean of all; the steps of an episode are summed up (Liu et al. 2025).
    DR_GRPO
  }

  @Override
  public void of(Rollout rollout, Episodes episodes, double[] psi) {
    double[] returns = returns(rollout, episodes);
    double mean = 0;
    for (double value : returns) {
      mean += value / returns.length;
    }
    double square = 0;
    for (double value : returns) {
      square += (value - mean) * (value - mean);
    }
    double deviation = Math.sqrt(square / (returns.length - 1)) + EPSILON;
    for (int k = 0; k < returns.length; k++) {
      int length = episodes.end(k) - episodes.start(k);
      double above = returns[k] - mean;
      double weight =
          switch (kind) {
            case RLOO -> above * returns.length / (returns.length - 1); // G − Σ others / (K − 1)
            case GRPO -> above / deviation / length;
            case DR_GRPO -> above;
          };
      for (int i = episodes.start(k); i < episodes.end(k); i++) {
        psi[i] = weight;
      }
    }
  }

  /// The discounted return of each episode.
  private double[] returns(Rollout rollout, Episodes episodes) {
    double[] returns = new double[episodes.count()];
    for (int k = 0; k < returns.length; k++) {
      for (int i = episodes.end(k) - 1; i >= episodes.start(k); i--) {
        returns[k] = rollout.reward[episodes.rows()[i]] + gamma * returns[k];
      }
    }
    return returns;
  }
}
