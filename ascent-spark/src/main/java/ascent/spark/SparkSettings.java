package ascent.spark;

import ascent.collect.ClusterProvider;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;

/// The settings of a connection of the command line. The user's properties win over the defaults.
final class SparkSettings {
  /// Kernels are slow until they are compiled: as in the command line's own process.
  private static final String KERNELS =
      "-XX:CompileCommand=quiet -XX:CompileCommand=CompileThresholdScaling,ascent.kernel.Vector*::*,0.005"
          + " -XX:CompileCommand=BackgroundCompilation,ascent.kernel.Vector*::*,false";

  private static final Map<String, String> DEFAULTS =
      Map.of("spark.ui.enabled", "false", "spark.executor.extraJavaOptions", KERNELS);

  private SparkSettings() {}

  /// @throws IllegalArgumentException if a property is not one of Spark
  static SparkConf of(ClusterProvider.Request request) {
    SparkConf conf = new SparkConf().setMaster(request.master()).setAppName("ascent");
    DEFAULTS.forEach(conf::setIfMissing);
    SparkRollouts.PROPERTIES.forEach(conf::setIfMissing);
    conf.set("spark.jars", String.join(",", jars(request.classPath())));
    if (Master.isHere(request.master())) {
      conf.set("spark.driver.host", "127.0.0.1").set("spark.driver.bindAddress", "127.0.0.1");
      memory(request.master(), conf);
    }
    request
        .properties()
        .forEach((key, value) -> {
          if (!key.startsWith("spark.")) {
            throw new IllegalArgumentException(
                "the property of the cluster is '%s'; it must begin with spark., as in spark.executor.memory=2g."
                    .formatted(key));
          }
          conf.set(key, value);
        });
    return conf;
  }

  /// In `local-cluster[n,cores,MB]` the last number is a worker's memory: all of it is for its
  /// executor.
  private static void memory(String master, SparkConf conf) {
    if (master.startsWith("local-cluster")) {
      String megabytes = master.replaceAll(".*,\\s*(\\d+)\\s*]", "$1");
      conf.set("spark.executor.memory", megabytes + "m");
    }
  }

  /// What executors need beside Spark: our jars and those of the user.
  private static List<String> jars(List<Path> classPath) {
    List<String> jars = new ArrayList<>();
    Path ofSpark = Path.of(System.getenv().getOrDefault("SPARK_HOME", ""), "jars");
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      Path path = Path.of(entry);
      boolean there = Files.exists(ofSpark.resolve(path.getFileName()));
      if (!there && Files.exists(path)) {
        jars.add(jar(path));
      }
    }
    classPath.forEach(path -> jars.add(jar(path)));
    return jars;
  }

  /// A jar of a folder of classes, or the jar itself.
  private static String jar(Path path) {
    if (!Files.isDirectory(path)) {
      return path.toUri().toString();
    }
    try (Stream<Path> files = Files.walk(path)) {
      Path jar = Files.createTempFile("ascent-classes", ".jar");
      jar.toFile().deleteOnExit();
      try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
        for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
          String name = path.relativize(file).toString().replace(File.separatorChar, '/');
          out.putNextEntry(new JarEntry(name));
          Files.copy(file, out);
        }
      }
      return jar.toUri().toString();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "The classes in %s cannot be sent to executors: %s".formatted(path, e), e);
    }
  }
}
