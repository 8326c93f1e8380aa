package ascent.spark;

import ascent.collect.ClusterProvider;
import ascent.collect.RolloutCluster;

/// Brings Apache Spark to the command line.
public final class SparkClusterProvider implements ClusterProvider {

  @Override
  public RolloutCluster connect(Request request) {
    return SparkCluster.connect(request);
  }
}
