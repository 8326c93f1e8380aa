package ascent.cli;

import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/// Standard output as it should fail: quietly where the reader has gone (`ascent envs | head -1`),
/// and remembered where a result was lost, as on a full disk.
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

  /// Whether something was lost that somebody waits for.
  boolean lost() {
    return failure != null && !reason().contains("Broken pipe");
  }

  /// Why.
  String reason() {
    String message = failure == null ? null : failure.getMessage();
    return message == null ? "unknown" : message;
  }
}
