package ascent.spark;

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

  private static final Pattern STANDALONE =
      Pattern.compile("spark://([^,:/]+:\\d{1,5})(,[^,:/]+:\\d{1,5})*");
  private static final Pattern HOST = Pattern.compile("([^,:/]+):(\\d{1,5})");
  private static final Pattern OTHER =
      Pattern.compile(
          "local-cluster\\[\\s*\\d+\\s*,\\s*\\d+\\s*,\\s*\\d+\\s*]|local\\[(\\d+|\\*)]|yarn|k8s://.+");

  private Master() {}

  /// Checks the address, and for a standalone cluster that a master answers there: Spark itself
  /// would try for a minute.
  ///
  /// @throws IllegalArgumentException if it is no address
  /// @throws SourceException if no master answers
  static void check(String master) {
    if (STANDALONE.matcher(master).matches()) {
      requireAnswer(master);
    } else if (!OTHER.matcher(master).matches()) {
      throw new IllegalArgumentException(
          "the cluster is '%s'; it must be spark://HOST:PORT, local-cluster[EXECUTORS,CORES,MEGABYTES], local[CORES], yarn or k8s://URL."
              .formatted(master));
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
