package ascent.cli.args;

import java.io.Serial;
import java.util.function.Supplier;

/// Thrown when a command is used incorrectly; the message says how to fix it.
public final class UsageException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  public UsageException(String message) {
    super(message);
  }

  private UsageException(IllegalArgumentException cause) {
    super(cause.getMessage(), cause);
  }

  /// Runs an action with values from the user; rejected values become usage errors.
  public static <T> T checking(Supplier<T> work) {
    try {
      return work.get();
    } catch (IllegalArgumentException e) {
      throw new UsageException(e);
    }
  }
}
