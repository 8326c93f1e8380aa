package ascent.cli.run;

import ascent.cli.args.Arguments;
import ascent.cli.args.ClassPaths;
import ascent.cli.args.Syntax;
import ascent.cli.args.UsageException;
import ascent.collect.ClusterProvider;
import ascent.collect.RolloutCluster;
import java.util.List;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/// The options of `train` and `resume` that collect rollouts on a cluster.
final class Clusters {
  private static final String MASTER = "--cluster";
  private static final String PROPERTY = "--cluster-conf";
  private static final String VERIFY = "--verify-parts";

  private Clusters() {}

  /// Adds the options.
  static Syntax addTo(Syntax syntax) {
    return syntax
        .option(
            MASTER,
            "MASTER",
            "Collect rollouts on an Apache Spark cluster, such as spark://host:7077. To try it on"
                + " this one machine: local-cluster[2,1,1024], 2 executors of 1 core and 1024 MB."
                + " Never changes the result.")
        .repeated(
            PROPERTY,
            "key=value",
            "Set a property of Spark; may be repeated. Example: spark.executor.memory=2g.")
        .flag(
            VERIFY,
            "Compute every part of a rollout twice on the cluster, and end the run if the two"
                + " differ.");
  }

  /// Checks the options, as far as that is possible before there is a run.
  ///
  /// @throws UsageException if one of them is wrong
  static void check(Arguments arguments) {
    for (String option : List.of(PROPERTY, VERIFY)) {
      if (arguments.flag(option) && !arguments.flag(MASTER)) {
        throw new UsageException("%s is for a cluster, so it needs %s.".formatted(option, MASTER));
      }
    }
    String master = arguments.option(MASTER);
    if (master != null) {
      UsageException.checking(() -> {
        ClusterProvider.requireAddress(master);
        return master;
      });
      var _ = provider();
      var _ = arguments.pairs(PROPERTY);
    }
  }

  /// Connects to the cluster that the options name; null if they name none.
  static @Nullable RolloutCluster open(Arguments arguments) {
    String master = arguments.option(MASTER);
    if (master == null) {
      return null;
    }
    return provider()
        .connect(
            new ClusterProvider.Request(
                master,
                arguments.pairs(PROPERTY),
                ClassPaths.of(arguments),
                arguments.flag(VERIFY)));
  }

  private static ClusterProvider provider() {
    return ServiceLoader.load(ClusterProvider.class)
        .findFirst()
        .orElseThrow(() ->
            new UsageException(
                "%s needs the module ascent-spark and Apache Spark on the class path. The script ./ascent of a checkout adds them where it sees the option on the command line; make install CLUSTER=1 installs them."
                    .formatted(MASTER)));
  }
}
