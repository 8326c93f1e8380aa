package ascent.train;

import ascent.agent.RunSettings;
import ascent.algo.AlgorithmConfig;
import ascent.algo.PPOConfig;
import ascent.collect.RolloutSourceFactory;
import ascent.config.Check;
import ascent.config.Size;
import ascent.env.Env;
import ascent.env.GuardedVectorEnv;
import ascent.env.VectorEnvFactory;
import ascent.env.registry.EnvSpec;
import ascent.env.wrap.Wrappers;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The specification of a run.
///
/// @param envs makes the environments, given the wrappers around them
/// @param named the environment by its name, with its parameters; null where it has none
/// @param source makes the source of rollouts; null for environments of this process
/// @param out directory of the run; null to write no files
/// @param stopAfter time in the loop after which this session ends; null for no limit
@RecordBuilder
record RunSpec(
    Function<Wrappers, VectorEnvFactory> envs,
    @Nullable EnvSpec named,
    @Nullable RolloutSourceFactory source,
    AlgorithmConfig config,
    RunSettings settings,
    int threads,
    @Nullable Path out,
    @Nullable Duration stopAfter,
    List<Listener> listeners)
    implements RunSpecBuilder.With {
  private static final System.Logger LOG = System.getLogger("ascent.train");
  private static final long MAX_ROWS = 1 << 26;

  RunSpec {
    Check.that(threads >= 1 && threads <= 1024, "threads", threads, "in [1, 1024]");
    Check.that(
        stopAfter == null || stopAfter.isPositive(), "stopAfter", stopAfter, "longer than 0");
    listeners = List.copyOf(listeners);
    requireComplete(config);
  }

  /// Checks that settings of a user's own leave nothing out.
  private static void requireComplete(AlgorithmConfig config) {
    String type = config.getClass().getName();
    String name = Check.gave(config.algorithm(), type + ".algorithm", "a name");
    Check.that(!name.isBlank(), type + ".algorithm()", "'" + name + "'", "a name");
    Check.gave(config.network(), type + ".network", "a NetworkConfig");
    Check.gave(config.distribution(), type + ".distribution", "a DistributionConfig");
    Check.gave(config.normalization(), type + ".normalization", "a NormalizationConfig");
    Check.gave(config.learningRate(), type + ".learningRate", "a Schedule");
    Check.gave(config.optimizer(), type + ".optimizer", "an OptimizerFactory");
    Check.gave(config.groups(), type + ".groups", "one of Learner.Groups");
  }

  /// PPO with its defaults, on all cores.
  RunSpec(Function<Wrappers, VectorEnvFactory> envs) {
    this(envs, null);
  }

  /// The same on a named environment.
  RunSpec(EnvSpec env) {
    this(single(env.factory()), env);
  }

  private RunSpec(Function<Wrappers, VectorEnvFactory> envs, @Nullable EnvSpec named) {
    this(
        envs,
        named,
        null,
        PPOConfig.DEFAULT,
        RunSettings.DEFAULT,
        Runtime.getRuntime().availableProcessors(),
        null,
        null,
        List.of());
  }

  /// Environments that are stepped one at a time.
  static Function<Wrappers, VectorEnvFactory> single(Supplier<? extends Env> factory) {
    return wrappers -> VectorEnvFactory.of(wrappers.around(factory));
  }

  /// Environments from a simulator that steps many at once; these take no wrappers.
  static Function<Wrappers, VectorEnvFactory> vector(VectorEnvFactory factory) {
    return wrappers -> {
      Check.that(
          wrappers.equals(Wrappers.NONE),
          "wrappers",
          wrappers,
          "none for a VectorEnv. Maybe implement the wrapper in the simulator");
      return GuardedVectorEnv.around(factory);
    };
  }

  RunSpec withListener(Listener value) {
    List<Listener> more = new ArrayList<>(listeners);
    more.add(value);
    return withListeners(more);
  }

  /// The run on the environment that its curriculum ends with: that is what it learns, and what
  /// evaluations play.
  ///
  /// @throws IllegalArgumentException if the environment lacks the parameters of the curriculum
  RunSpec atTarget() {
    if (settings.curriculum().isEmpty()) {
      return this;
    }
    EnvSpec env = requireNamed();
    EnvSpec target = settings.curriculum().target(env);
    boolean own = settings.rewardThreshold() == threshold(env); // and not a user's
    RunSettings renamed = settings.withEnv(target.id());
    return withNamed(target)
        .withEnvs(single(target.factory()))
        .withSettings(own ? renamed.withRewardThreshold(threshold(target)) : renamed);
  }

  /// The mean return at which an environment counts as solved; infinite where there is none.
  static double threshold(EnvSpec env) {
    return Double.isNaN(env.rewardThreshold()) ? Double.POSITIVE_INFINITY : env.rewardThreshold();
  }

  /// The environment by its name, which a curriculum needs.
  EnvSpec requireNamed() {
    if (named == null) {
      throw new IllegalArgumentException(
          "curriculum is %s; it must be none for an environment without named parameters. Maybe give the trainer an EnvSpec."
              .formatted(settings.curriculum()));
    }
    return named;
  }

  /// The environment's name with its parameters; empty where it has none.
  String name() {
    return named == null ? "" : named.id();
  }

  /// Makes the environments of evaluations.
  VectorEnvFactory target() {
    return envs.apply(settings.wrappers());
  }

  /// Checks what can be checked before the run begins.
  ///
  /// @throws IllegalArgumentException where a rollout is empty or does not fit into an array
  void check() {
    Check.that(config.rolloutSteps() >= 1, "rolloutSteps", config.rolloutSteps(), "at least 1");
    Check.that(
        config.rolloutEpisodes() >= 1, "rolloutEpisodes", config.rolloutEpisodes(), "at least 1");
    long rows = (long) config.rolloutSteps() * settings.envs();
    Check.that(rows <= MAX_ROWS, "rolloutSteps × envs", rows, "at most " + MAX_ROWS);
    Size.of("evalEpisodes", settings.evalEpisodes()).array(Double.BYTES);
    // The last rollout uses the learning rate of the end of the run, as in Stable-Baselines3.
    boolean full = config.rolloutEpisodes() == Integer.MAX_VALUE;
    if (full && settings.steps() <= rows && config.learningRate().at(1) == 0) {
      LOG.log(
          System.Logger.Level.WARNING,
          "The whole run is one rollout of {0} steps, for which learningRate {1} is 0, so nothing is learned. Maybe train for more steps, or use a constant rate.",
          Long.toString(rows),
          config.learningRate());
    }
  }
}
