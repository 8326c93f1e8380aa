package ascent.train;

import java.nio.file.Path;

/// Watches a training run. Nothing that a listener does changes the run's result.
public interface Listener {
  /// An iteration is over: a rollout was collected and learned from.
  ///
  /// @param metrics of this iteration; valid during the call
  default void updated(Metrics metrics) {}

  /// The policy was evaluated during training.
  default void evaluated(long steps, Evaluation evaluation) {}

  /// A checkpoint is on disk.
  default void checkpointed(long steps, Path file) {}
}
