package ascent.cli;

import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Tells whether a stream is a terminal. Java only knows this for all three streams together; Linux
/// knows it for each.
final class Tty {
  private static final Path STDERR = Path.of("/proc/self/fd/2");

  private Tty() {}

  @SuppressWarnings("SystemConsoleNull") // its contract still allows null
  static boolean isStderr() {
    if ("dumb".equals(System.getenv("TERM"))) {
      return false;
    }
    if (Files.isSymbolicLink(STDERR)) {
      try {
        String device = Files.readSymbolicLink(STDERR).toString();
        return device.startsWith("/dev/pts/")
            || device.startsWith("/dev/tty")
            || device.equals("/dev/console");
      } catch (IOException e) {
        return false;
      }
    }
    Console console = System.console();
    return console != null && console.isTerminal();
  }
}
