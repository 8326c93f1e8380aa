package ascent.cli.args;

import java.io.Serial;
import java.util.function.Supplier;

/// The command was not used as it can be; the message says how to mend it.
public final class UsageException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  public UsageException(String message) {
    super(message);
  }

  private UsageException(IllegalArgumentException cause) {
    super(cause.getMessage(), cause);
  }

  /// Does something with values that the user gave: if they are refused, that is wrong use.
  public static <T> T checking(Supplier<T> work) {
    try {
      return work.get();
    } catch (IllegalArgumentException e) {
      throw new UsageException(e);
    }
  }
}
