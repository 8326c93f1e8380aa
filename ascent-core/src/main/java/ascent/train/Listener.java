package ascent.train;

import ascent.collect.Episode;
import ascent.collect.Evaluation;
import java.nio.file.Path;

/// Observes a training run. A listener does not change what the run computes; it may [end it
/// early][Run#stop].
///
/// A listener that throws an exception ends the run: the iteration is completed, a checkpoint is
/// written, and the run fails with a [ListenerException] that names the listener. An [Error] ends
/// the run at once.
///
/// Ready-made listeners are in [ascent.train.callback].
public interface Listener {
  /// The [state][#state()] of a listener without one.
  double[] NO_STATE = {};

  /// The name in messages and checkpoints; by default that of the class without its package.
  default String name() {
    String type = getClass().getName();
    return type.substring(type.lastIndexOf('.') + 1);
  }

  /// What the listener must remember when the run is resumed, as a live array of fixed length: each
  /// checkpoint saves it, and a resumed run restores it before [#started] into the listener of the
  /// same name.
  default double[] state() {
    return NO_STATE;
  }

  /// The first iteration of this session is about to begin, at step [Run#steps].
  default void started(Run run) {}

  /// An episode of training ended. Called for every one, by step and then by environment, when its
  /// rollout has been collected.
  default void episode(Run run, Episode episode) {}

  /// An iteration is done: a rollout was collected and learned from. Called only for iterations
  /// that write a row of metrics: those that cross a multiple of `logEvery` steps (or of
  /// `logEveryEpisodes` episodes), are followed by an evaluation, or are the last.
  ///
  /// @param metrics of this iteration; valid during the call
  default void updated(Run run, Metrics metrics) {}

  /// An iteration is done, with its metrics and evaluation, and before its checkpoint. Called for
  /// every one; an iteration may be a single step.
  default void iterated(Run run) {}

  /// The policy was evaluated during training.
  default void evaluated(Run run, Evaluation evaluation) {}

  /// A checkpoint is on disk.
  default void checkpointed(Run run, Path file) {}

  /// The session is over, with its last checkpoint and model on disk, or has failed: the place to
  /// close what [#started] opened. Called once for each session whose [#started] returned, unless
  /// the listener has thrown an exception since. It is not called when the process is killed.
  default void ended(Run run, Ending ending) {}
}
