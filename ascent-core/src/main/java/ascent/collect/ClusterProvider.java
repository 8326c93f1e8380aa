package ascent.collect;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Brings a kind of cluster that collects rollouts, for the command line. Found by
/// [java.util.ServiceLoader]: declare it in `META-INF/services/ascent.collect.ClusterProvider`.
public interface ClusterProvider {

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
}
