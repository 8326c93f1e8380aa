package ascent.spark;

import ascent.collect.ClusterProvider;
import ascent.collect.RolloutCluster;
import ascent.collect.RolloutSource;
import ascent.collect.SourceException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

/// A connection of the command line to a Spark cluster.
final class SparkCluster implements RolloutCluster {
  private static final System.Logger LOGGER = System.getLogger("ascent.spark");
  private static final String LOG = "log4j2.configurationFile";

  /// Whether SPARK_HOME was made for this run alone, by the launcher.
  private static final String TEMPORARY = "ascent.cluster.temporary";

  private final JavaSparkContext context;
  private final SparkRollouts rollouts;
  private volatile String status = "";
  private double stepping;
  private double available;

  private SparkCluster(JavaSparkContext context, boolean verifies) {
    this.context = context;
    SparkRollouts all = SparkRollouts.on(context).onStatus(this::update);
    rollouts = verifies ? all.verifyParts() : all;
  }

  static SparkCluster connect(ClusterProvider.Request request) {
    Optional<InetSocketAddress> address = Master.check(request.master());
    SparkVersion.requireNew(SparkVersion.here());
    if (Boolean.getBoolean(TEMPORARY)) {
      Path home = Path.of(System.getenv("SPARK_HOME"));
      Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(home), "ascent-delete-home"));
    }
    if (System.getProperty(LOG) == null) {
      System.setProperty(LOG, "classpath:ascent/spark/log4j2.properties");
    }
    SparkConf conf = SparkSettings.of(request);
    if (address.isPresent()) {
      Optional<String> there = SparkVersion.ask(address.get(), conf);
      SparkVersion.requireSame(request.master(), there, SparkVersion.here());
    }
    JavaSparkContext context;
    try {
      context = new JavaSparkContext(conf);
    } catch (Exception e) { // Scala's methods declare none
      throw new SourceException(
          "Spark cannot use %s: %s".formatted(request.master(), ClusterFaults.line(e)), e);
    }
    return new SparkCluster(context, request.verifiesParts());
  }

  @Override
  public RolloutSource create(Request request) {
    return rollouts.create(request);
  }

  private void update(ClusterStatus now) {
    stepping += now.steppingSeconds();
    available += now.iterationSeconds() * now.cores();
    status =
        String.format(
            Locale.ROOT,
            "%d executor%s, %d parts per rollout, %d computed again, %d won by a second attempt; %.0f%% of the cores' time not stepping",
            now.executors(),
            now.executors() == 1 ? "" : "s",
            now.parts(),
            now.lost(),
            now.speculated(),
            100 * Math.max(0, 1 - stepping / available));
  }

  /// Deletes the links to Spark's jars and the logs and jars of executors. Not all of it can be
  /// deleted if the run was interrupted while one of them writes.
  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException | UncheckedIOException e) {
      LOGGER.log(System.Logger.Level.DEBUG, "{0} stays: {1}", folder, e);
    }
  }

  @Override
  public String status() {
    return status;
  }

  @Override
  public void close() {
    context.close();
  }
}
