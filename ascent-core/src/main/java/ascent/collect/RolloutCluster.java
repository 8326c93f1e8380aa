package ascent.collect;

/// A connection to a cluster that collects rollouts; see [ClusterProvider].
public interface RolloutCluster extends RolloutSourceFactory, AutoCloseable {

  /// The state of the cluster after the last rollout, in one line; empty before the first.
  String status();

  /// Ends the connection.
  @Override
  void close();
}
