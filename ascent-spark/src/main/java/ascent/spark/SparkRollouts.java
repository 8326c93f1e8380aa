package ascent.spark;

import ascent.collect.RolloutSource;
import ascent.collect.RolloutSourceFactory;
import ascent.config.Check;
import ascent.env.wrap.Wrappers;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;

/// Takes a run's rollouts from an Apache Spark cluster.
///
/// ```java
/// Trainer.of("CartPole-v1").source(SparkRollouts.on(context)).envs(64).train(1_000_000);
/// ```
///
/// Executors step the environments, the driver learns. The parameters are those of a run in one
/// process, bit for bit, with any number of executors, and whichever of them are lost or late. A
/// checkpoint can be resumed on another cluster or without one.
///
/// The environment must be found by its name on the executors, or its factory be given to [#envs]
/// or [#simulator]. Its jars and Ascent's must be on their class path, for example by `spark.jars`.
///
/// An immutable value: each method returns a new one. The context is the caller's, who closes it
/// after the training.
public final class SparkRollouts implements RolloutSourceFactory {
  /// Properties of Spark that suit rollouts, for [org.apache.spark.SparkConf#set]. `--cluster` sets
  /// them by itself.
  public static final Map<String, String> PROPERTIES =
      Map.of(
          // An iteration waits for its last part: a part that takes much longer than most is
          // computed a second time, and the first answer counts.
          "spark.speculation", "true",
          "spark.speculation.interval", "100ms",
          "spark.speculation.minTaskRuntime", "500ms",
          // Any free core is better than the one that has the environments.
          "spark.locality.wait", "0",
          // Faults of environments are no failures of a task, so only executors are to blame.
          "spark.task.maxFailures", "100");

  private final JavaSparkContext context;
  private final SparkOptions options;

  private SparkRollouts(JavaSparkContext context, SparkOptions options) {
    this.context = context;
    this.options = options;
  }

  /// Rollouts from the executors of a context.
  public static SparkRollouts on(JavaSparkContext context) {
    return new SparkRollouts(context, SparkOptions.DEFAULT);
  }

  /// Rollouts from the executors of a context, for example `session.sparkContext()`.
  public static SparkRollouts on(SparkContext context) {
    return on(JavaSparkContext.fromSparkContext(context));
  }

  private SparkRollouts with(SparkOptions value) {
    return new SparkRollouts(context, value);
  }

  /// The factory of the environment, without the run's wrappers, for a run whose environment has no
  /// name.
  public SparkRollouts envs(EnvFactory value) {
    return with(options.withEnv(value).withSimulator(null));
  }

  /// The factory of the simulator, for a run of [ascent.train.Trainer#ofVector].
  public SparkRollouts simulator(SimulatorFactory value) {
    return with(options.withSimulator(value).withEnv(null));
  }

  /// The number of parts of a rollout, at most the number of environments. By default, one for each
  /// core of the cluster, or four where rollouts are of whole episodes, which differ in length. It
  /// does not change results.
  public SparkRollouts parts(int value) {
    Check.that(value >= 1, "parts", value, "at least 1");
    return with(options.withParts(value));
  }

  /// Computes every part twice, the second time in new environments, and ends the run if the two
  /// differ: then an environment draws random numbers of its own or keeps state across episodes.
  /// Takes twice the time.
  public SparkRollouts verifyParts() {
    return with(options.withVerifies(true));
  }

  /// How long the run waits while there is no executor; a minute by default.
  public SparkRollouts patience(Duration value) {
    Check.that(value.isPositive(), "patience", value, "longer than 0");
    return with(options.withPatience(value));
  }

  /// Passes the state of the cluster to a consumer after each rollout.
  public SparkRollouts onStatus(Consumer<ClusterStatus> value) {
    return with(options.withStatus(value));
  }

  /// Makes the environments of a run on the executors.
  ///
  /// @throws IllegalArgumentException if executors cannot be told what to do
  /// @throws ascent.env.EnvFailure if an environment cannot be made there
  /// @throws ascent.collect.SourceException if the cluster cannot be used
  @Override
  public RolloutSource create(Request request) {
    SparkVersion.requireNew(SparkVersion.here());
    return SparkSource.open(context, options, RemoteRun.of(request, envs(request)), request);
  }

  private RemoteEnvs envs(Request request) {
    if (options.simulator() != null) {
      Check.that(
          request.wrappers().equals(Wrappers.NONE),
          "wrappers",
          request.wrappers(),
          "none for a simulator");
      return new RemoteEnvs.Simulator(options.simulator());
    }
    return options.env() == null
        ? RemoteEnvs.named(request)
        : new RemoteEnvs.Sent(options.env(), request.wrappers().toString());
  }
}
