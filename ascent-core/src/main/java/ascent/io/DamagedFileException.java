package ascent.io;

import java.io.IOException;
import java.io.Serial;
import org.jspecify.annotations.Nullable;

/// What was read is not what a writer of that format wrote: cut short, altered, of another format
/// or another version. The message says what is wrong and where.
public final class DamagedFileException extends IOException {

  @Serial private static final long serialVersionUID = 1;

  public DamagedFileException(String message) {
    super(message);
  }

  public DamagedFileException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
