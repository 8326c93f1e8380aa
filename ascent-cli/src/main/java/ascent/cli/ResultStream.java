package ascent.cli;

import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/// Standard output with error handling: ignores a closed reader (`ascent envs | head -1`), and
/// records other failures, such as a full disk.
final class ResultStream extends OutputStream {
  private final OutputStream to;
  private @Nullable IOException failure;

  ResultStream(OutputStream to) {
    this.to = to;
  }

  @Override
  public void write(int b) {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    if (failure != null) {
      return;
    }
    try {
      to.write(bytes, offset, length);
    } catch (IOException e) {
      failure = e;
    }
  }

  /// Whether output was lost for a reason other than a closed reader.
  boolean lost() {
    return failure != null && !reason().contains("Broken pipe");
  }

  /// The reason of the failure.
  String reason() {
    String message = failure == null ? null : failure.getMessage();
    return message == null ? "unknown" : message;
  }
}
