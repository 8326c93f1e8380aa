package ascent.spark;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

/// A cluster on this machine, with executors in processes of their own. Nothing of it outlives
/// [#close].
final class LocalCluster implements AutoCloseable {
  final JavaSparkContext context;

  private LocalCluster(SparkConf conf) {
    linkJars();
    context = new JavaSparkContext(conf);
  }

  /// A worker starts an executor with the jars in this folder.
  static void linkJars() {
    Path folder = Path.of(System.getenv("SPARK_HOME"), "jars");
    try {
      Files.createDirectories(folder);
      for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
        Path jar = Path.of(entry);
        Path link = folder.resolve(jar.getFileName());
        if (entry.endsWith(".jar") && !entry.contains("ascent") && !Files.exists(link)) {
          Files.deleteIfExists(link); // of a jar that is gone
          Files.createSymbolicLink(link, jar);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// What every test sets: no web pages, nothing to be reached from outside, our class path.
  static SparkConf conf(String master) {
    return new SparkConf(false)
        .setMaster(master)
        .setAppName("test")
        .set("spark.ui.enabled", "false")
        .set("spark.driver.host", "127.0.0.1")
        .set("spark.driver.bindAddress", "127.0.0.1")
        .set("spark.executor.memory", "512m")
        .set("spark.executor.extraClassPath", System.getProperty("java.class.path"))
        .set("spark.executor.extraJavaOptions", "-XX:+UseSerialGC -XX:TieredStopAtLevel=1")
        .set("spark.deploy.maxExecutorRetries", "-1")
        .set("spark.task.maxFailures", "100")
        .set("spark.locality.wait", "0");
  }

  /// Executors of one core.
  static LocalCluster of(int executors) {
    return new LocalCluster(conf("local-cluster[" + executors + ",1,512]"));
  }

  static LocalCluster of(SparkConf conf) {
    return new LocalCluster(conf);
  }

  /// The running executors: this process starts no others.
  static List<ProcessHandle> executors() {
    return ProcessHandle.current().children().filter(ProcessHandle::isAlive).toList();
  }

  /// How many executors have registered.
  int knownExecutors() {
    return context.sc().statusTracker().getExecutorInfos().length - 1; // without the driver
  }

  @Override
  public void close() {
    boolean ours = context.master().startsWith("local-cluster");
    context.close();
    for (ProcessHandle left : ours ? executors() : List.<ProcessHandle>of()) {
      try {
        left.onExit().get(5, TimeUnit.SECONDS);
      } catch (Exception e) {
        left.destroyForcibly();
      }
    }
  }
}
