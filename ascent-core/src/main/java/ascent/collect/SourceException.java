package ascent.collect;

import org.jspecify.annotations.Nullable;

/// A source of rollouts failed for a reason of its own, such as a cluster without workers. The
/// message is a sentence for the user.
public final class SourceException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public SourceException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
