package ascent.collect;

import ascent.rollout.Rollout;

/// A source of experience: the environments of this process ([LocalRollouts]), of other processes,
/// or of a cluster. A rollout depends only on the snapshot and the state of the environments, never
/// on where or how often a part of it was computed.
///
/// A run calls [#fill] once per iteration, and [#carry] and [#restore] only between two calls of
/// it. In [#fill] a source has to do three things:
///
/// 1. Let a [PartCollector] collect each of its ranges of environments:
///    `collector.collect(snapshot, rollout)`, in any order and in any threads. A collector writes
///    the rows of its environments and gives the rollout masks if there are any.
/// 2. Make a [Collected] of the parts of all environments, in any order.
/// 3. [Merge][Collected#merge] it into the rollout, which completes the rollout and throws the
///    first failure.
///
/// All else is done by the run: it reports the episodes, updates the normaliser's statistics, and
/// warns if a rollout of whole episodes was too short.
///
/// A worker in another process makes a rollout of its own environments alone and sends
/// [bytes][PartBytes#write]; the source [reads][PartBytes#read] them into the run's rollout. Before
/// that it calls [Rollout#needMasks] if the environments have masks.
public interface RolloutSource extends AutoCloseable {
  /// Fills a rollout by acting with the snapshot's policy.
  ///
  /// @param rollout of T steps of n environments, T the algorithm's `rolloutSteps`; overwritten.
  ///   Row `t·n + i` is step t of environment i
  /// @return episodes and moments of the rollout; valid until the next call
  /// @throws ascent.env.EnvFailure when an environment fails: the first to fail, by step and then
  ///   by environment
  Collected fill(Snapshot snapshot, Rollout rollout);

  /// The state of all n environments, for a checkpoint; [Carry#concat] joins those of ranges.
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
