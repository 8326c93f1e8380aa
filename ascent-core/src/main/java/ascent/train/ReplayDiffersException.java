package ascent.train;

import java.io.Serial;

/// Thrown when a run that is computed again differs from what is on record of it.
public final class ReplayDiffersException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  ReplayDiffersException(String message) {
    super(message);
  }
}
