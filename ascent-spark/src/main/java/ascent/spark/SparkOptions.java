package ascent.spark;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// How rollouts are taken from a cluster.
///
/// @param env makes an environment; null to find it by its name
/// @param simulator makes many environments; null for single ones
/// @param parts of a rollout; 0 for as many as fit the cluster
/// @param verifies whether every part is computed twice and compared
/// @param patience how long to wait while there is no executor
/// @param status receives the state after each rollout
@RecordBuilder
record SparkOptions(
    @Nullable EnvFactory env,
    @Nullable SimulatorFactory simulator,
    int parts,
    boolean verifies,
    Duration patience,
    Consumer<ClusterStatus> status)
    implements SparkOptionsBuilder.With {
  static final SparkOptions DEFAULT =
      new SparkOptions(null, null, 0, false, Duration.ofSeconds(60), _ -> {});
}
