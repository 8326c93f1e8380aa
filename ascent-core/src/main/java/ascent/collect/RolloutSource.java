package ascent.collect;

import ascent.rollout.Rollout;

/// A source of experience: the environments of this process ([LocalRollouts]), of other processes,
/// or of a cluster. A rollout depends only on the snapshot and the state of the environments, never
/// on where or how often a part of it was computed.
///
/// A source that works with [parts][PartCollector] calls [Collected#merge] when all are there.
public interface RolloutSource extends AutoCloseable {
  /// Fills a rollout by acting with the snapshot's policy.
  ///
  /// @param rollout overwritten
  /// @return episodes and moments of the rollout; valid until the next call
  /// @throws ascent.env.EnvFailure when an environment fails: the first to fail, by step and then
  ///   by environment
  Collected fill(Snapshot snapshot, Rollout rollout);

  /// The state of the environments, for a checkpoint. Call it between two rollouts.
  Carry carry();

  /// Restores the environments from a [carry][#carry] by replaying their running episodes. If an
  /// environment does not arrive at the same observation, bit for bit, its episode is restarted and
  /// a warning is logged.
  ///
  /// @throws IllegalStateException when the carry belongs to other environments
  void restore(Carry carry);

  @Override
  void close();
}
