package ascent.train;

import ascent.collect.Episode;
import ascent.collect.Evaluation;
import java.nio.file.Path;

/// Observes a training run. A listener does not change what the run computes; it may [end it
/// early][Run#stop].
public interface Listener {
  /// An episode of training ended. Called for every one, by step and then by environment, when its
  /// rollout has been collected.
  default void episode(Run run, Episode episode) {}

  /// An iteration is done: a rollout was collected and learned from. Called only for iterations
  /// that write a row of metrics: those that cross a multiple of `logEvery` steps (or of
  /// `logEveryEpisodes` episodes), are followed by an evaluation, or are the last.
  ///
  /// @param metrics of this iteration; valid during the call
  default void updated(Run run, Metrics metrics) {}

  /// The policy was evaluated during training.
  default void evaluated(Run run, Evaluation evaluation) {}

  /// A checkpoint is on disk.
  default void checkpointed(Run run, Path file) {}
}
