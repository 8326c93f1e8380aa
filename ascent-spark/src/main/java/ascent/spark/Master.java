package ascent.spark;

import ascent.collect.ClusterProvider;
import ascent.collect.SourceException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The address of a cluster, as Spark writes it.
final class Master {
  private static final int CONNECT_MILLIS = 5_000;
  private static final int MAX_PORT = 65_535;

  private static final Pattern HOST = Pattern.compile("([^,:/]+):(\\d{1,5})");

  private Master() {}

  /// Checks the address, and for a standalone cluster that a master answers there: Spark itself
  /// would try for a minute.
  ///
  /// @throws IllegalArgumentException if it is no address
  /// @throws SourceException if no master answers
  static void check(String master) {
    ClusterProvider.requireAddress(master);
    if (master.startsWith("spark://")) {
      requireAnswer(master);
    }
  }

  /// Whether the executors are processes that this one starts, on this machine.
  static boolean isHere(String master) {
    return master.startsWith("local");
  }

  private static void requireAnswer(String master) {
    Matcher hosts = HOST.matcher(master.substring("spark://".length()));
    String why = "";
    while (hosts.find()) {
      int port = Integer.parseInt(hosts.group(2));
      if (port < 1 || port > MAX_PORT) {
        throw new IllegalArgumentException(
            "the port of %s is %d; it must be in [1, 65535].".formatted(master, port));
      }
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress(hosts.group(1), port), CONNECT_MILLIS);
        return;
      } catch (IOException e) {
        why = e instanceof UnknownHostException ? "unknown host" : String.valueOf(e.getMessage());
      }
    }
    throw new SourceException(
        "no Spark master answers at %s (%s). Maybe it is not running, or listens at another address: its log and web page show it."
            .formatted(master, why),
        null);
  }
}
