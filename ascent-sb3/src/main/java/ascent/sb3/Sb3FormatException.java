package ascent.sb3;

import java.io.IOException;
import java.io.Serial;
import org.jspecify.annotations.Nullable;

/// Thrown when a file of Stable-Baselines3 is damaged, or holds a model of a kind that Ascent does
/// not have. The message is one sentence that says what is wrong.
public final class Sb3FormatException extends IOException {
  @Serial private static final long serialVersionUID = 1;

  public Sb3FormatException(String message) {
    super(message);
  }

  public Sb3FormatException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
