package ascent.train;

import ascent.config.Thrown;
import java.io.Serial;

/// Thrown when a listener of a run has thrown an exception, which is the cause. If the run has a
/// directory, the iteration was completed and a checkpoint written before, so that it can be
/// resumed.
public final class ListenerException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  /// @param listener its name
  /// @param step of the run
  ListenerException(String listener, long step, Exception cause) {
    super("At step %d, %s.".formatted(step, Thrown.by("the listener " + listener, cause)), cause);
  }
}
