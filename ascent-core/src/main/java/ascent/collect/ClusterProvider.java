package ascent.collect;

import ascent.config.Printable;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// Brings a kind of cluster that collects rollouts, for the command line. Found by
/// [java.util.ServiceLoader]: declare it in `META-INF/services/ascent.collect.ClusterProvider`.
public interface ClusterProvider {
  /// The form of a cluster's address.
  Pattern ADDRESS =
      Pattern.compile(
          "spark://[^,:/]+:\\d{1,5}(,[^,:/]+:\\d{1,5})*|local-cluster\\[\\s*\\d+\\s*,\\s*\\d+\\s*,\\s*\\d+\\s*]"
              + "|local\\[(\\d+|\\*)]|yarn|k8s://.+");

  /// Connects to a cluster, which the caller closes.
  ///
  /// @throws IllegalArgumentException if the master or a property is invalid
  /// @throws SourceException if the cluster cannot be used
  RolloutCluster connect(Request request);

  /// What is asked of a cluster.
  ///
  /// @param master its address, such as `spark://host:7077`
  /// @param properties of the connection, by name
  /// @param classPath jars and folders of classes that its processes need for the environments
  /// @param verifiesParts whether every part is computed twice and compared
  record Request(
      String master, Map<String, String> properties, List<Path> classPath, boolean verifiesParts) {
    public Request {
      properties = Map.copyOf(properties);
      classPath = List.copyOf(classPath);
    }
  }

  /// Checks the form of a cluster's address, as Spark writes it.
  ///
  /// @throws IllegalArgumentException if it is none
  static void requireAddress(String master) {
    if (!ADDRESS.matcher(master).matches()) {
      throw new IllegalArgumentException(
          "the cluster is '%s'; it must be spark://HOST:PORT, local-cluster[EXECUTORS,CORES,MEGABYTES], local[CORES], yarn or k8s://URL."
              .formatted(Printable.excerpt(master)));
    }
  }
}
