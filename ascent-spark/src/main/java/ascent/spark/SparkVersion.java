package ascent.spark;

import ascent.collect.SourceException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.SecurityManager;
import org.apache.spark.SparkConf;
import org.apache.spark.deploy.master.MasterMessages.BoundPortsRequest$;
import org.apache.spark.deploy.master.MasterMessages.BoundPortsResponse;
import org.apache.spark.rpc.RpcAddress;
import org.apache.spark.rpc.RpcEnv;
import org.apache.spark.rpc.RpcEnv$;
import scala.Option;
import scala.reflect.ClassTag;

/// Which versions of Spark the driver and a standalone master have. A master of another version
/// understands some of the driver's messages and not others: an application may wait for a minute
/// and be given up without a reason, or its executors end one after the other.
final class SparkVersion {
  /// Executors of older ones end at their start on Java 25.
  private static final List<Integer> OLDEST = List.of(4, 2);

  private static final System.Logger LOG = System.getLogger("ascent.spark");
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /// On the master's web page, which is the only place where it says so.
  private static final Pattern VERSION =
      Pattern.compile("<span class=\"version\\b[^>]*>\\s*([^<\\s]+)");

  private static final Pattern NUMBERS = Pattern.compile("(\\d{1,4})\\.(\\d{1,4})");

  private SparkVersion() {}

  /// The driver's.
  static String here() {
    return org.apache.spark.package$.MODULE$.SPARK_VERSION();
  }

  /// Checks that the driver's version is not too old.
  ///
  /// @throws SourceException if it is
  static void requireNew(String here) {
    Matcher numbers = NUMBERS.matcher(here);
    if (numbers.lookingAt()) {
      int major = Integer.parseInt(numbers.group(1));
      int minor = Integer.parseInt(numbers.group(2));
      if (major < OLDEST.get(0) || (major == OLDEST.get(0) && minor < OLDEST.get(1))) {
        throw new SourceException(
            "The driver has Spark %s; it must have Spark %d.%d or newer. Maybe SPARK_HOME names an old installation."
                .formatted(here, OLDEST.get(0), OLDEST.get(1)),
            null);
      }
    }
  }

  /// Checks that a master has the driver's version.
  ///
  /// @param there the master's version; empty if it does not say
  /// @throws SourceException if it has another one
  static void requireSame(String master, Optional<String> there, String here) {
    if (there.isPresent() && !there.get().equals(here)) {
      throw new SourceException(
          "%s runs Spark %s; it must run Spark %s, as the driver does. Maybe start its master and workers from the folder of that version."
              .formatted(master, there.get(), here),
          null);
    }
  }

  /// Asks a master for its version.
  ///
  /// @return empty if it does not answer in time, or in another way than Spark's masters do
  static Optional<String> ask(InetSocketAddress address, SparkConf conf) {
    try (HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
      URI page =
          new URI("http", null, address.getHostString(), webPort(address, conf), "/", null, null);
      var request = HttpRequest.newBuilder(page).timeout(PATIENCE).build();
      return in(client.send(request, HttpResponse.BodyHandlers.ofString()).body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } catch (Exception e) { // Scala's methods declare none
      LOG.log(System.Logger.Level.DEBUG, "{0} does not say which version it is: {1}", address, e);
      return Optional.empty();
    }
  }

  /// The version that a master's web page names.
  private static Optional<String> in(String page) {
    Matcher version = VERSION.matcher(page);
    return version.find() ? Optional.of(version.group(1)) : Optional.empty();
  }

  /// The port of the master's web page, which it is asked for as its workers do.
  private static int webPort(InetSocketAddress address, SparkConf conf) throws IOException {
    String patience = PATIENCE.toSeconds() + "s";
    SparkConf brief =
        conf.clone().set("spark.rpc.askTimeout", patience).set("spark.rpc.lookupTimeout", patience);
    var security =
        new SecurityManager(brief, Option.empty(), SecurityManager.$lessinit$greater$default$3());
    RpcEnv rpc =
        RpcEnv$.MODULE$.create("ascent", address.getHostString(), 0, brief, security, true);
    try {
      ClassTag<BoundPortsResponse> answer = ClassTag.apply(BoundPortsResponse.class);
      return rpc.setupEndpointRef(
              new RpcAddress(address.getHostString(), address.getPort()), "Master")
          .askSync(BoundPortsRequest$.MODULE$, answer)
          .webUIPort();
    } finally {
      rpc.shutdown();
    }
  }
}
