package ascent.collect;

import ascent.rollout.Rollout;

/// Where experience comes from: the environments of this process ([LocalRollouts]), of others, or a
/// cluster's. What a rollout holds depends only on the snapshot and on where the environments
/// stand, never on where or how often a part of it was computed.
///
/// A source that works with [parts][PartCollector] calls [Collected#merge] when all are there.
public interface RolloutSource extends AutoCloseable {
  /// Fills a rollout by acting with the snapshot's policy.
  ///
  /// @param rollout whatever it held is overwritten
  /// @return what else was seen; valid until the next call
  /// @throws ascent.env.EnvFailure when an environment fails: the first to fail, by step and then
  ///   by environment
  Collected fill(Snapshot snapshot, Rollout rollout);

  /// Where the environments stand, for a checkpoint. Call it between two rollouts.
  Carry carry();

  /// Brings the environments to where a [carry][#carry] says, by playing their running episodes
  /// again. Where an environment does not arrive at the same observation, bit for bit, its episode
  /// starts anew and a warning says so.
  ///
  /// @throws IllegalStateException when the carry belongs to other environments
  void restore(Carry carry);

  @Override
  void close();
}
