package ascent.train;

import ascent.collect.Evaluation;
import java.nio.file.Path;

/// Watches a training run. Nothing that a listener does changes the run's result.
public interface Listener {
  /// An iteration is over: a rollout was collected and learned from. Called for those iterations
  /// that make a row of metrics: that cross a multiple of `logEvery` steps, are evaluated after, or
  /// are the last.
  ///
  /// @param metrics of this iteration; valid during the call
  default void updated(Metrics metrics) {}

  /// The policy was evaluated during training.
  default void evaluated(long steps, Evaluation evaluation) {}

  /// A checkpoint is on disk.
  default void checkpointed(long steps, Path file) {}
}
