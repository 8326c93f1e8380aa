package ascent.cli.run;

import java.io.Serial;

/// Thrown when a run fails for a known reason; the message says what to do.
public final class RunFailedException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  public RunFailedException(String message) {
    super(message);
  }

  public RunFailedException(String message, Throwable cause) {
    super(message, cause);
  }
}
