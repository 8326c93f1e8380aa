package ascent.collect;

import ascent.rollout.Rollout;

/// Where experience comes from. Locally that is the trainer's own environments; it may as well be a
/// cluster, since what a rollout holds depends only on the parameters and the iteration's number.
public interface RolloutSource extends AutoCloseable {
  /// Fills a rollout by acting with the given parameters.
  ///
  /// @param theta `[|θ|]`, not changed meanwhile
  /// @param iteration the number of rollouts before this one; names the random streams of the
  ///   actions
  void fill(float[] theta, long iteration, Rollout rollout);

  @Override
  void close();
}
