package ascent.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;

/// Standard error as environments get it, for `System.out` and `System.err`: to close it only
/// flushes. Otherwise the JVM would redirect its stderr to nowhere, and the messages of the command
/// would be lost.
final class ForeignStream extends FilterOutputStream {
  private ForeignStream(OutputStream to) {
    super(to);
  }

  static PrintStream on(OutputStream to) {
    return new PrintStream(new ForeignStream(to), true, UTF_8);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    out.write(bytes, offset, length);
  }

  @Override
  public void close() throws IOException {
    flush();
  }
}
