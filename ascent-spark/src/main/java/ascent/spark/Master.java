package ascent.spark;

import ascent.collect.ClusterProvider;
import ascent.collect.SourceException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.util.Optional;
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
  /// @return where a standalone cluster's master answers
  /// @throws IllegalArgumentException if it is no address
  /// @throws SourceException if no master answers
  static Optional<InetSocketAddress> check(String master) {
    ClusterProvider.requireAddress(master);
    return master.startsWith("spark://") ? Optional.of(answering(master)) : Optional.empty();
  }

  /// Whether the executors are processes that this one starts, on this machine.
  static boolean isHere(String master) {
    return master.startsWith("local");
  }

  private static InetSocketAddress answering(String master) {
    Matcher hosts = HOST.matcher(master.substring("spark://".length()));
    String why = "";
    while (hosts.find()) {
      int port = Integer.parseInt(hosts.group(2));
      if (port < 1 || port > MAX_PORT) {
        throw new IllegalArgumentException(
            "the port of %s is %d; it must be in [1, 65535].".formatted(master, port));
      }
      try (Socket socket = new Socket()) {
        InetSocketAddress address = new InetSocketAddress(hosts.group(1), port);
        socket.connect(address, CONNECT_MILLIS);
        return address;
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
