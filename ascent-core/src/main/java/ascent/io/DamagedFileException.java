package ascent.io;

import java.io.IOException;
import java.io.Serial;
import org.jspecify.annotations.Nullable;

/// Thrown when data is not valid in its format: truncated, altered, or of another format or
/// version. The message says what is wrong and where.
public final class DamagedFileException extends IOException {

  @Serial private static final long serialVersionUID = 1;

  public DamagedFileException(String message) {
    super(message);
  }

  public DamagedFileException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
