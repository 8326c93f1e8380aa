package ascent.cli;

import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Tells whether a stream is a terminal. Java only knows this for all three streams together; Linux
/// knows it for each.
final class Tty {
  private Tty() {}

  /// Whether a descriptor is a terminal that can move its cursor.
  @SuppressWarnings("SystemConsoleNull") // its contract still allows null
  static boolean is(int descriptor) {
    if ("dumb".equals(System.getenv("TERM"))) {
      return false;
    }
    Path link = Path.of("/proc/self/fd", Integer.toString(descriptor));
    if (Files.isSymbolicLink(link)) {
      try {
        String device = Files.readSymbolicLink(link).toString();
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
