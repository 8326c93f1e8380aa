package ascent.cli.run;

import java.io.Serial;

/// A run went wrong in a way that is understood; the message says what to do.
public final class RunFailedException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  public RunFailedException(String message) {
    super(message);
  }

  RunFailedException(String message, Throwable cause) {
    super(message, cause);
  }
}
